package report

import (
	"fmt"
	"math"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Spread says what speakers and seeds contribute to the spread of a measure,
// and what further runs would do to its interval. With components s², k
// speakers and N values, half of the 95 % interval is
//
//	t_{k−1, 0.975} · √(s²_speaker/k + s²_seed/N)
//
// More seeds shrink only the second term; one more speaker shrinks both terms
// and t.
type Spread struct {
	Measure string
	stats.Components
	Half        float64 // now
	WithSpeaker float64 // with one more speaker, with as many seeds as the others
	SeedsOnly   float64 // with unlimited seeds
}

// spreadOf computes a measure's spread.
func spreadOf(measure string, s records.Sample) Spread {
	c := stats.VarianceComponents(s.Clusters())
	k, n := float64(c.Speakers), float64(c.N)
	half := func(speakers, values float64) float64 {
		if speakers < 2 {
			return math.NaN()
		}
		t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: speakers - 1}.Quantile(1 - stats.Alpha/2)
		return t * math.Sqrt(c.Between*c.Between/speakers+c.Within*c.Within/values)
	}
	return Spread{measure, c, half(k, n), half(k+1, n*(k+1)/k), half(k, math.Inf(1))}
}

// Spreads returns the spread of the main measures: what base goes of the way to
// gold, what it costs on test, and by how much conv-bn improves on both. On
// test it is the difference in F1, since a speaker has only one ratio of
// errors.
func Spreads(v *records.View) []Spread {
	return []Spread{
		spreadOf("base, way to gold, excluded",
			shareOfWay(v, []string{names.Base}, names.Original)),
		spreadOf("conv-bn − base, way, excluded",
			shareOfWay(v, []string{names.ConvBN}, names.Base)),
		spreadOf("base − gold, F1, excluded",
			v.Difference(records.F1, names.SetExcluded, names.Base, names.Gold)),
		spreadOf("base − gold, F1, test",
			v.Difference(records.F1, names.SetTest, names.Base, names.Gold)),
		spreadOf("conv-bn − base, F1, test",
			v.Difference(records.F1, names.SetTest, names.ConvBN, names.Base)),
	}
}

// SpreadTable prints the spreads, and where the next hour should go.
func SpreadTable(v *records.View) Table {
	t := Table{Title: "What speakers and what seeds contribute",
		Header: []string{"Measure", "SD between speakers", "SD between seeds", "ICC",
			"95 % interval", "Half of the mean's interval", "With one more speaker",
			"With unlimited seeds", "n"}}
	var measured []Spread
	for _, s := range Spreads(v) {
		if math.IsNaN(s.Half) || s.Half == 0 {
			continue
		}
		measured = append(measured, s)
		t.Rows = append(t.Rows, []string{s.Measure, plain(s.Between, 4), plain(s.Within, 4),
			plain(s.ICC, 2), fmt.Sprintf("[%s, %s]", plain(s.ICCLow, 2), plain(s.ICCHigh, 2)),
			plain(s.Half, 4), plain(s.WithSpeaker, 4), plain(s.SeedsOnly, 4),
			records.Plural(s.N, "pair") + ", " + records.Plural(s.Speakers, "speaker")})
	}
	if len(measured) == 0 {
		t.Notes = []string{"This needs at least two speakers with two seeds each."}
		return t
	}
	t.Notes = []string{nextHour(measured),
		"Seeds: everything that differs between seeds of one speaker, both training and " +
			"unlearning's own draws. ICC: the share of the variance that is between speakers, with " +
			"the interval of the F ratio. A variance between speakers below 0 is set to 0, so 0.0 % " +
			"means that none was found. Way: as a share."}
	return t
}

// nextHour says how much more seeds, and how much one more speaker, can shorten
// the intervals.
func nextHour(spreads []Spread) string {
	var parts []string
	for _, s := range spreads {
		parts = append(parts, fmt.Sprintf("%s to %s of today's, one more speaker to %s",
			s.Measure, percent(s.SeedsOnly/s.Half), percent(s.WithSpeaker/s.Half)))
	}
	return "Where should the next hour of computing go? Unlimited seeds would shorten the interval of " +
		strings.Join(parts, "; of ") + ". A shorter interval needs recordings of other speakers."
}
