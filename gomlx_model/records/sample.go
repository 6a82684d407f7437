package records

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/gonum/stat"
)

// A PairKey names a pair: an excluded speaker and a seed. The methods of a
// pair share split, batch order and random draws.
type PairKey struct {
	Speaker string
	Seed    int
}

// ComparePairKeys orders pairs by speaker and seed.
func ComparePairKeys(a, b PairKey) int {
	return cmp.Or(cmp.Compare(a.Speaker, b.Speaker), cmp.Compare(a.Seed, b.Seed))
}

// A Pair is one value of a sample: that of one excluded speaker and seed,
// usually the difference between two models that share split, batch order and
// random draws.
type Pair struct {
	Speaker string
	Seed    int
	Value   float64
}

// Key names the pair.
func (p Pair) Key() PairKey { return PairKey{p.Speaker, p.Seed} }

// ComparePairs orders pairs by speaker and seed.
func ComparePairs(a, b Pair) int { return ComparePairKeys(a.Key(), b.Key()) }

// A Sample holds values by speaker and seed, ascending in both, and says what
// is missing from it.
type Sample struct {
	Pairs   []Pair
	Missing []Absence // runs that others have and this sample lacks
}

// Values returns the values of all pairs.
func (s Sample) Values() []float64 {
	values := make([]float64, len(s.Pairs))
	for i, p := range s.Pairs {
		values[i] = p.Value
	}
	return values
}

// Speakers returns the speakers that have values, by name.
func (s Sample) Speakers() []string {
	var names []string
	for _, p := range s.Pairs {
		names = append(names, p.Speaker)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Clusters returns the values of each speaker, in the order of Speakers.
func (s Sample) Clusters() [][]float64 {
	names := s.Speakers()
	clusters := make([][]float64, len(names))
	for _, p := range s.Pairs {
		i, _ := slices.BinarySearch(names, p.Speaker)
		clusters[i] = append(clusters[i], p.Value)
	}
	return clusters
}

// SpeakerMeans returns the mean over seeds for each speaker, in the order of
// Speakers.
func (s Sample) SpeakerMeans() []float64 {
	clusters := s.Clusters()
	means := make([]float64, len(clusters))
	for i, c := range clusters {
		means[i] = stat.Mean(c, nil)
	}
	return means
}

// The units that count as independent.
const (
	UnitSpeakers = "speaker means"
	UnitSeeds    = "seeds of one speaker"
)

// Units returns the values that inference may treat as independent, and says
// what they are. With several speakers they are the speakers' means, because
// the seeds of one speaker say nothing about another speaker. With one speaker,
// as in the paper, they are the seeds, and every conclusion is about that
// speaker alone.
func (s Sample) Units() (values []float64, unit string) {
	if len(s.Speakers()) == 1 {
		return s.Values(), UnitSeeds
	}
	return s.SpeakerMeans(), UnitSpeakers
}

// Test is the paired t test over [Sample.Units], with its interval. All means
// and intervals in package report's tables come from it, so that each speaker
// counts the same even if runs are missing.
func (s Sample) Test() stats.TTest {
	values, _ := s.Units()
	return stats.PairedT(values)
}

// Size says how much is in the sample: "18 runs, 6 speakers".
func (s Sample) Size() string {
	return Plural(len(s.Pairs), "run") + ", " + Plural(len(s.Speakers()), "speaker")
}

// Plural counts things.
func Plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// Minus returns the differences from another sample, for the speakers and seeds
// that both have.
func (s Sample) Minus(other Sample) Sample {
	out := Sample{Missing: slices.Concat(s.Missing, other.Missing)}
	for _, p := range s.Pairs {
		if i := slices.IndexFunc(other.Pairs, func(q Pair) bool {
			return q.Speaker == p.Speaker &&
				q.Seed == p.Seed
		}); i >= 0 {
			out.Pairs = append(out.Pairs, Pair{p.Speaker, p.Seed, p.Value - other.Pairs[i].Value})
		}
	}
	return out
}

// A LayerSample is a sample of one number a run about one layer.
type LayerSample struct {
	Layer  string
	Sample Sample
}

// Ranges prints ascending numbers without repetitions, as in "1–5, 11–15".
func Ranges(sorted []int) string {
	var parts []string
	for i := 0; i < len(sorted); {
		j := i
		for j+1 < len(sorted) && sorted[j+1] == sorted[j]+1 {
			j++
		}
		part := strconv.Itoa(sorted[i])
		if j > i {
			part += "–" + strconv.Itoa(sorted[j])
		}
		parts, i = append(parts, part), j+1
	}
	return strings.Join(parts, ", ")
}
