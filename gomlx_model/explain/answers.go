package explain

import (
	"fmt"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// Answers holds the answers of the models of many pairs to the clips of a
// corpus.
type Answers struct {
	Clips  []split.Clip
	Labels []int8 // the class of each clip: the place of its label among all, sorted
	Pairs  []Pair // by speaker and seed
}

// A Pair holds the runs of one excluded speaker and seed by their method, with
// answers and margins, and says which clips each set has.
type Pair struct {
	records.PairKey
	Split split.Split
	Runs  map[string]records.Run
}

// NewAnswers sorts runs into pairs: those of protocol P, batch norm and one
// excluded speaker that have answers. Runs may be those of a results file or
// the published ones; clips are the corpus that they answer, in its order. It
// is an error if a run's number of answers or margins is not that of the clips,
// or if a pair's speaker has no clips.
func NewAnswers(runs []records.Run, clips []split.Clip) (*Answers, error) {
	a := &Answers{Clips: clips, Labels: classes(clips)}
	at := map[records.PairKey]int{}
	for _, run := range runs {
		if run.Protocol != names.ProtocolPaper || run.Norm != string(network.BatchNorm) ||
			names.Removal(run.Speaker) != names.RemovalOne || len(run.Answers) == 0 {
			continue
		}
		if len(run.Answers) != len(clips) || len(run.Margins) != len(clips) {
			return nil, fmt.Errorf("%s has answers to %d clips and margins of %d, the corpus has "+
				"%d: read both from one study", run.Name, len(run.Answers), len(run.Margins),
				len(clips))
		}
		key := records.PairKey{Speaker: run.Speaker, Seed: run.Seed}
		i, ok := at[key]
		if !ok {
			sets, err := split.New(clips, names.ProtocolPaper, run.Speaker, run.Seed)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", run.Name, err)
			}
			i, at[key] = len(a.Pairs), len(a.Pairs)
			a.Pairs = append(a.Pairs, Pair{key, sets, map[string]records.Run{}})
		}
		a.Pairs[i].Runs[run.Method] = run
	}
	slices.SortFunc(a.Pairs, func(p, q Pair) int {
		return records.ComparePairKeys(p.PairKey, q.PairKey)
	})
	return a, nil
}

// with returns the pairs that have all the methods. If there are none, the
// error names a method that no pair has.
func (a *Answers) with(methods ...string) (pairs []Pair, err error) {
	for _, p := range a.Pairs {
		if !slices.ContainsFunc(methods, func(m string) bool { return p.Runs[m].Answers == nil }) {
			pairs = append(pairs, p)
		}
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("no pair has the answers of %s: run them all",
			strings.Join(methods, ", "))
	}
	return pairs, nil
}

// put adds the pair's value to a sample.
func (p Pair) put(s *records.Sample, value float64) {
	s.Pairs = append(s.Pairs, records.Pair{Speaker: p.Speaker, Seed: p.Seed, Value: value})
}

// classes returns the class of each clip's label.
func classes(clips []split.Clip) []int8 {
	var all []string
	for _, c := range clips {
		all = append(all, c.Label)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	list := make([]int8, len(clips))
	for i, c := range clips {
		class, _ := slices.BinarySearch(all, c.Label)
		list[i] = int8(class)
	}
	return list
}
