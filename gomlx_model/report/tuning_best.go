package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"

	"gonum.org/v1/gonum/stat"
)

// BestMethods is how many of the field's methods run on seeds 11–20 with their
// chosen settings. It was fixed before any of them was tuned.
const BestMethods = 5

// A TunedScore is the score of a tuned method on the tuning seeds.
type TunedScore struct {
	Method string
	// Score is the mean over speakers of [Trial.Score] on the speaker's own
	// clips, with the setting that other speakers chose for this speaker.
	Score float64
}

// Best returns the field's methods that end nearest to gold on the tuning
// seeds, at most n, the nearest first. A speaker has no part in choosing the
// setting that the method is judged with on that speaker. Seeds 11–20 have no
// part at all.
func (t Tuning) Best(n int) (best []TunedScore) {
	for _, m := range names.References() {
		var scores []float64
		for _, c := range t.Choices {
			i := slices.IndexFunc(t.Trials, func(trial Trial) bool {
				return trial.Method == m && c.Method == m && trial.Settings == c.Settings
			})
			for _, speaker := range c.For {
				if i >= 0 {
					scores = append(scores, t.Trials[i].Score([]string{speaker}))
				}
			}
		}
		if mean := stat.Mean(scores, nil); !math.IsNaN(mean) {
			best = append(best, TunedScore{m, mean})
		}
	}
	slices.SortStableFunc(best, func(a, b TunedScore) int { return cmp.Compare(a.Score, b.Score) })
	return best[:min(n, len(best))]
}

// BestSentence names the best tuned methods, which seeds 11–20 then judge.
func BestSentence(t Tuning) string {
	all := t.Best(math.MaxInt)
	if len(all) == 0 {
		return "None of the field's methods was tuned."
	}
	var list []string
	for _, b := range all[:min(BestMethods, len(all))] {
		list = append(list, fmt.Sprintf("%s (%s)", b.Method, plain(b.Score, 2)))
	}
	return fmt.Sprintf("Of the field's %d tuned methods, these end nearest to gold on the tuning "+
		"seeds, each speaker with the setting that other speakers chose: %s. In brackets is the sum "+
		"of the distances on validation and excluded; gold2's is about 2. Seeds 11–20 judge these "+
		"methods.",
		len(all), strings.Join(list, ", "))
}
