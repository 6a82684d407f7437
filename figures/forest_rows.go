package figures

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// A forestRow is one comparison of two schemes for one speaker or for all, in
// the unit of its axis: points of the way or a ratio.
type forestRow struct {
	set             string
	comparison      string // "Conv BN against Base"; rows of one comparison stand together
	label           string // the speaker, or "6 speakers" for all
	mean, low, high float64
	n               int    // seeds, or speakers if pooled
	pooled          bool   // over all speakers: drawn as a diamond
	verdict         string // of a pooled row
}

// forestScale returns the function from a comparison's numbers to those of the
// axis: to points from shares of the way, to ratios from their logarithms.
func forestScale(s report.Scale) func(float64) float64 {
	if s == report.ScaleWay {
		return func(v float64) float64 { return 100 * v }
	}
	return math.Exp
}

// forestRows returns the rows of the analysis: for each comparison those of the
// speakers, then the pooled one with the verdict. It leaves out speakers with
// fewer than two finished pairs, who have no interval, and comparisons that
// were not run.
func forestRows(v *records.View) []forestRow {
	var rows []forestRow
	for _, c := range report.Analyse(v).Comparisons {
		scaled := forestScale(c.Scale)
		row := func(label string, n int, mean, low, high float64) {
			if !math.IsNaN(low) {
				rows = append(rows, forestRow{set: c.Set,
					comparison: Label(c.A) + " against " + Label(c.B), label: label, n: n,
					mean: scaled(mean), low: scaled(low), high: scaled(high)})
			}
		}
		if effects := c.BySpeaker(v); len(effects) > 1 {
			for _, e := range effects {
				row(e.Speaker, e.Seeds, e.Mean, e.Low, e.High)
			}
		}
		t := c.Primary
		if before := len(rows); !math.IsNaN(t.Low) {
			unit := "speaker"
			if c.Unit == records.UnitSeeds {
				unit = "seed"
			}
			row(count(t.N, unit), t.N, t.Mean, t.Low, t.High)
			rows[before].pooled, rows[before].verdict = true, c.Outcome()
		}
	}
	return rows
}

// A forestAxis is the axis of one set: the scale of its verdicts.
type forestAxis struct {
	head, label           string
	zero                  float64               // no difference
	marginLow, marginHigh float64               // between these, two schemes count as equal
	place                 func(float64) float64 // of a number on the axis
}

// forestAxisOf returns the axis of a set: points of the way to gold for
// excluded, the logarithm of a ratio of errors for the others.
func forestAxisOf(set string) forestAxis {
	if set == names.SetExcluded {
		return forestAxis{head: set, label: "points of the way to gold, A − B", zero: 0,
			marginLow: -100 * report.WayMargin, marginHigh: 100 * report.WayMargin,
			place: func(v float64) float64 { return v }}
	}
	return forestAxis{head: set, label: "ratio of errors, A ÷ B", zero: 1,
		marginLow: 1 / report.ErrorsMargin, marginHigh: report.ErrorsMargin, place: math.Log10}
}

// forestMargins says the margins for a caption.
func forestMargins() string {
	return fmt.Sprintf("±%g points of the way, a ratio of %g to %g", 100*report.WayMargin,
		1/report.ErrorsMargin, report.ErrorsMargin)
}
