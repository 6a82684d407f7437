package report

import (
	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// Confusion adds up the answers of a method's runs on one of their sets: a row
// for each true class, a column for each answer. Runs without answers, known
// from their records alone, are left out; n says how many were counted.
func Confusion(r *records.Results, c *corpus.Corpus, method, set string) (counts [][]int, n int,
	err error) {
	counts = make([][]int, len(c.Labels))
	for i := range counts {
		counts[i] = make([]int, len(c.Labels))
	}
	clips := split.ClipsOf(c)
	for _, run := range r.Runs {
		if run.Method != method || len(run.Answers) != len(clips) {
			continue
		}
		n++
		for _, speaker := range r.ExcludedBy(run) {
			split, err := split.New(clips, run.Protocol, speaker, run.Seed)
			if err != nil {
				return nil, 0, err
			}
			members, err := split.Set(set)
			if err != nil {
				return nil, 0, err
			}
			for _, i := range members {
				counts[c.LabelIndex(clips[i].Label)][run.Answers[i]]++
			}
		}
	}
	return counts, n, nil
}
