package names

import "testing"

func TestFamily(t *testing.T) {
	for method, want := range map[string]string{
		Original: FamilyScratch, Gold: FamilyScratch, Gold2: FamilyScratch,
		"retrain-30-onecycle": FamilyScratch, Base: FamilySchemes, ConvBNStats: FamilySchemes,
		"finetune": FamilyControls, "noise-0.04x3": FamilyControls, "ancestor-adam": FamilyControls,
		"base, tuned": FamilyMethods, "": FamilyMethods,
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
