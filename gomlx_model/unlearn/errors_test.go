package unlearn

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/metrics"
)

// Whoever starts a method can stop it: each ends with the context's error
// before it trains anything.
func TestEveryMethodStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	engine := testEngine(t, small, 0)
	for _, m := range Methods() {
		s := session(t, engine)
		s.Gold = s.Original
		if err := m.Run(ctx, s); !errors.Is(err, context.Canceled) || s.Epoch() > 0 {
			t.Errorf("%s: got %v after %d epochs, want the context's error after none", m.Name, err,
				s.Epoch())
		}
	}
}

// What After returns ends a method at that epoch, and is what the method
// returns.
func TestEveryMethodHandsErrorsOn(t *testing.T) {
	engine, full := testEngine(t, small, 0), errors.New("the disk is full")
	for _, m := range Methods() {
		last := m.EpochsOf(session(t, engine).Settings)
		for _, at := range slices.Compact([]int{1, min(2, last)}) {
			s := session(t, engine)
			s.Gold = s.Original
			s.After = func(_ string, epoch int) error {
				if epoch == at {
					return full
				}
				return nil
			}
			if err := m.Run(t.Context(), s); !errors.Is(err, full) || s.Epoch() != at {
				t.Errorf("%s: got %v after epoch %d, want the error of epoch %d", m.Name, err,
					s.Epoch(), at)
			}
		}
	}
}

// A loss that is not finite says in which phase and epoch, and wraps
// ErrDiverged.
func TestDivergence(t *testing.T) {
	engine := testEngine(t, small, 0)
	for name, c := range map[string]struct {
		noise, rate float64
		want        string
	}{
		"base":     {1e38, 1e-3, "noise"}, // in the first round that draws a kernel
		"finetune": {0, 1e38, "finetune, epoch 1: "},
	} {
		s := session(t, engine)
		s.Settings.Noise, s.Settings.Rate = c.noise, c.rate
		err := mustLookup(t, name).Run(t.Context(), s)
		if !errors.Is(err, metrics.ErrDiverged) || !strings.HasPrefix(err.Error(), c.want) ||
			!strings.Contains(err.Error(), ", epoch 1: ") {
			t.Errorf("%s: got %v, want one that begins with %q and wraps ErrDiverged", name, err,
				c.want)
		}
	}
}

// Every method that takes an amount of at most 1 says so, and one that takes
// none does not mind.
func TestAmountOutOfRange(t *testing.T) {
	engine := testEngine(t, small, 0)
	atMost1 := []string{"bad-teaching", "l1-sparse", "msg", "neggrad-plus", "shrink-perturb",
		"ssd-adaptive", "weight-filter"}
	for _, name := range atMost1 {
		s := session(t, engine)
		s.Settings.Amount = 1.5
		err := mustLookup(t, name).Run(t.Context(), s)
		const want = "amount is 1.5: this method takes at most 1: lower -amount"
		if err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %q", name, err, want)
		}
		if !same(s.State.Weights, s.Original) || s.Epoch() > 0 {
			t.Errorf("%s: the model was changed all the same", name)
		}
	}
	for _, name := range []string{"ssd", "scrub", "finetune", "base"} {
		s := session(t, engine)
		s.Settings.Amount = 1.5
		if err := mustLookup(t, name).Run(t.Context(), s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Lookup names what it was asked for and what there is.
func TestLookupOfAnUnknownMethod(t *testing.T) {
	_, err := Lookup("magic")
	if err == nil || !strings.HasPrefix(err.Error(), `method "magic" is unknown: use one of base, `) ||
		strings.Count(err.Error(), ", ") != len(Methods())-1 {
		t.Errorf("got %v, want an error that names all %d methods", err, len(Methods()))
	}
}

// A method without a name or without a procedure, and one whose name is taken,
// are mistakes of the program.
func TestRegisterRefuses(t *testing.T) {
	run := func(context.Context, *Session) error { return nil }
	for want, m := range map[string]Method{
		`method ""`:     {Run: run},
		`method "idle"`: {Name: "idle"},
		`method "base"`: {Name: "base", Run: run},
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.Contains(got, want) {
					t.Errorf("%+v: the panic says %q, want %q", m, got, want)
				}
			}()
			Register(m)
		}()
	}
}

// What cannot be relearnt is told before anything is trained.
func TestRelearnRefuses(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	good := Relearning{Clips: 2, Passes: 1, Rates: []float64{1e-3}, Orders: 1}
	for name, change := range map[string]func(*Relearning){
		"no clips":  func(r *Relearning) { r.Clips = 0 },
		"all clips": func(r *Relearning) { r.Clips = len(s.Excluded) },
		"no passes": func(r *Relearning) { r.Passes = 0 },
		"no orders": func(r *Relearning) { r.Orders = 0 },
		"no rates":  func(r *Relearning) { r.Rates = nil },
	} {
		r := good
		change(&r)
		_, err := Relearn(t.Context(), s.Engine, s.Original, s.Excluded, 1, "theo", r)
		if err == nil || !strings.HasPrefix(err.Error(), "relearn: ") ||
			!strings.Contains(err.Error(), "with 8 clips") {
			t.Errorf("%s: got %v, want an error that says what there is", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Relearn(ctx, s.Engine, s.Original, s.Excluded, 1, "theo", good); !errors.Is(err,
		context.Canceled) {
		t.Errorf("stopped: got %v", err)
	}
	good.Rates = []float64{-1}
	if _, err := Relearn(t.Context(), s.Engine, s.Original, s.Excluded, 1, "theo",
		good); err == nil || !strings.Contains(err.Error(), "Rate is -1") {
		t.Errorf("a rate of -1: got %v", err)
	}
	// the default asks for more clips than a small corpus has of a speaker
	if _, err := Relearn(t.Context(), s.Engine, s.Original, s.Excluded, 1, "theo",
		DefaultRelearning()); err == nil {
		t.Error("50 of 8 clips were learnt")
	}
}

func mustLookup(t *testing.T, name string) Method {
	t.Helper()
	m, err := Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
