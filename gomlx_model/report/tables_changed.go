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
// what share of all these clips it agrees with gold. Forgetting like gold means
// agreeing with gold, mistakes included.
func ChangedTable(r *records.Results, speech *corpus.Corpus) (Table, error) {
	t := Table{Title: "Answers to the excluded speaker's clips",
		Header: []string{"Method", "Clips", "Answer changed", "Of these, to gold's",
			"As gold answers", "n"}}
	clips := split.ClipsOf(speech)
	for _, method := range append([]string{names.Original}, r.Settings.Methods...) {
		of, err := changesOf(r, clips, method)
		if err != nil {
			return Table{}, err
		}
		if len(of.all.Pairs) > 0 {
			t.Rows = append(t.Rows, []string{method, plain(of.all.Test().Mean, 0),
				plain(of.changed.Test().Mean, 1), plain(of.toGold.Test().Mean, 1),
				percent(of.agree.Test().Mean), of.all.Size()})
		}
	}
	t.Notes = []string{fmt.Sprintf("Means over seeds, in clips of a run; unlearning starts from "+
		"the row of the %s.", names.Original)}
	return t, nil
}

// The changes of a method's answers to the excluded clips, one value a run:
// all clips, those with another answer than the original's, those of them with
// gold's answer, and the share of all clips with gold's answer.
type changes struct{ all, changed, toGold, agree records.Sample }

// changesOf counts them over the runs that have answers, as have their original
// and gold.
func changesOf(r *records.Results, clips []split.Clip, method string) (of changes, err error) {
	for _, run := range r.RunsOf(method) {
		for _, speaker := range r.ExcludedBy(run) {
			before, ok1 := r.Find(speaker, run.Seed, names.Original)
			target, ok2 := r.Find(speaker, run.Seed, names.Gold)
			if !ok1 || !ok2 || len(run.Answers) != len(clips) ||
				len(before.Answers) != len(clips) || len(target.Answers) != len(clips) {
				continue
			}
			split, err := split.New(clips, run.Protocol, speaker, run.Seed)
			if err != nil {
				return changes{}, err
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
			name := records.Name{Speaker: speaker, Seed: run.Seed}
			n := float64(len(split.Excluded))
			put(&of.changed, name, c)
			put(&of.toGold, name, g)
			put(&of.agree, name, a/n)
			put(&of.all, name, n)
		}
	}
	return of, nil
}
