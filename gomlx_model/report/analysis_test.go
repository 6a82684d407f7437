package report

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

func mustSelect(t *testing.T, all []records.Record) *records.View {
	t.Helper()
	v, err := records.Select(all, records.DefaultSelection())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func comparison(t *testing.T, a Analysis, name string) Comparison {
	t.Helper()
	i := slices.IndexFunc(a.Comparisons, func(c Comparison) bool { return c.Name() == name })
	if i < 0 {
		t.Fatalf("no comparison %q", name)
	}
	return a.Comparisons[i]
}

// TestAnalysePrimary recomputes the primary tests from the records by loops of
// its own: on excluded (conv-bn − base) ÷ (gold − original), on test the
// logarithm of (½ + errors of conv-bn) ÷ (½ + errors of base), of the 250 clips
// that a simulated set has.
func TestAnalysePrimary(t *testing.T) {
	all := simulate.PaperLike().Records()
	a := Analyse(mustSelect(t, all))
	mean := map[string][]float64{} // by method and set, then speaker
	for _, r := range all {
		at := r.Method + " " + r.Set
		if mean[at] == nil {
			mean[at] = make([]float64, len(simulate.SixSpeakers))
		}
		mean[at][slices.Index(simulate.SixSpeakers, r.Speaker)] += r.F1 / 10
	}
	way, errors, f1 := make([]float64, 6), make([]float64, 6), make([]float64, 6)
	for i := range way {
		f1[i] = mean["conv-bn excluded"][i] - mean["base excluded"][i]
		way[i] = f1[i] / (mean["gold excluded"][i] - mean["original excluded"][i])
		errors[i] = math.Log((0.5 + 250*(1-mean["conv-bn test"][i])) /
			(0.5 + 250*(1-mean["base test"][i])))
	}
	c := comparison(t, a, "conv-bn − base, excluded")
	for _, w := range []struct {
		what      string
		got, want stats.TTest
	}{
		{"way", c.Primary, stats.PairedT(way)}, {"F1", c.F1, stats.PairedT(f1)},
		{"errors", comparison(t, a, "conv-bn − base, test").Primary, stats.PairedT(errors)},
	} {
		near(t, w.what+" mean", w.got.Mean, w.want.Mean, 1e-9)
		near(t, w.what+" p", w.got.P, w.want.P, 1e-6)
		near(t, w.what+" low", w.got.Low, w.want.Low, 1e-9)
	}
	if c.Primary.DF() != 5 || c.AllPairs.N != 60 || c.SignedRank.N != 60 ||
		c.Unit != records.UnitSpeakers || c.Bootstrap.Clusters != 6 {
		t.Errorf("degrees of freedom %d, pairs %d and %d, unit %q, clusters %d; want 5, 60, 60, "+
			"speakers, 6",
			c.Primary.DF(), c.AllPairs.N, c.SignedRank.N, c.Unit, c.Bootstrap.Clusters)
	}
	// The paper's numbers: −0.1793 + 0.1596. Six of one sign: 2/2⁶.
	near(t, "paper's difference", c.Paper.value(), -0.0197, 1e-9)
	near(t, "flipped signs", c.Flip.P, 0.03125, 1e-12)
	if c.Judgement.Verdict != Same || c.Outcome() != "different" {
		t.Errorf("an effect of −0.03 with a standard error of about 0.002 is %s, %s: %s",
			c.Judgement.Verdict, c.Outcome(), c.Judgement.Why)
	}
}

func TestAnalyseOneSpeaker(t *testing.T) {
	s := simulate.PaperLike()
	s.Speakers, s.Seeds = []string{"lucas"}, 3
	a := Analyse(mustSelect(t, s.Records()))
	if a.Unit != records.UnitSeeds || a.Comparisons[0].Primary.DF() != 2 {
		t.Errorf("unit %q, %d degrees of freedom; want seeds and 2, the paper's own", a.Unit,
			a.Comparisons[0].Primary.DF())
	}
	if text := a.Table().Text(); !strings.Contains(text, "over the seeds of one speaker") {
		t.Errorf("the table does not say what it is about:\n%s", text)
	}
	// p = 0.02 with 2 degrees of freedom: SciPy's t.ppf(0.99, 2)/√3 = 4.020989.
	near(t, "paper's dz", a.PaperDz, 4.020989, 1e-6)
	// By SciPy's noncentral t, 2 pairs find it with power 0.34 and 3 with 0.91.
	if a.PaperPairs != 3 {
		t.Errorf("%d pairs find the paper's effect, want 3", a.PaperPairs)
	}
}

// TestMissingAndFailedRuns checks that gaps shrink samples, and are named.
func TestMissingAndFailedRuns(t *testing.T) {
	all := simulate.PaperLike().Records()
	simulate.Fail(all, "theo", 2, "conv-bn")
	all = slices.DeleteFunc(all, func(r records.Record) bool {
		return r.Speaker == "lucas" &&
			r.Method == "base" && r.Seed > 5
	})
	v := mustSelect(t, all)
	c := comparison(t, Analyse(v), "conv-bn − base, excluded")
	if c.AllPairs.N != 54 || c.Primary.N != 6 {
		t.Errorf("%d pairs of %d speakers, want 60 − 1 − 5 and 6", c.AllPairs.N, c.Primary.N)
	}
	for _, want := range []string{"conv-bn, theo, seed 2: failed@3",
		"base, lucas, seed 6: not run"} {
		if !slices.ContainsFunc(c.Sample.Missing, func(
			a records.Absence) bool {
			return a.String() == want
		}) {
			t.Errorf("%q is not among the missing: %v", want, c.Sample.Missing)
		}
	}
	text := ChangeTable(v).Text()
	for _, want := range []string{"55 runs", "Missing: base, lucas, seed 6: not run; base, " +
		"lucas, seed 7: not run; base, lucas, seed 8: not run; and 3 more."} {
		if !strings.Contains(text, want) {
			t.Errorf("the table does not say %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "fewer seeds") {
		t.Errorf("one speaker's gap is taken for a plan:\n%s", text)
	}
}

// A method that nobody has with some seeds was not meant to be run with them:
// that is one line, and not a list of holes.
func TestFewerSeeds(t *testing.T) {
	all := simulate.PaperLike().Records()
	all = slices.DeleteFunc(all, func(r records.Record) bool {
		return r.Method == "conv-bn" && r.Seed > 3 || r.Method == "all-bn" &&
			(r.Seed == 2 || r.Seed == 4)
	})
	text := ChangeTable(mustSelect(t, all)).Text()
	if !strings.Contains(text, "With fewer seeds: all-bn (without 2, 4); conv-bn (without 4–10); "+
		"compare them with others only over the same seeds.") ||
		strings.Contains(text, "Missing") {
		t.Errorf("the table does not say which methods have fewer seeds:\n%s", text)
	}
}

// report is everything that is printed from records.
func report(t *testing.T, all []records.Record) string {
	t.Helper()
	v := mustSelect(t, all)
	e, err := NewEvidence(all)
	if err != nil {
		t.Fatal(err)
	}
	a := Analyse(v)
	var b strings.Builder
	for _, table := range []Table{ChangeTable(v), GapTable(v), ConfidenceTable(v),
		RetainedTable(v), CostTable(v), ControlTable(v),
		SpeakerTable(v), LotteryTable(v), SpreadTable(v), a.Table(), a.PairsTable(), a.PowerTable(),
		NormTable(e),
		SequentialTable(v, v), FirstForgottenTable(v, v), HeldTable(v),
		ClaimsTable(Claims(e))} {
		for _, row := range table.Rows {
			if len(row) != len(table.Header) {
				t.Errorf("%s: a row of %d cells under %d headings: %v", table.Title, len(row),
					len(table.Header), row)
			}
		}
		fmt.Fprintln(&b, table.Text())
		fmt.Fprintln(&b, table.Markdown())
	}
	fmt.Fprintln(&b, InShort(v))
	return b.String()
}

// TestReportDoesNotDependOnOrder checks that the order of records, and of maps,
// never reaches what is printed.
func TestReportDoesNotDependOnOrder(t *testing.T) {
	all := simulate.PaperLike().Records()
	want := report(t, all)
	rng := rand.New(rand.NewPCG(1, 1))
	for range 5 {
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if report(t, all) != want {
			t.Fatal("shuffled records print differently")
		}
	}
	if strings.Contains(want, "NaN") || strings.Contains(want, "Inf") {
		t.Errorf("a number that is none is printed:\n%s", want)
	}
}

// TestReportOfLittle checks that every table can be made of whatever there is.
func TestReportOfLittle(t *testing.T) {
	full := simulate.PaperLike()
	one := full
	one.Speakers, one.Seeds, one.Methods = one.Speakers[:1], 1, []string{names.Original}
	failed := full.Records()
	for _, speaker := range simulate.SixSpeakers {
		for seed := 1; seed <= 10; seed++ {
			simulate.Fail(failed, speaker, seed, "base")
		}
	}
	for name, all := range map[string][]records.Record{"nothing": nil,
		"one original": one.Records(), "base failed": failed} {
		if text := report(t, all); strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Errorf("%s: a number that is none is printed:\n%s", name, text)
		}
	}
}

func ExampleAnalyse() {
	v, err := records.Select(simulate.PaperLike().Records(), records.DefaultSelection())
	if err != nil {
		panic(err)
	}
	for _, c := range Analyse(v).Comparisons {
		fmt.Printf("%-26s %-23s %s\n", c.Name(), c.Outcome(), c.Judgement.Verdict)
	}
	// Output:
	// all-bn − base, test        equal within the margin same
	// conv-bn − base, test       equal within the margin refuted
	// conv-bn − all-bn, test     equal within the margin same
	// all-bn − base, excluded    equal within the margin same
	// conv-bn − base, excluded   different               same
	// conv-bn − all-bn, excluded different               opposite
}

// near fails unless got is within a relative tolerance of want, absolute below
// 1e-3.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*max(1e-3, math.Abs(want))) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}
