package names

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// The models that are trained from scratch.
const (
	Original = "original" // heard everybody
	Gold     = "gold"     // never heard the excluded speaker: the target
	Gold2    = "gold2"    // gold again, from other draws: the noise floor
)

// The paper's schemes, and two that read its batch-norm reset as a reset of
// the moving statistics alone.
const (
	Base        = "base"
	AllBN       = "all-bn"
	ConvBN      = "conv-bn"
	AllBNStats  = "all-bn-stats"
	ConvBNStats = "conv-bn-stats"
)

// PaperSchemes returns the paper's three schemes.
func PaperSchemes() []string { return []string{Base, AllBN, ConvBN} }

// Schemes returns the paper's three schemes and the two other readings.
func Schemes() []string { return []string{Base, AllBN, ConvBN, AllBNStats, ConvBNStats} }

// FromScratch reports whether the model is trained from scratch: the original,
// a gold, a shorter retraining or an ensemble of shards, and not a method that
// unlearns.
func FromScratch(method string) bool {
	_, _, retrained := Retraining(method)
	_, _, sharded := SISA(method)
	return method == Original || method == Gold || method == Gold2 || retrained || sharded
}

// Tuned ends the name of a method whose settings were chosen on separate seeds:
// "base, tuned". Only tables and figures use such names; runs do not.
const Tuned = ", tuned"

// Damage begins the name of a control, such as "damage-base", that is as bad on
// the others as the method named after it, and forgets nothing.
const Damage = "damage-"

// Retraining reads the name of a retraining that is shorter than gold's:
// "retrain-15" is gold's training stopped after 15 epochs, and
// "retrain-15-onecycle" the same with the rate of one cycle, tuned or not.
// Epochs are in 1…1000.
func Retraining(method string) (epochs int, oneCycle, ok bool) {
	text, ok := strings.CutPrefix(strings.TrimSuffix(method, Tuned), "retrain-")
	if !ok {
		return 0, false, false
	}
	text, oneCycle = strings.CutSuffix(text, "-onecycle")
	epochs, err := strconv.Atoi(text)
	if err != nil || epochs < 1 || epochs > 1000 || strconv.Itoa(epochs) != text {
		return 0, false, false
	}
	return epochs, oneCycle, true
}

// ownOrder is the order in which tables and figures list the study's own
// methods.
var ownOrder = []string{
	Original, Gold, Gold2,
	"retrain-15", "retrain-30", "retrain-40", "retrain-60",
	"retrain-15-onecycle", "retrain-30-onecycle",
	"sisa-3-original", "sisa-3", "sisa-6-original", "sisa-6",
	Base, AllBN, ConvBN, AllBNStats, ConvBNStats,
	"finetune", "no-noise", "no-reset", "live-bn", "noise-0.04x3", "noise-0.04",
	"noise-0.10", "noise-0.12", "noise-0.14", "noise-0.16", "noise-kernels", "noise-first",
	"reset-original", "ancestor-adam",
	HalfAnswers, "half-weights", "last-layer", Damage + Base, Damage + ConvBN,
}

// referenceOrder is that of the field's methods: those that train on the
// retained clips alone, those that look at the clips to forget, and the bound
// that needs gold.
var referenceOrder = []string{
	"l1-sparse", "shrink-perturb", "ct", "cf-dense", "cf-dense-conv", "eu-dense", "eu-dense-conv",
	"msg", "neggrad", "neggrad-plus", "random-labels", "salun-0.1", "salun-0.3", "salun-0.5",
	"scrub", "scrub-rewind", "ssd", "ssd-adaptive", "bad-teaching", "weight-filter", "distil-gold",
}

var methodOrder = slices.Concat(ownOrder, referenceOrder)

// CompareMethods orders methods as tables and figures list them: models trained
// from scratch, the paper's schemes, the controls, the field's reference
// methods, then all others by name.
func CompareMethods(a, b string) int {
	rank := func(method string) int {
		if i := slices.Index(methodOrder, strings.TrimSuffix(method, Tuned)); i >= 0 {
			return i
		}
		return len(methodOrder)
	}
	return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b))
}

// The families of methods. Each has published files of its own.
const (
	FamilyScratch  = "scratch"  // trained from scratch, whole or for less
	FamilySchemes  = "schemes"  // the paper's, and their other readings
	FamilyControls = "controls" // schemes with a part left out or changed
	FamilyMethods  = "methods"  // the field's, and all others
)

// Family returns the family of a method.
func Family(method string) string {
	switch {
	case FromScratch(method):
		return FamilyScratch
	case slices.Contains(Schemes(), method):
		return FamilySchemes
	case slices.Contains(ownOrder, method) || strings.HasPrefix(method, Damage):
		return FamilyControls
	}
	return FamilyMethods
}

// lookers are the methods that use the clips to forget; the others need only
// know which to leave out.
var lookers = []string{
	"msg", "neggrad", "neggrad-plus", "random-labels", "salun-0.1", "salun-0.3", "salun-0.5", "scrub",
	"scrub-rewind", "ssd", "ssd-adaptive", "bad-teaching", "weight-filter", "distil-gold",
}

// Looks reports whether one of the study's methods uses the clips to forget.
func Looks(method string) bool {
	return slices.Contains(lookers, strings.TrimSuffix(method, Tuned))
}

// References returns the field's reference methods, in the order of the tables.
func References() []string { return slices.Clone(referenceOrder) }

// The two kinds of removal.
const (
	RemovalOne    = "one"     // one speaker is removed
	RemovalInTurn = "in-turn" // one speaker after another, as in "theo+lucas"
)

// Removal returns the kind of removal: of one speaker, or of several in turn.
func Removal(speaker string) string {
	if strings.Contains(speaker, "+") {
		return RemovalInTurn
	}
	return RemovalOne
}

// The two protocols.
const (
	// the paper's split: the original hears every clip of the excluded speaker
	ProtocolPaper   = "P"
	ProtocolHeldOut = "M" // takes 0 to 4 of every speaker are never trained on
)

// The sets of clips that models are judged on. SetTraining is not one of them:
// it occurs only in traces, with an epoch's mean loss.
const (
	SetTest         = "test"          // clips of the other speakers that no model hears
	SetValidation   = "validation"    // watched, never used to stop; tuning chooses by it
	SetRetained     = "retained"      // what gold trains on
	SetExcluded     = "excluded"      // clips that are to be forgotten
	SetExcludedHeld = "excluded-held" // protocol M: unheard clips of the excluded speaker
	SetTraining     = "training"
)

// SetOf returns the name of a set's share that belongs to one speaker, as in
// "excluded:theo".
func SetOf(set, speaker string) string { return set + ":" + speaker }

// StatusOK is the status of a run that finished; the others read
// "failed@EPOCH".
const StatusOK = "ok"
