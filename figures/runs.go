package figures

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// A value is one number that is drawn: a metric of one run, or the difference
// of two runs.
type value struct {
	speaker string
	seed    int
	method  string
	set     string
	n       int // clips of the set
	v       float64
}

// valueHeader names the columns of row, except the number itself.
var valueHeader = []string{"set", "method", "speaker", "seed", "clips"}

func (v value) row() []string {
	return []string{v.set, v.method, v.speaker, strconv.Itoa(v.seed), strconv.Itoa(v.n), exact(v.v)}
}

// compatible returns an error if the records are of several studies, whose
// numbers must not share an axis.
func compatible(list []records.Record) error {
	for _, r := range list {
		first := list[0]
		for _, field := range [][3]string{
			{"corpora", first.Corpus, r.Corpus}, {"protocols", first.Protocol, r.Protocol},
			{"norms", first.Norm, r.Norm},
		} {
			if field[1] != field[2] {
				return fmt.Errorf("the records are of two %s, %q and %q; choose one", field[0],
					field[1], field[2])
			}
		}
	}
	return nil
}

// scores returns the macro F1 of the finished runs on a set, sorted by speaker
// and seed.
func scores(list []records.Record, method, set string) []value {
	var all []value
	for _, r := range list {
		if r.Method == method && r.Set == set && !math.IsNaN(r.F1) {
			all = append(all, value{r.Speaker, r.Seed, method, set, r.N, r.F1})
		}
	}
	slices.SortFunc(all, func(a, b value) int {
		return cmp.Or(strings.Compare(a.speaker, b.speaker), a.seed-b.seed)
	})
	return all
}

// gaps returns a method's F1 minus that of gold with the same speaker and seed.
func gaps(list []records.Record, method, set string) []value {
	gold := make(map[string]float64)
	for _, g := range scores(list, names.Gold, set) {
		gold[g.speaker+"/"+strconv.Itoa(g.seed)] = g.v
	}
	var pairs []value
	for _, s := range scores(list, method, set) {
		if g, ok := gold[s.speaker+"/"+strconv.Itoa(s.seed)]; ok {
			s.v -= g
			pairs = append(pairs, s)
		}
	}
	return pairs
}

// speakersOf returns the speakers of the values, sorted.
func speakersOf(values []value) []string {
	var speakers []string
	for _, v := range values {
		speakers = append(speakers, v.speaker)
	}
	slices.Sort(speakers)
	return slices.Compact(speakers)
}

// summary returns the mean with its 95 % interval as the study's tables have
// it: over the speakers' means, or over seeds if there is one speaker.
func summary(values []value) stats.TTest {
	var s records.Sample
	for _, v := range values {
		s.Pairs = append(s.Pairs, records.Pair{Speaker: v.speaker, Seed: v.seed, Value: v.v})
	}
	return s.Test()
}

// only returns the values of one speaker.
func only(values []value, speaker string) []value {
	var some []value
	for _, v := range values {
		if v.speaker == speaker {
			some = append(some, v)
		}
	}
	return some
}

// numbers returns the numbers of the values.
func numbers(values []value) []float64 {
	vs := make([]float64, len(values))
	for i, v := range values {
		vs[i] = v.v
	}
	return vs
}

// intervalOver says for a caption which interval summary gives.
func intervalOver(values []value) string {
	if speakers := speakersOf(values); len(speakers) > 1 {
		return fmt.Sprintf("95 %% t interval over the %d speakers' means", len(speakers))
	}
	return "95 % t interval over seeds"
}

// runNote says for a caption whose runs are shown, and how many.
func runNote(values []value) string {
	speakers := speakersOf(values)
	seeds := make(map[int]bool)
	for _, v := range values {
		seeds[v.seed] = true
	}
	if len(speakers) == 1 {
		return fmt.Sprintf("excluded speaker %s, %s", speakers[0], count(len(seeds), "seed"))
	}
	return fmt.Sprintf("%d excluded speakers with up to %s each", len(speakers),
		count(len(seeds), "seed"))
}

// count writes a number with its noun: "1 run", "2 runs".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

// bounds returns the least and the greatest finite value, widened on either
// side by a share of their distance.
func bounds(values []float64, margin float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			low, high = min(low, v), max(high, v)
		}
	}
	if low > high {
		return 0, 1
	}
	pad := margin * (high - low)
	if pad == 0 {
		pad = 0.01
	}
	return low - pad, high + pad
}
