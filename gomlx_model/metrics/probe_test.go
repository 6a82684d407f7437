package metrics

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// lcg is the stream of testdata/probe.py: x ← 1664525·x + 1013904223 mod 2³²,
// each as x/2³¹ − 1.
func lcg(seed uint32, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		seed = 1664525*seed + 1013904223
		out[i] = float64(seed)/(1<<31) - 1
	}
	return out
}

// The oracle is scikit-learn's ridge regression on the same clips, one unit of
// which is dead.
func TestProbeMatchesScikitLearn(t *testing.T) {
	var golden struct {
		Units, Folds int
		Cases        []struct {
			Clips     int
			Seed      uint32
			Lift, AUC float64
		}
	}
	data, err := os.ReadFile(filepath.Join("testdata", "probe.json"))
	if err == nil {
		err = json.Unmarshal(data, &golden)
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(golden.Cases) == 0 {
		t.Fatal("probe.json has no cases")
	}
	for _, c := range golden.Cases {
		x := make([]float32, c.Clips*golden.Units)
		isMember, fold := make([]bool, c.Clips), make([]int, c.Clips)
		for i, u := range lcg(c.Seed, len(x)) {
			clip, unit := i/golden.Units, i%golden.Units
			isMember[clip], fold[clip] = clip%4 == 1, clip/4%golden.Folds
			if isMember[clip] && unit < 2 {
				u += c.Lift
			}
			if unit < golden.Units-1 {
				x[i] = float32(u)
			}
		}
		got, err := ProbeAUC(x, golden.Units, isMember, fold, golden.Folds)
		if err != nil {
			t.Fatal(err)
		}
		if !(math.Abs(got-c.AUC) <= 1e-9) {
			t.Errorf("AUC of the probe = %.15g, want %.15g", got, c.AUC)
		}
	}
}

func TestProbeRefuses(t *testing.T) {
	for _, c := range []struct {
		isMember []bool
		fold     []int
		want     string
	}{
		{[]bool{true, false}, []int{0}, "do not fit"},
		{[]bool{false, false, false, false}, []int{0, 0, 1, 1}, "needs both kinds"},
		{[]bool{true, true, false, true, false}, []int{0, 0, 1, 1, 1}, "needs both"},
	} {
		if _, err := ProbeAUC(make([]float32, len(c.isMember)), 1, c.isMember, c.fold,
			2); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v in folds %v: got %v, want %q", c.isMember, c.fold, err, c.want)
		}
	}
}
