package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"

	"gonum.org/v1/gonum/stat"
)

// An Agreement sets a method's answers and margins beside those of gold with
// the same speaker and seed. Each sample has a value a pair; a pair for which
// a share has nothing below the line has no value in it. A margin is that of
// the true class in nats, z_y − ln Σ_{k≠y} exp z_k.
type Agreement struct {
	Method string

	// Of the excluded clips, as shares of 1: the same answer as gold's; wrong
	// among those that gold gets wrong, and among those it gets right; gold's
	// very answer among those where both are wrong.
	AsGold, WrongToo, WrongAlone, SameWrong records.Sample
	Rank                                    records.Sample // Spearman's, of excluded margins

	Test, Excluded, GoldTest records.Sample // mean margins; gold's beside
	// The difference in differences of the mean margins, excluded − test: from
	// the original to the method, and to gold.
	Gone, Room records.Sample
}

// agreementMethods are the rows of the tables of agreement.
func agreementMethods() []string {
	methods := append([]string{names.Original, "finetune"}, names.Schemes()...)
	return append(methods, "retrain-15", "retrain-30", "retrain-40", "retrain-60",
		names.Gold2, "noise-0.16")
}

// Agreements compares the answers of methods with gold's over all pairs of
// protocol P, batch norm and one excluded speaker that have the method, gold
// and the original. Runs may be those of a results file or the published ones;
// clips are the corpus that they answer, in its order ([NamedClips] for readers
// without the recordings). Without methods it takes the study's own. Methods
// without a pair are left out.
func Agreements(runs []records.Run, clips []split.Clip, methods ...string) ([]Agreement, error) {
	if len(methods) == 0 {
		methods = agreementMethods()
	}
	found, pairs, err := answersBy(runs, len(clips))
	if err != nil {
		return nil, err
	}
	labels := labelsOf(clips)
	list := make([]Agreement, len(methods))
	for _, pair := range pairs {
		original, ok := found[answered{pair, names.Original}]
		gold := found[answered{pair, names.Gold}]
		if !ok {
			continue
		}
		sets, err := split.New(clips, names.ProtocolPaper, pair.Speaker, pair.Seed)
		if err != nil {
			return nil, err
		}
		for i, m := range methods {
			if run, ok := found[answered{pair, m}]; ok {
				list[i].Method = m
				list[i].compare(run, gold, sets.Excluded, labels)
				list[i].soften(run, original, gold, sets)
			}
		}
	}
	return slices.DeleteFunc(list, func(a Agreement) bool { return a.Method == "" }), nil
}

// answered names a run by its pair and method.
type answered struct {
	records.PairKey
	method string
}

// answersBy finds the runs with answers of protocol P, batch norm and one
// excluded speaker, and the pairs that have gold. Answers to another number of
// clips are an error.
func answersBy(runs []records.Run, clips int) (found map[answered]records.Run,
	pairs []records.PairKey, err error) {
	found = map[answered]records.Run{}
	for _, run := range runs {
		if run.Protocol != names.ProtocolPaper || run.Norm != "batch" ||
			strings.Contains(run.Speaker, "+") || len(run.Answers) == 0 {
			continue
		}
		if len(run.Answers) != clips || len(run.Margins) != clips {
			return nil, nil, fmt.Errorf("%s has answers to %d clips, the corpus has %d", run.Name,
				len(run.Answers), clips)
		}
		pair := records.PairKey{Speaker: run.Speaker, Seed: run.Seed}
		found[answered{pair, run.Method}] = run
		if run.Method == names.Gold {
			pairs = append(pairs, pair)
		}
	}
	return found, pairs, nil
}

// compare adds a pair's answers and margins on the excluded clips.
func (a *Agreement) compare(run, gold records.Run, excluded []int, labels []int8) {
	var same, goldWrong, both, alone, sameWrong int
	var mine, golds []float64
	for _, i := range excluded {
		wrong, wrongGold := run.Answers[i] != labels[i], gold.Answers[i] != labels[i]
		switch {
		case wrong && wrongGold:
			both++
		case wrong:
			alone++
		}
		if wrongGold {
			goldWrong++
		}
		if run.Answers[i] == gold.Answers[i] {
			same++
			if wrong {
				sameWrong++
			}
		}
		mine, golds = append(mine, float64(run.Margins[i])), append(golds, float64(gold.Margins[i]))
	}
	add := func(s *records.Sample, part, whole int) {
		if whole > 0 {
			put(s, run.Name, float64(part)/float64(whole))
		}
	}
	add(&a.AsGold, same, len(excluded))
	add(&a.WrongToo, both, goldWrong)
	add(&a.WrongAlone, alone, len(excluded)-goldWrong)
	add(&a.SameWrong, sameWrong, both)
	if rho := spearman(mine, golds); !math.IsNaN(rho) {
		put(&a.Rank, run.Name, rho)
	}
}

// soften adds a pair's mean margins.
func (a *Agreement) soften(run, original, gold records.Run, sets split.Split) {
	contrast := func(r records.Run) float64 {
		return meanMargin(r, sets.Excluded) - meanMargin(r, sets.Test)
	}
	put(&a.Test, run.Name, meanMargin(run, sets.Test))
	put(&a.Excluded, run.Name, meanMargin(run, sets.Excluded))
	put(&a.GoldTest, run.Name, meanMargin(gold, sets.Test))
	put(&a.Gone, run.Name, contrast(run)-contrast(original))
	put(&a.Room, run.Name, contrast(gold)-contrast(original))
}

// put adds the value of a run's pair to a sample.
func put(s *records.Sample, run records.Name, value float64) {
	s.Pairs = append(s.Pairs, records.Pair{Speaker: run.Speaker, Seed: run.Seed, Value: value})
}

// meanMargin is a run's mean margin over some clips, in nats.
func meanMargin(run records.Run, clips []int) float64 {
	sum := 0.0
	for _, i := range clips {
		sum += float64(run.Margins[i])
	}
	return sum / float64(len(clips))
}

// spearman is the rank correlation: Pearson's of the ranks, equal values
// sharing their mean rank (C. Spearman, 1904). NaN where one side is constant.
func spearman(x, y []float64) float64 { return stat.Correlation(ranks(x), ranks(y), nil) }

// ranks numbers values from 1 up; equal ones share the mean of their numbers.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	ranks := make([]float64, len(values))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && values[order[j]] == values[order[i]] {
			j++
		}
		for _, k := range order[i:j] {
			ranks[k] = float64(i+j+1) / 2
		}
		i = j
	}
	return ranks
}
