package study

import (
	"math"
	"strings"
	"testing"
)

func TestSelectRefusesTwoRunsInOnePlace(t *testing.T) {
	records := paperLike().records()
	double := records[0]
	double.Backend, double.Key = "xla-cpu", "other"
	_, err := Select(append(records, double), DefaultSelection())
	if err == nil || !strings.Contains(err.Error(), `backend "go" and "xla-cpu"`) {
		t.Errorf("error %v, want one that names the backends", err)
	}
	only := DefaultSelection()
	only.Backend = "go"
	if _, err := Select(append(records, double), only); err != nil {
		t.Error(err)
	}
	quick := records[1]
	quick.Settings, quick.Key = "gold-epochs=12", "quick"
	only.PaperOnly = true
	if _, err := Select(append(records, quick), only); err != nil {
		t.Error(err)
	}
}

// TestOriginalOfAllSpeakers checks that a run without a speaker, as protocol M has, answers for each of them.
func TestOriginalOfAllSpeakers(t *testing.T) {
	shared := Record{Protocol: ProtocolHeldOut, Norm: "batch", Seed: 1, Method: Original, Set: "excluded:theo", F1: 0.9, Status: StatusOK, Key: "o"}
	own := Record{Protocol: ProtocolHeldOut, Norm: "batch", Speaker: "theo", Seed: 1, Method: "base", Set: "excluded", F1: 0.8, Status: StatusOK, Key: "b"}
	v, err := Select([]Record{shared, own}, Selection{Protocol: ProtocolHeldOut})
	if err != nil {
		t.Fatal(err)
	}
	s := v.Difference(F1, "excluded", "base", Original)
	if len(s.Pairs) != 1 || math.Abs(s.Pairs[0].Value+0.1) > 1e-12 {
		t.Errorf("base − original = %+v, want −0.1 for theo, seed 1", s)
	}
}
