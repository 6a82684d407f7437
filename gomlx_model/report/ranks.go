package report

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/gonum/stat"
)

// rankDraws is the number of bootstrap samples of speakers for the interval of
// a rank. Its ends are ranks, for which 2,000 samples are enough.
const rankDraws = 2000

// A Rank is a method's place among others by a metric: 1 for the method whose
// value is nearest to gold's. Low and High are the 2.5 % and 97.5 % quantiles
// over bootstrap samples of the speakers.
type Rank struct {
	Metric, Method  string
	Rank, Low, High float64
}

// Ranks ranks methods by each metric, by the mean over speakers of the distance
// from gold's value. If a metric has no value for gold, gold's counts as 0.
// Only speakers with values of all ranked methods count, and a method without
// values is not ranked. Read the interval: six speakers cannot order similar
// methods.
func Ranks(scores []Score, methods ...string) (list []Rank) {
	for _, s := range scores {
		if s.Left == 0 {
			continue
		}
		var ranked []string
		var gaps [][]float64 // by method, then by speaker
		speakers := []string(nil)
		for _, m := range methods {
			of := gapsBySpeaker(s, m)
			if len(of) == 0 {
				continue
			}
			if speakers == nil {
				speakers = slices.Sorted(maps.Keys(of))
			}
			speakers = slices.DeleteFunc(speakers, func(name string) bool {
				_, ok := of[name]
				return !ok
			})
			ranked = append(ranked, m)
		}
		for _, m := range ranked {
			of, row := gapsBySpeaker(s, m), []float64(nil)
			for _, speaker := range speakers {
				row = append(row, of[speaker])
			}
			gaps = append(gaps, row)
		}
		if len(ranked) > 1 && len(speakers) > 1 {
			list = append(list, ranksOf(s.Name, ranked, gaps)...)
		}
	}
	return list
}

// gapsBySpeaker is the mean over seeds of |value − gold's|.
func gapsBySpeaker(s Score, method string) map[string]float64 {
	of, ok := s.By[goldOf(method)]
	sample := s.By[method]
	if ok {
		sample = sample.Minus(of)
	}
	by := map[string]float64{}
	clusters := sample.Clusters()
	for i, speaker := range sample.Speakers() {
		for _, v := range clusters[i] {
			by[speaker] += math.Abs(v) / float64(len(clusters[i]))
		}
	}
	return by
}

// ranksOf ranks methods, on all speakers and on each bootstrap sample.
func ranksOf(metric string, methods []string, gaps [][]float64) (list []Rank) {
	n := len(gaps[0])
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	at := ranksFor(gaps, all)
	drawn := make([][]float64, len(methods))
	random := network.Stream(0, metric, "ranks", "", 0)
	for range rankDraws {
		for i := range all {
			all[i] = random.IntN(n)
		}
		for m, r := range ranksFor(gaps, all) {
			drawn[m] = append(drawn[m], r)
		}
	}
	for m, method := range methods {
		slices.Sort(drawn[m])
		list = append(list, Rank{metric, method, at[m],
			stat.Quantile(0.025, stat.Empirical, drawn[m], nil),
			stat.Quantile(0.975, stat.Empirical, drawn[m], nil)})
	}
	return list
}

// ranksFor returns the rank of each method over some speakers.
func ranksFor(gaps [][]float64, speakers []int) []float64 {
	sums, order := make([]float64, len(gaps)), make([]int, len(gaps))
	for m, of := range gaps {
		order[m] = m
		for _, i := range speakers {
			sums[m] += of[i]
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sums[a], sums[b]) })
	ranks := make([]float64, len(gaps))
	for place, m := range order {
		ranks[m] = float64(place + 1)
	}
	return ranks
}

// RankedMethods are the usable methods among the scores: no full training, no
// control, and no bound that needs gold.
func RankedMethods(scores []Score) []string {
	has := map[string]bool{}
	for _, s := range scores {
		for m := range s.By {
			has[m] = true
		}
	}
	return slices.DeleteFunc(slices.SortedFunc(maps.Keys(has), names.CompareMethods),
		func(m string) bool {
			return m == names.Original || m == names.Gold || m == names.Gold2 ||
				m == names.HalfAnswers || m == "half-weights" || m == "last-layer" ||
				m == "distil-gold" || strings.HasPrefix(m, names.Damage) ||
				strings.HasPrefix(m, "noise-") || strings.HasPrefix(m, "sisa-")
		})
}

// agreeingMethods is how many methods a metric must have to be compared with
// others: with fewer a correlation of ranks is chance.
const agreeingMethods = 10

// RankAgreementTable compares the metrics: Spearman's correlation of the mean
// values that they give to the methods, each oriented so that more means more
// left, or farther from gold. Metrics that agree measure the same thing.
func RankAgreementTable(scores []Score) Table {
	methods := RankedMethods(scores)
	t := Table{Title: "Do the metrics order the methods alike? Spearman's correlation over methods",
		Header: []string{"Metric"}}
	scores = slices.DeleteFunc(slices.Clone(scores), func(s Score) bool {
		return s.Left == 0 || len(meansOf(s, methods)) < agreeingMethods
	})
	for i, s := range scores {
		t.Header = append(t.Header, s.Name)
		row := []string{s.Name}
		for j, other := range scores {
			if j > i {
				row = append(row, "")
				continue
			}
			row = append(row, plain(correlation(s, other, methods), 2))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No metric has values of ten methods."}
		return t
	}
	t.Notes = []string{records.Plural(len(methods), "method") + "; means of the speakers' means. " +
		"Each metric is oriented so that more means more left, or farther from gold."}
	return t
}

// meansOf returns a metric's mean of each method that has values.
func meansOf(s Score, methods []string) map[string]float64 {
	means := map[string]float64{}
	for _, m := range methods {
		if sample := s.By[m]; len(sample.Pairs) > 0 {
			means[m] = float64(s.Left) * sample.Test().Mean
		}
	}
	return means
}

func correlation(a, b Score, methods []string) float64 {
	of, ofOther := meansOf(a, methods), meansOf(b, methods)
	var x, y []float64
	for _, m := range methods {
		v, ok := of[m]
		w, ok2 := ofOther[m]
		if ok && ok2 {
			x, y = append(x, v), append(y, w)
		}
	}
	if len(x) < 3 {
		return math.NaN()
	}
	return stats.Spearman(x, y)
}
