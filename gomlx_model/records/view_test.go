package records_test

import (
	"math"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

func TestSelectRefusesTwoRunsInOnePlace(t *testing.T) {
	all := simulate.PaperLike().Records()
	double := all[0]
	double.Backend, double.Key = "xla-cpu", "other"
	_, err := records.Select(append(all, double), records.DefaultSelection())
	if err == nil || !strings.Contains(err.Error(), `backend "go" and "xla-cpu"`) {
		t.Errorf("error %v, want one that names the backends", err)
	}
	only := records.DefaultSelection()
	only.Backend = "go"
	if _, err := records.Select(append(all, double), only); err != nil {
		t.Error(err)
	}
	quick := all[1]
	quick.Settings, quick.Key = "gold-epochs=12", "quick"
	only.PaperOnly = true
	if _, err := records.Select(append(all, quick), only); err != nil {
		t.Error(err)
	}
}

// TestOriginalOfAllSpeakers checks that a run without a speaker, as protocol M
// has, answers for each of them.
func TestOriginalOfAllSpeakers(t *testing.T) {
	shared := records.Record{Protocol: names.ProtocolHeldOut, Norm: "batch", Seed: 1,
		Method: names.Original, Set: "excluded:theo", F1: 0.9, Status: names.StatusOK, Key: "o"}
	own := records.Record{Protocol: names.ProtocolHeldOut, Norm: "batch", Speaker: "theo", Seed: 1,
		Method: "base", Set: "excluded", F1: 0.8, Status: names.StatusOK, Key: "b"}
	v, err := records.Select([]records.Record{shared, own},
		records.Selection{Protocol: names.ProtocolHeldOut})
	if err != nil {
		t.Fatal(err)
	}
	s := v.Difference(records.F1, "excluded", "base", names.Original)
	if len(s.Pairs) != 1 || math.Abs(s.Pairs[0].Value+0.1) > 1e-12 {
		t.Errorf("base − original = %+v, want −0.1 for theo, seed 1", s)
	}
}
