package report

import (
	"fmt"
	"math"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// A Spread is what speakers and what training contribute to a measure, and what
// the next runs would do to its standard error. With components s², k speakers
// and N values,
//
//	SE² = s²_speaker/k + s²_training/N
//
// The next N/k runs go to one more speaker, or to N/k² more seeds for each
// speaker that there is. The second term is the same either way; the first
// falls only with more speakers.
type Spread struct {
	Measure string
	stats.Components
	SE          float64 // now
	WithSpeaker float64 // with one more speaker, with as many seeds as the others
	WithSeeds   float64 // with the same runs as seeds for those that there are
	SeedsOnly   float64 // with unlimited seeds
}

// spreadOf computes a measure's spread.
func spreadOf(measure string, s records.Sample) Spread {
	c := stats.VarianceComponents(s.Clusters())
	k, n := float64(c.Speakers), float64(c.N)
	next := n * (k + 1) / k
	se := func(speakers, values float64) float64 {
		return math.Sqrt(c.Between*c.Between/speakers + c.Within*c.Within/values)
	}
	return Spread{measure, c, se(k, n), se(k+1, next), se(k, next), se(k, math.Inf(1))}
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
	t := Table{Title: "What speakers and what training contribute",
		Header: []string{"Measure", "SD between speakers", "SD of training", "ICC",
			"Standard error", "One more speaker", "As many runs as seeds", "Unlimited seeds",
			"n"}}
	var measured []Spread
	for _, s := range Spreads(v) {
		if math.IsNaN(s.SE) || s.SE == 0 {
			continue
		}
		measured = append(measured, s)
		t.Rows = append(t.Rows, []string{s.Measure, plain(s.Between, 4), plain(s.Within, 4),
			plain(s.ICC, 2), plain(s.SE, 4), plain(s.WithSpeaker, 4), plain(s.WithSeeds, 4),
			plain(s.SeedsOnly, 4), fmt.Sprintf("%s, %s", records.Plural(s.N, "pair"),
				records.Plural(s.Speakers, "speaker"))})
	}
	if len(measured) == 0 {
		t.Notes = []string{"Two speakers with two seeds each are needed to tell them apart."}
		return t
	}
	t.Notes = []string{nextHour(measured),
		"Training: all that differs between seeds of one speaker, unlearning's own draws " +
			"included. ICC: the share of the variance that is between speakers. Way: as a share."}
	return t
}

// nextHour says for which measures one more speaker shortens the standard error
// by at least one point more than the same runs do as seeds, and that for the
// others it does not matter.
func nextHour(spreads []Spread) string {
	var speakers, either []string
	for _, s := range spreads {
		speaker, seeds := 1-s.WithSpeaker/s.SE, 1-s.WithSeeds/s.SE
		if speaker-seeds < 0.01 {
			either = append(either, s.Measure)
			continue
		}
		speakers = append(speakers, fmt.Sprintf("%s (standard error %s shorter, as seeds %s)",
			s.Measure, percent(speaker), percent(seeds)))
	}
	switch {
	case len(speakers) == 0:
		return "The next hour may go to speakers or to seeds: speakers do not differ by more " +
			"than training does."
	case len(either) == 0:
		return "The next hour should go to one more speaker: " + strings.Join(speakers, "; ") + "."
	}
	return "The next hour should go to one more speaker for " + strings.Join(speakers, "; ") +
		". For the others, " + strings.Join(either, "; ") + ", it may as well go to more seeds."
}
