package names

import (
	"slices"
	"testing"
)

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

// TestLists: the paper's schemes open the schemes, and each list is its own
// copy, so that a caller who sorts it changes nothing for others.
func TestLists(t *testing.T) {
	if got := Schemes()[:3]; !slices.Equal(got, PaperSchemes()) {
		t.Errorf("the schemes begin with %v, want the paper's %v", got, PaperSchemes())
	}
	for name, list := range map[string]func() []string{"PaperSchemes": PaperSchemes,
		"Schemes": Schemes, "References": References} {
		want := list()
		list()[0] = "changed"
		if !slices.Equal(list(), want) {
			t.Errorf("%s shares its list with its callers", name)
		}
		for _, method := range want {
			if FromScratch(method) {
				t.Errorf("%s has %s, which is trained from scratch", name, method)
			}
		}
	}
	for _, method := range References() {
		if Family(method) != FamilyMethods {
			t.Errorf("%s is a reference method of the family %s", method, Family(method))
		}
	}
}

// TestLooks: fine-tuning, the schemes and the retrainings need only know whose
// clips to leave out; ascent, relabelling, distillation and all that weighs the
// parameters by the clips to forget use the clips themselves.
func TestLooks(t *testing.T) {
	for method, want := range map[string]bool{
		Original: false, Gold: false, "retrain-15": false, Base: false, "finetune": false,
		"l1-sparse": false, "shrink-perturb": false, "ct": false, "cf-dense": false,
		"eu-dense-conv": false, "neggrad": true, "neggrad-plus": true, "random-labels": true,
		"salun-0.5": true, "scrub": true, "scrub-rewind": true, "ssd": true, "ssd-adaptive": true,
		"bad-teaching": true, "msg": true, "weight-filter": true, "distil-gold": true,
		"head-only": false,
	} {
		if Looks(method) != want {
			t.Errorf("%s uses the clips to forget: %v, want %v", method, Looks(method), want)
		}
	}
}

// TestCompareMethods holds the order against the laws of an order, and against
// the groups that it promises.
func TestCompareMethods(t *testing.T) {
	groups := [][]string{{Original}, {Gold}, {Gold2}, {"retrain-15", "retrain-60"},
		{"retrain-30-onecycle", "retrain-30-onecycle" + Tuned}, {Base, Base + Tuned},
		{AllBN}, {ConvBN}, {AllBNStats, ConvBNStats}, {"finetune", "ancestor-adam"},
		{"l1-sparse", "distil-gold"}, {"a-new-one", "zero"}}
	all := slices.Concat(groups...)
	for i, a := range all {
		for k, b := range all {
			if got, want := sign(CompareMethods(a, b)), sign(i-k); got != want {
				t.Errorf("%s beside %s: %d, want %d", a, b, got, want)
			}
		}
	}
	listed := slices.Concat(ownOrder, referenceOrder)
	slices.Sort(listed)
	if n := len(slices.Compact(slices.Clone(listed))); n != len(listed) {
		t.Errorf("%d methods are listed twice", len(listed)-n)
	}
}

// sign is −1, 0 or 1.
func sign(x int) int { return max(-1, min(1, x)) }
