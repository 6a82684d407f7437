package records_test

import (
	"math"
	"slices"
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
	if len(s.Pairs) != 1 || !(math.Abs(s.Pairs[0].Value+0.1) <= 1e-12) {
		t.Errorf("base − original = %+v, want −0.1 for theo, seed 1", s)
	}
}

// TestSelectionAccepts: every field of a selection leaves out what differs in
// it, empty ones leave out nothing, and a run without a speaker is of every
// kind of removal.
func TestSelectionAccepts(t *testing.T) {
	r := records.Record{Corpus: "c", Protocol: "P", Norm: "batch", Backend: "go", Speaker: "theo",
		Seed: 20}
	inTurn, tuning, other, shared := r, r, r, r
	inTurn.Speaker, tuning.Seed, other.Settings, shared.Speaker = "theo+lucas", 21, "noise=0.1", ""
	all := []records.Record{r, inTurn, tuning, other, shared}
	for _, c := range []struct {
		selection records.Selection
		want      []int // places in all
	}{
		{records.Selection{}, []int{0, 2, 3, 4}},
		{records.DefaultSelection(), []int{0, 4}},
		{records.Selection{Sequential: true}, []int{1, 4}},
		{records.Selection{PaperOnly: true}, []int{0, 2, 4}},
		{records.Selection{LastSeed: 20}, []int{0, 3, 4}},
		{records.Selection{Corpus: "c", Protocol: "P", Norm: "batch", Backend: "go"},
			[]int{0, 2, 3, 4}},
		{records.Selection{Corpus: "d"}, nil}, {records.Selection{Protocol: "M"}, nil},
		{records.Selection{Norm: "layer"}, nil}, {records.Selection{Backend: "cuda"}, nil},
	} {
		var want []records.Record
		for _, i := range c.want {
			want = append(want, all[i])
		}
		if got := c.selection.Filter(all); !slices.Equal(got, want) {
			t.Errorf("%+v accepts %+v, want those at %v", c.selection, got, c.want)
		}
	}
}

// TestSelectSaysWhatDiffers: the error names the first column in which the two
// runs differ, and else their keys.
func TestSelectSaysWhatDiffers(t *testing.T) {
	for want, change := range map[string]func(*records.Record){
		`corpus "c" and "d"`:                           func(r *records.Record) { r.Corpus = "d" },
		`protocol "P" and "Q"`:                         func(r *records.Record) { r.Protocol = "Q" },
		`norm "batch" and "no"`:                        func(r *records.Record) { r.Norm = "no" },
		`settings "" and "x=1"`:                        func(r *records.Record) { r.Settings = "x=1" },
		`backend "go" and "xla"; select one of them`:   func(r *records.Record) { r.Backend = "xla" },
		"keys a and b, of two versions of the program": func(*records.Record) {},
	} {
		a := records.Record{Corpus: "c", Protocol: "P", Norm: "batch", Backend: "go",
			Speaker: "theo", Seed: 2, Method: "base", Key: "a"}
		b := a
		b.Key = "b"
		change(&b)
		_, err := records.Select([]records.Record{a, b}, records.Selection{})
		if err == nil || !strings.Contains(err.Error(), want) ||
			!strings.HasPrefix(err.Error(), `two runs of base, speaker "theo", seed 2: `) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestMissing: a run that one pair alone lacks is a hole, one that nobody has
// with that seed or at all is a plan, and one that failed is a hole with its
// status.
func TestMissing(t *testing.T) {
	var all []records.Record
	add := func(speaker string, seed int, method, status string) {
		all = append(all, records.Record{Speaker: speaker, Seed: seed, Method: method,
			Set: names.SetTest, Status: status, Key: speaker + method})
	}
	for _, speaker := range []string{"ann", "ben"} {
		for seed := 1; seed <= 3; seed++ {
			add(speaker, seed, names.Gold, names.StatusOK)
		}
	}
	add("ann", 1, names.Base, names.StatusOK)
	add("ann", 2, names.Base, "failed@7")
	add("ben", 2, names.Base, names.StatusOK)
	v, err := records.Select(all, records.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	for method, want := range map[string][]records.Absence{
		names.Gold: nil,
		names.Base: {
			{Method: "base", Speaker: "ann", Set: "test", Seed: 2, Status: "failed@7"},
			{Method: "base", Speaker: "ann", Set: "test", Seed: 3, Scope: records.WholeSeed},
			{Method: "base", Speaker: "ben", Set: "test", Seed: 1, Scope: records.OneRun},
			{Method: "base", Speaker: "ben", Set: "test", Seed: 3, Scope: records.WholeSeed},
		},
	} {
		if got := v.Level(records.F1, names.SetTest, method).Missing; !slices.Equal(got, want) {
			t.Errorf("of %s %+v are missing, want %+v", method, got, want)
		}
	}
	never := v.Level(records.F1, names.SetTest, names.ConvBN)
	for _, a := range never.Missing {
		if a.Scope != records.WholeMethod {
			t.Errorf("conv-bn, which nobody has: %+v", a)
		}
	}
	if len(never.Missing) != 6 || len(never.Pairs) != 0 {
		t.Errorf("conv-bn has %d values and lacks %d, want 0 and 6", len(never.Pairs),
			len(never.Missing))
	}
}

// TestFields: each field is the number of its name.
func TestFields(t *testing.T) {
	r := records.Record{Accuracy: 1, Precision: 2, Recall: 3, F1: 4, Confidence: 5, Passes: 6}
	for i, field := range []records.Field{records.Accuracy, records.Precision, records.Recall,
		records.F1, records.Confidence, records.Passes} {
		if got := field(r); got != float64(i+1) {
			t.Errorf("field %d is %g", i, got)
		}
	}
	v, err := records.Select(simulate.PaperLike().Records(), records.DefaultSelection())
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Schemes(); !slices.Equal(got, names.PaperSchemes()) {
		t.Errorf("the schemes are %v", got)
	}
	if got, want := v.Unlearning(), []string{"base", "all-bn", "conv-bn", "noise-0.04x3",
		"noise-first"}; !slices.Equal(got, want) {
		t.Errorf("the methods that unlearn are %v, want %v", got, want)
	}
}
