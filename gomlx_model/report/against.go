package report

import (
	"errors"
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// AgainstTable has a row for each method of a study and of published results,
// by every metric, all on the study's own pairs. Both must answer the same
// corpus, under the paper's protocol with batch normalisation. Found is what
// was measured on the study's weights.
func AgainstTable(p records.Published, of *records.Results, found []records.Finding) (Table, error) {
	if len(p.Records) == 0 {
		return Table{}, errors.New("there are no published records")
	}
	if p.Records[0].Corpus != of.Digest {
		return Table{}, fmt.Errorf("the published results are of another corpus, with the digest "+
			"%.12s, and the study is of %.12s: run it on their recordings", p.Records[0].Corpus,
			of.Digest)
	}
	pairs, mine := map[records.PairKey]bool{}, map[string]bool{}
	for _, r := range of.Runs {
		pairs[records.PairKey{Speaker: r.Speaker, Seed: r.Seed}] = true
		mine[r.Key] = true
	}
	runs := slices.DeleteFunc(slices.Clone(p.Clips), func(r records.Run) bool {
		return mine[r.Key] || !pairs[records.PairKey{Speaker: r.Speaker, Seed: r.Seed}]
	})
	findings := slices.DeleteFunc(slices.Clone(p.Findings), func(f records.Finding) bool {
		return !pairs[records.PairKey{Speaker: f.Speaker, Seed: f.Seed}]
	})
	clips, err := ClipsOfNames(p.ClipNames)
	if err != nil {
		return Table{}, err
	}
	scores, err := ScoresOf(append(slices.Clone(p.Records), of.Records()...),
		append(runs, of.Runs...), append(findings, found...), clips)
	if err != nil {
		return Table{}, err
	}
	methods := slices.DeleteFunc(append([]string{names.Original, names.Gold2},
		RankedMethods(scores)...), func(m string) bool { return slices.Contains(of.Settings.Methods, m) })
	t := MethodsTable(scores, nil, append(methods, of.Settings.Methods...)...)
	t.Title = "Your methods beside the published ones, on the same pairs"
	return t, nil
}
