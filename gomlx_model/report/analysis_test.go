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

// TestAnalysePrimary recomputes the primary test from the records by loops of
// its own.
func TestAnalysePrimary(t *testing.T) {
	all := simulate.PaperLike().Records()
	c := comparison(t, Analyse(mustSelect(t, all)), "conv-bn − base, excluded")
	means := make([]float64, len(simulate.SixSpeakers))
	for _, r := range all {
		i := slices.Index(simulate.SixSpeakers, r.Speaker)
		switch {
		case r.Set == "excluded" && r.Method == "conv-bn":
			means[i] += r.F1 / 10
		case r.Set == "excluded" && r.Method == "base":
			means[i] -= r.F1 / 10
		}
	}
	want := stats.PairedT(means)
	near(t, "mean", c.Primary.Mean, want.Mean, 1e-9)
	near(t, "p", c.Primary.P, want.P, 1e-9)
	near(t, "low", c.Primary.Low, want.Low, 1e-9)
	if c.Primary.DF() != 5 || c.AllPairs.N != 60 || c.SignedRank.N != 60 ||
		c.Unit != records.UnitSpeakers || c.Bootstrap.Clusters != 6 {
		t.Errorf("degrees of freedom %d, pairs %d and %d, unit %q, clusters %d; want 5, 60, 60, "+
			"speakers, 6",
			c.Primary.DF(), c.AllPairs.N, c.SignedRank.N, c.Unit, c.Bootstrap.Clusters)
	}
	// The paper's numbers: −0.1793 + 0.1596.
	near(t, "paper's difference", c.Paper, -0.0197, 1e-9)
	if c.Judgement.Verdict != Replicated {
		t.Errorf("an effect of −0.03 with a standard error of about 0.002 is %s: %s",
			c.Judgement.Verdict, c.Judgement.Why)
	}
}

// TestVerdicts drives the rule through each of its branches; the truth of each
// simulation decides the expected verdict.
func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*simulate.Study)
		want   Verdict
		why    string
	}{
		{"effect", func(s *simulate.Study) {}, Replicated, "corrected p"},
		{"opposite effect", func(s *simulate.Study) { s.Mean["conv-bn"] = 0.88 }, NotReplicated,
			"the other way"},
		{"no effect, little noise", func(s *simulate.Study) { s.Mean["conv-bn"] = 0.85 },
			NotReplicated, "equal to 0 within ±0.01"},
		{"much noise", func(s *simulate.Study) { s.BySpeaker, s.BySeed = 0.1, 0.05 }, Undecided,
			"not equal within"},
		{"one seed", func(s *simulate.Study) { s.Seeds = 1 }, Replicated, "6 speaker means"},
		{"one speaker", func(s *simulate.Study) { s.Speakers = s.Speakers[:1] }, Replicated,
			"10 seeds of one speaker"},
		{"one run", func(s *simulate.Study) { s.Speakers, s.Seeds = s.Speakers[:1], 1 }, Undecided,
			"1 pair"},
		{"scheme not run", func(s *simulate.Study) {
			s.Methods = []string{names.Original,
				names.Gold, "base"}
		}, NotRun, "no finished pair"},
	} {
		s := simulate.PaperLike()
		c.change(&s)
		got := comparison(t, Analyse(mustSelect(t, s.Records())),
			"conv-bn − base, excluded").Judgement
		if got.Verdict != c.want || !strings.Contains(got.Why, c.why) {
			t.Errorf("%s: %s, %q; want %s, %q", c.name, got.Verdict, got.Why, c.want, c.why)
		}
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
	if !strings.Contains(text, "With fewer seeds: all-bn (without 2, 4); conv-bn (without 4 to "+
		"10); compare those with others over the same seeds alone.") ||
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
	for _, table := range []Table{ChangeTable(v), GapTable(v), LevelTable(v), ConfidenceTable(v),
		RetainedTable(v), CostTable(v), ControlTable(v),
		SpeakerTable(v), a.Table(), a.PairsTable(), a.PowerTable(), NormTable(e),
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
		fmt.Printf("%-26s %s\n", c.Name(), c.Judgement.Verdict)
	}
	// Output:
	// all-bn − base, test        not replicated
	// conv-bn − base, test       not replicated
	// conv-bn − all-bn, test     not replicated
	// all-bn − base, excluded    not replicated
	// conv-bn − base, excluded   replicated
	// conv-bn − all-bn, excluded replicated
}

// near fails unless got is within a relative tolerance of want, absolute below
// 1e-3.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*max(1e-3, math.Abs(want))) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}
