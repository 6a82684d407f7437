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
