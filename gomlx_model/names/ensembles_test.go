package names

import "testing"

// A name says how many shards there are and whether anybody was deleted yet;
// what is no number from 2 to 100, or written otherwise, is no ensemble.
func TestSISA(t *testing.T) {
	for name, want := range map[string]struct {
		shards     int
		before, ok bool
	}{
		"sisa-3": {3, false, true}, "sisa-6-original": {6, true, true}, "sisa-1": {}, "sisa-101": {},
		"sisa-03": {}, "sisa-": {}, "sisa-3-gold": {}, "base": {},
	} {
		if n, before, ok := SISA(name); n != want.shards || before != want.before && ok ||
			ok != want.ok {
			t.Errorf("%s: %d shards, before %v, %v", name, n, before, ok)
		}
		if Ensemble(name) != want.ok || FromScratch(name) != want.ok {
			t.Errorf("%s: an ensemble %v, from scratch %v", name, Ensemble(name), FromScratch(name))
		}
	}
	if !Ensemble(HalfAnswers) || FromScratch(HalfAnswers) || HeardAll("sisa-3") ||
		!HeardAll("sisa-3-original") || !HeardAll(Original) {
		t.Error("half-way answers are trained, or SISA heard all after a deletion")
	}
	if Family("damage-scrub") != FamilyControls || Family("sisa-3") != FamilyScratch {
		t.Error("a control or an ensemble is of another family")
	}
}
