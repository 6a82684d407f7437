package figures

import (
	"fmt"
	"math"
	"strings"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/stats"
)

// ForestRows returns the rows of the study's analysis for [Forest]: each
// speaker with the 95 % t interval over seeds, then the pooled row with the
// interval over speakers and what the primary analysis says. A speaker with
// fewer than two finished pairs has no interval and is left out, as is a
// comparison that has not been run.
func ForestRows(a report.Analysis) []ForestRow {
	var rows []ForestRow
	for _, c := range a.Comparisons {
		name := Label(c.A) + " − " + Label(c.B)
		clusters := c.Sample.Clusters()
		for i, speaker := range c.Sample.Speakers() {
			if t := stats.PairedT(clusters[i]); len(clusters) > 1 && !math.IsNaN(t.Low) {
				rows = append(rows, ForestRow{Set: c.Set, Comparison: name, Label: speaker,
					Mean: t.Mean, Low: t.Low, High: t.High, N: t.N})
			}
		}
		if t := c.F1; !math.IsNaN(t.Low) {
			label := fmt.Sprintf("%d speakers", t.N)
			if c.Unit == records.UnitSeeds {
				label = fmt.Sprintf("%d seeds", t.N)
			}
			rows = append(rows, ForestRow{Set: c.Set, Comparison: name, Label: label, Mean: t.Mean,
				Low: t.Low, High: t.High, N: t.N,
				Pooled: true, Verdict: strings.TrimPrefix(c.Outcome(), "different, but ")})
		}
	}
	return rows
}
