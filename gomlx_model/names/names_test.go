package names

import "testing"

func TestRetraining(t *testing.T) {
	for _, c := range []struct {
		method   string
		epochs   int
		oneCycle bool
		ok       bool
	}{
		{"retrain-15", 15, false, true}, {"retrain-30-onecycle", 30, true, true},
		{"retrain-30-onecycle, tuned", 30, true, true},
		{"retrain-1000", 1000, false, true}, {"retrain-1001", 0, false, false},
		{"retrain-0", 0, false, false}, {"retrain-015", 0, false, false},
		{"retrain-", 0, false, false}, {"retrain-15-twocycle", 0, false, false},
		{"gold", 0, false, false},
	} {
		epochs, oneCycle, ok := Retraining(c.method)
		if epochs != c.epochs || ok != c.ok || ok && oneCycle != c.oneCycle {
			t.Errorf("%s: %d epochs, one cycle %v, %v", c.method, epochs, oneCycle, ok)
		}
		if FromScratch(c.method) != (c.ok || c.method == Gold) {
			t.Errorf("%s: from scratch is %v", c.method, FromScratch(c.method))
		}
	}
}

func TestFamily(t *testing.T) {
	for method, want := range map[string]string{
		Original: FamilyScratch, Gold: FamilyScratch, Gold2: FamilyScratch,
		"retrain-30-onecycle": FamilyScratch, Base: FamilySchemes, ConvBNStats: FamilySchemes,
		"finetune": FamilyControls, "noise-0.04x3": FamilyControls, "ancestor-adam": FamilyControls,
		"scrub": FamilyMethods, "base, tuned": FamilyMethods, "": FamilyMethods,
	} {
		if got := Family(method); got != want {
			t.Errorf("%q is of the family %q, want %q", method, got, want)
		}
	}
	if Removal("theo") != RemovalOne || Removal("") != RemovalOne ||
		Removal("theo+lucas") != RemovalInTurn {
		t.Error("a removal is of the wrong kind")
	}
}
