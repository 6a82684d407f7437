package report

import (
	"fmt"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// ChangedTable says how many of the excluded speaker's clips a method answers
// otherwise than the original did, how many of those answers are gold's, and on
// what share of all these clips it answers as gold does. Forgetting like gold
// means to agree with gold, mistakes included.
func ChangedTable(r *records.Results, speech *corpus.Corpus) (Table, error) {
	t := Table{Title: "Answers to the excluded speaker's clips",
		Header: []string{"Method", "Clips", "Answer changed", "Of these, to gold's",
			"As gold answers", "n"}}
	clips := split.ClipsOf(speech)
	for _, method := range append([]string{names.Original}, r.Settings.Methods...) {
		var changed, toGold, agree, all records.Sample
		for _, run := range r.Runs {
			if run.Method != method {
				continue
			}
			for _, speaker := range r.ExcludedBy(run) {
				before, ok1 := r.Find(speaker, run.Seed, names.Original)
				target, ok2 := r.Find(speaker, run.Seed, names.Gold)
				if !ok1 || !ok2 || len(run.Answers) != len(clips) ||
					len(before.Answers) != len(clips) || len(target.Answers) != len(clips) {
					continue
				}
				split, err := split.New(clips, run.Protocol, speaker, run.Seed)
				if err != nil {
					return Table{}, err
				}
				var c, g, a float64
				for _, i := range split.Excluded {
					asGold := run.Answers[i] == target.Answers[i]
					if asGold {
						a++
					}
					if run.Answers[i] != before.Answers[i] {
						c++
						if asGold {
							g++
						}
					}
				}
				pair := func(value float64) records.Pair {
					return records.Pair{Speaker: speaker,
						Seed: run.Seed, Value: value}
				}
				n := float64(len(split.Excluded))
				changed.Pairs, toGold.Pairs = append(changed.Pairs, pair(c)),
					append(toGold.Pairs, pair(g))
				agree.Pairs, all.Pairs = append(agree.Pairs, pair(a/n)), append(all.Pairs, pair(n))
			}
		}
		if len(all.Pairs) > 0 {
			t.Rows = append(t.Rows, []string{method, plain(all.Test().Mean, 0),
				plain(changed.Test().Mean, 1), plain(toGold.Test().Mean, 1),
				percent(agree.Test().Mean), all.Size()})
		}
	}
	t.Notes = []string{fmt.Sprintf("Means over seeds, in clips of a run; the row of the %s is "+
		"what unlearning starts from.", names.Original)}
	return t, nil
}
