package figures

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// A forestRow is one comparison of two schemes for one speaker or for all, in
// the unit of its axis: percentage points of the way, or a ratio.
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
// axis: from shares of the way to percentage points, from logarithms of ratios
// to ratios.
func forestScale(s report.Scale) func(float64) float64 {
	if s == report.ScaleWay {
		return func(v float64) float64 { return 100 * v }
	}
	return math.Exp
}

// forestRows returns the rows of the analysis: for each comparison one row for
// each speaker, then the pooled row with the verdict. It leaves out speakers
// with fewer than two finished pairs, who have no interval, and comparisons
// that were not run. It also returns how many comparisons Holm's correction
// counts, which includes those that were not run.
func forestRows(v *records.View) (rows []forestRow, family int) {
	comparisons := report.Analyse(v).Comparisons
	for _, c := range comparisons {
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
	return rows, len(comparisons)
}

// A forestAxis is the axis of one set, on the scale of its verdicts.
type forestAxis struct {
	head, label           string
	zero                  float64               // no difference
	marginLow, marginHigh float64               // between these, two schemes count as equal
	place                 func(float64) float64 // from a number to its place on the axis
}

// forestAxisOf returns the axis of a set: percentage points of the way to gold
// for excluded, the logarithm of a ratio of errors for the others.
func forestAxisOf(set string) forestAxis {
	if set == names.SetExcluded {
		return forestAxis{head: set, label: "way to gold, A − B, percentage points", zero: 0,
			marginLow: -100 * report.WayMargin, marginHigh: 100 * report.WayMargin,
			place: func(v float64) float64 { return v }}
	}
	return forestAxis{head: set, label: "ratio of errors, A ÷ B", zero: 1,
		marginLow: 1 / report.ErrorsMargin, marginHigh: report.ErrorsMargin, place: math.Log10}
}

// forestMargins is the text of a caption that gives the margins.
func forestMargins() string {
	return fmt.Sprintf("±%g percentage points of the way, a ratio of errors of %g to %g",
		100*report.WayMargin, 1/report.ErrorsMargin, report.ErrorsMargin)
}
