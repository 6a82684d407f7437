package study

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// retrain-2 has the same bits, whether gold passes it on its way or it is
// trained alone: its file in the store, with weights, answers, trace and
// records, is the same byte for byte.
func TestRetrainingIsGoldOnItsWay(t *testing.T) {
	s := smallSettings(t.TempDir())
	s.GoldEpochs, s.Speakers, s.Methods = 3, s.Speakers[:1], []string{"retrain-2"}
	with := mustRun(t, s)
	var rest []records.Record // known, so that gold is not trained again
	for _, r := range with.Records() {
		if r.Method != "retrain-2" {
			rest = append(rest, r)
		}
	}
	alone := s
	alone.Store = t.TempDir()
	without, err := Run(t.Context(), alone, smallCorpus(), rest, nil)
	if err != nil {
		t.Fatal(err)
	}
	fileOf := func(r *records.Results) string {
		run, ok := r.Find("ann", 1, "retrain-2")
		if !ok {
			t.Fatal("there is no retrain-2")
		}
		data, err := os.ReadFile(filepath.Join(r.Store, "runs", run.Key[:2],
			run.Key+".safetensors"))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if fileOf(with) != fileOf(without) {
		t.Error("on gold's way it has other bits than alone")
	}
	if n := len(stored(t, alone.Store)); n != 1 {
		t.Errorf("%d runs were trained beside the known ones, want 1", n)
	}
	short, _ := with.Find("ann", 1, "retrain-2")
	gold, _ := with.Find("ann", 1, names.Gold)
	if short.Records[0].Passes*3 != gold.Records[0].Passes*2 {
		t.Errorf("2 epochs cost %d passes, gold's 3 cost %d", short.Records[0].Passes,
			gold.Records[0].Passes)
	}
}

// The longest run passes the shorter ones, one of a cycle passes nothing.
func TestPassedBy(t *testing.T) {
	spec := func(method string, seed int) Spec {
		return Spec{Name: records.Name{Method: method, Seed: seed}, settings: settings.Default()}
	}
	all := []Spec{spec("retrain-15", 1), spec("retrain-40", 1), spec("retrain-60", 1),
		spec("retrain-90-onecycle", 1), spec(names.Original, 1), spec(names.Gold2, 1)}
	if got, ok := all[0].passedBy(all); !ok || got.Method != "retrain-60" {
		t.Errorf("retrain-15 is passed by %s, %v; want retrain-60", got.Method, ok)
	}
	if got, ok := all[0].passedBy(append(all, spec(names.Gold, 1))); !ok ||
		got.Method != names.Gold {
		t.Errorf("retrain-15 is passed by %s, %v; want gold", got.Method, ok)
	}
	for _, s := range []Spec{all[2], all[3], spec("retrain-15", 2), spec("base", 1)} {
		if got, ok := s.passedBy(all); ok {
			t.Errorf("%s is passed by %s", s, got)
		}
	}
}

// The rate of one cycle rises in a quarter of the steps to its peak, falls to
// almost 0 and has no step at 0.
func TestOneCycle(t *testing.T) {
	p := schedule{epochs: 15, peak: 0.005}
	var all []float64
	for epoch := range p.epochs {
		all = append(all, p.rates(epoch, 127)...)
	}
	warm := 477 // ⌈15·127/4⌉
	if all[warm-1] != p.peak || math.Abs(all[0]-p.peak/477) > 1e-15 {
		t.Errorf("the rate is %v at first and %v after the warm-up", all[0], all[warm-1])
	}
	for i, r := range all {
		if !(r > 0) || i > 0 && (r > all[i-1]) != (i < warm) && i != warm {
			t.Fatalf("step %d has rate %v after %v", i, r, all[i-1])
		}
	}
	if last := all[len(all)-1]; last > p.peak/1e5 {
		t.Errorf("the last rate is %v", last)
	}
	if (schedule{epochs: 15, rate: 0.001}).rates(0, 127) != nil {
		t.Error("a constant rate is a schedule")
	}
}

// The key of a retraining ignores gold's epochs, and that of a constant rate
// the peak of one cycle.
func TestKeysOfRetraining(t *testing.T) {
	key := func(method string, change func(*settings.Settings)) string {
		s := settings.Default()
		change(&s)
		return Spec{Name: records.Name{Method: method}, settings: s}.Key()
	}
	same := func(*settings.Settings) {}
	longer := func(s *settings.Settings) { s.GoldEpochs = 240 }
	higher := func(s *settings.Settings) { s.Peak = 0.01 }
	for method, moves := range map[string]bool{"retrain-15": false, "retrain-15-onecycle": true} {
		if key(method, same) != key(method, longer) {
			t.Errorf("the key of %s moves with gold's epochs", method)
		}
		if (key(method, same) != key(method, higher)) != moves {
			t.Errorf("the key of %s moves with the peak: %v", method, !moves)
		}
	}
}
