package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
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

// A NestedRow is what speakers, training and unlearning's own draws contribute
// to one measure.
type NestedRow struct {
	Measure string
	stats.Nested
}

// share is the share of the variance within a speaker that is unlearning's own.
func (r NestedRow) share() float64 {
	u, t := r.Unlearning*r.Unlearning, r.Training*r.Training
	return u / (u + t)
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
		base := nestOf(all, names.Base, set)
		conv := nestOf(all, names.ConvBN, set)
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
		"Unlearning's share within a speaker", "n"}}
	rows := NestedRows(all)
	for _, r := range rows {
		t.Rows = append(t.Rows, []string{r.Measure, plain(r.Speaker, 4), plain(r.Training, 4),
			plain(r.Unlearning, 4), percent(r.share()),
			fmt.Sprintf("%s × %d originals × %d unlearnings", records.Plural(r.Speakers, "speaker"),
				r.Originals, r.Unlearnings)})
	}
	if len(rows) == 0 {
		t.Notes = []string{"No original was unlearned with seeds of their own."}
		return t
	}
	least, most := rows[0], rows[0]
	for _, r := range rows {
		if r.share() < least.share() {
			least = r
		}
		if r.share() > most.share() {
			most = r
		}
	}
	t.Notes = []string{fmt.Sprintf("Of the variance within a speaker, unlearning's own draws make up "+
		"%s (%s) to %s (%s). Unlearning again costs 15 epochs; a new original with its gold "+
		"costs 220 more and draws everything anew.", percent(least.share()), least.Measure,
		percent(most.share()), most.Measure),
		"Training: another original, with the same speaker excluded. Unlearning: the same " +
			"original, with other layers, noise, fresh weights, order and dropout. Components of a " +
			"balanced nested design, in macro F1; one below 0 is set to 0."}
	return t
}
