package records

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
)

// unevenly is two speakers, one with three seeds and one with one.
func unevenly() Sample {
	return Sample{Pairs: []Pair{{"ann", 1, 1}, {"ann", 2, 2}, {"ann", 3, 6}, {"ben", 2, 10}},
		Missing: []Absence{{Method: "base", Speaker: "ben", Seed: 1}}}
}

// TestSampleByHand: ann's mean is 3 and ben's 10, so that the mean of both is
// 6.5, and not the 4.75 of the four values. The standard error is half the
// difference, 3.5.
func TestSampleByHand(t *testing.T) {
	s := unevenly()
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"values", s.Values(), []float64{1, 2, 6, 10}},
		{"speakers", s.Speakers(), []string{"ann", "ben"}},
		{"clusters", s.Clusters(), [][]float64{{1, 2, 6}, {10}}},
		{"means", s.SpeakerMeans(), []float64{3, 10}},
		{"mean", s.Test().Mean, 6.5}, {"n", s.Test().N, 2},
		{"size", s.Size(), "4 runs, 2 speakers"}, {"key", s.Pairs[3].Key(), PairKey{"ben", 2}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
	if se := s.Test().SE; !(math.Abs(se-3.5) <= 1e-12) {
		t.Errorf("standard error %g, want 3.5", se)
	}
	one := Sample{Pairs: s.Pairs[:3]} // over seeds: 1, 2 and 6
	if test := one.Test(); test.Mean != 3 || test.N != 3 || one.Size() != "3 runs, 1 speaker" {
		t.Errorf("one speaker: mean %g of %d, %s", test.Mean, test.N, one.Size())
	}
	if none := (Sample{}); !math.IsNaN(none.Test().Mean) || none.Size() != "0 runs, 0 speakers" {
		t.Errorf("nothing: mean %g, %s", none.Test().Mean, none.Size())
	}
}

// TestMinusPairs: what only one side has drops out, and what either lacks is
// kept.
func TestMinusPairs(t *testing.T) {
	other := Sample{Pairs: []Pair{{"ann", 3, 1}, {"ben", 1, 1}, {"ben", 2, 4}},
		Missing: []Absence{{Method: "gold", Speaker: "ann", Seed: 1}}}
	got := unevenly().Minus(other)
	want := Sample{Pairs: []Pair{{"ann", 3, 5}, {"ben", 2, 6}},
		Missing: []Absence{{Method: "base", Speaker: "ben", Seed: 1},
			{Method: "gold", Speaker: "ann", Seed: 1}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestOrders: each order is by what comes first in its doc, whatever follows.
func TestOrders(t *testing.T) {
	pairs := []Pair{{"ann", 1, 9}, {"ann", 2, 8}, {"ben", 1, 7}, {"ben", 10, 6}}
	absences := []Absence{
		{Method: "gold", Speaker: "ben", Seed: 2, Set: "test"},
		{Method: "base", Speaker: "ann", Seed: 2, Set: "test"},
		{Method: "base", Speaker: "ben", Seed: 1, Set: "test"},
		{Method: "base", Speaker: "ben", Seed: 2, Set: "excluded"},
		{Method: "base", Speaker: "ben", Seed: 2, Set: "test"},
		{Method: "conv-bn", Speaker: "ann", Seed: 1, Set: "excluded"},
	}
	shuffledPairs, shuffledAbsences := slices.Clone(pairs), slices.Clone(absences)
	slices.Reverse(shuffledPairs)
	slices.Reverse(shuffledAbsences)
	slices.SortFunc(shuffledPairs, ComparePairs)
	slices.SortFunc(shuffledAbsences, CompareAbsences)
	if !slices.Equal(shuffledPairs, pairs) || !slices.Equal(shuffledAbsences, absences) {
		t.Errorf("sorted\n%v\n%v, want\n%v\n%v", shuffledPairs, shuffledAbsences, pairs, absences)
	}
	if ComparePairKeys(PairKey{"ann", 1}, PairKey{"ann", 1}) != 0 {
		t.Error("a pair is not equal to itself")
	}
}

func TestPlural(t *testing.T) {
	for n, want := range map[int]string{0: "0 runs", 1: "1 run", 2: "2 runs"} {
		if got := Plural(n, "run"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestSortRecords: each column decides where those before it are equal, and the
// order of the file is that of the columns.
func TestSortRecords(t *testing.T) {
	var want []Record
	for _, set := range []func(*Record, string){
		func(r *Record, s string) { r.Set = s }, func(r *Record, s string) { r.Backend = s },
		func(r *Record, s string) { r.Settings = s }, func(r *Record, s string) { r.Method = s },
		func(r *Record, s string) { r.Seed = 1 }, func(r *Record, s string) { r.Speaker = s },
		func(r *Record, s string) { r.Norm = s }, func(r *Record, s string) { r.Protocol = s },
		func(r *Record, s string) { r.Corpus = s },
	} {
		var r Record
		set(&r, "a")
		want = append(want, r)
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	if SortRecords(got); !reflect.DeepEqual(got, want) {
		t.Errorf("sorted %s", fmt.Sprintf("%+v", got))
	}
}
