package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/stats"
)

// unlearnSeed begins the settings of a run that unlearns with a seed of its
// own.
const unlearnSeed = "unlearn-seed="

// A nest holds records of unlearning by speaker, seed of the original, and seed
// of unlearning; the pair's own is 0.
type nest map[records.PairKey]map[int]records.Record

// nestOf collects a method's records on a set, protocol P and batch norm, that
// differ from the paper's in nothing but the seed of unlearning.
func nestOf(all []records.Record, method, set string) nest {
	paper := records.DefaultSelection()
	paper.PaperOnly = false
	found := nest{}
	for _, r := range paper.Filter(all) {
		seed, other := 0, error(nil)
		if r.Settings != "" {
			text, ok := strings.CutPrefix(r.Settings, unlearnSeed)
			if seed, other = strconv.Atoi(text); !ok || other != nil {
				continue
			}
		}
		if r.Method != method || r.Set != set || !r.OK() {
			continue
		}
		at := records.PairKey{Speaker: r.Speaker, Seed: r.Seed}
		if found[at] == nil {
			found[at] = map[int]records.Record{}
		}
		found[at][seed] = r
	}
	return found
}

// balanced is the part of a nest in which every speaker has the same originals
// and every original the same unlearnings: those that all have which were
// unlearned more than once.
func (n nest) balanced() nest {
	speakers, unlearned, originals, seeds := 0, 0, map[int]int{}, map[int]int{}
	last := map[string]bool{}
	for at, runs := range n {
		if len(runs) < 2 {
			continue
		}
		if !last[at.Speaker] {
			last[at.Speaker] = true
			speakers++
		}
		unlearned++
		originals[at.Seed]++
		for seed := range runs {
			seeds[seed]++
		}
	}
	part := nest{}
	for at, runs := range n {
		if len(runs) < 2 || originals[at.Seed] < speakers {
			continue
		}
		part[at] = map[int]records.Record{}
		for seed, r := range runs {
			if seeds[seed] == unlearned {
				part[at][seed] = r
			}
		}
	}
	return part
}

// values are a number of each record by speaker, original and unlearning,
// ascending: of the originals that were unlearned more than once.
func (n nest) values(number func(at records.PairKey, seed int, r records.Record) float64,
) [][][]float64 {
	var pairs []records.PairKey
	for at, runs := range n {
		if len(runs) > 1 {
			pairs = append(pairs, at)
		}
	}
	slices.SortFunc(pairs, records.ComparePairKeys)
	var values [][][]float64
	last := ""
	for _, at := range pairs {
		if at.Speaker != last {
			values, last = append(values, nil), at.Speaker
		}
		var seeds []int
		for seed := range n[at] {
			seeds = append(seeds, seed)
		}
		slices.Sort(seeds)
		var unlearned []float64
		for _, seed := range seeds {
			if x := number(at, seed, n[at][seed]); !math.IsNaN(x) {
				unlearned = append(unlearned, x)
			}
		}
		i := len(values) - 1
		values[i] = append(values[i], unlearned)
	}
	return values
}

// A NestedRow says what speakers, training and unlearning's own draws
// contribute to one measure.
type NestedRow struct {
	Measure string
	stats.Nested
}

// best is how many unlearnings an original should have for the least variance
// of a speaker's mean at a given cost: √(c_o·u² / (c_u·t²)), where an original
// with its gold takes c_o epochs and an unlearning c_u (Cochran, Sampling
// Techniques, 1977, section 10.6). Infinite where training contributes nothing.
func (r NestedRow) best() float64 {
	paper := settings.Default()
	original := float64(paper.OriginalEpochs + paper.GoldEpochs)
	return math.Sqrt(original/float64(paper.Unlearn.Epochs())) * r.Unlearning / r.Training
}

// NestedRows divides the spread of what base and conv-bn score, and of their
// difference. The records must hold runs that unlearn again from the same
// original with another seed (setting unlearn-seed).
func NestedRows(all []records.Record) (rows []NestedRow) {
	add := func(measure string, values [][][]float64) {
		c := stats.NestedComponents(values)
		if !math.IsNaN(c.Unlearning) {
			rows = append(rows, NestedRow{measure, c})
		}
	}
	f1 := func(_ records.PairKey, _ int, r records.Record) float64 { return r.F1 }
	for _, set := range []string{names.SetExcluded, names.SetTest} {
		base := nestOf(all, names.Base, set).balanced()
		conv := nestOf(all, names.ConvBN, set).balanced()
		add("base, F1, "+set, base.values(f1))
		add("conv-bn, F1, "+set, conv.values(f1))
		add("conv-bn − base, F1, "+set,
			conv.values(func(at records.PairKey, seed int, r records.Record) float64 {
				if b, ok := base[at][seed]; ok {
					return r.F1 - b.F1
				}
				return math.NaN()
			}))
	}
	return rows
}

// NestedTable prints the three components, and says in its note which share of
// the spread within a speaker is unlearning's own.
func NestedTable(all []records.Record) Table {
	t := Table{Title: "Speakers, training, unlearning: what each contributes", Header: []string{
		"Measure", "SD between speakers", "SD of training", "SD of unlearning",
		"Unlearning's share within a speaker", "95 % interval", "Best unlearnings per original",
		"n"}}
	rows := NestedRows(all)
	for _, r := range rows {
		t.Rows = append(t.Rows, []string{r.Measure, plain(r.Speaker, 4), plain(r.Training, 4),
			plain(r.Unlearning, 4), percent(r.Share), fmt.Sprintf("[%s, %s]",
				plain(100*r.ShareLow, 0), plain(100*r.ShareHigh, 0)), wholeOrMore(r.best()),
			fmt.Sprintf("%s × %d originals × %d unlearnings", records.Plural(r.Speakers, "speaker"),
				r.Originals, r.Unlearnings)})
	}
	if len(rows) == 0 {
		t.Notes = []string{"No original was unlearned with separate unlearning seeds."}
		return t
	}
	t.Notes = []string{nestedNote(rows),
		"Training: another original, with the same speaker excluded. Unlearning: the same " +
			"original, with other layers, noise, fresh weights, order and dropout. SDs are " +
			"components of a balanced nested design, in macro F1; a component below 0 is set to 0. " +
			"Share: of the variance within a speaker, with the interval of the F ratio. Best: √(cost " +
			"of an " +
			"original with its gold ÷ cost of an unlearning × the ratio of their variances)."}
	return t
}

// wholeOrMore prints a number of unlearnings: at least one, ∞ where more always
// help.
func wholeOrMore(x float64) string {
	switch {
	case math.IsNaN(x):
		return none
	case math.IsInf(x, 1):
		return "∞"
	}
	return fmt.Sprint(max(1, math.Round(x)))
}

// nestedNote says where an hour of computing should go for the seeds that there
// are.
func nestedNote(rows []NestedRow) string {
	least, most := math.Inf(1), 1.0
	for _, r := range rows {
		if b := r.best(); !math.IsNaN(b) {
			least, most = min(least, b), max(most, b)
		}
	}
	low, high := wholeOrMore(least), wholeOrMore(most)
	times := low + " to " + high + " times, by measure"
	switch {
	case high == "1":
		times = "once"
	case low == high:
		times = high + " times"
	case high == "∞":
		times = low + " times or more, by measure"
	}
	paper := settings.Default()
	return fmt.Sprintf("An unlearning takes %d epochs, an original with its gold %d. So an hour "+
		"of computing tells most if each original is unlearned %s; the study itself unlearns it once "+
		"with each method.", paper.Unlearn.Epochs(), paper.OriginalEpochs+paper.GoldEpochs, times)
}
