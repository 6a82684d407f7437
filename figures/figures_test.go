package figures

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// The weights drawn are counted by hand: 160 = 3·3·1·16+16 and so on for the
// convolutions (4,640; 18,496), 32,896 = 256·128+128 and so on for the dense
// layers (8,256; 650), and 2 for each of the 304 channels that a norm scales.
func TestArchitecture(t *testing.T) {
	f, err := Architecture(network.Default())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, 160 + 2*16, 4640 + 2*32, 18496 + 2*64, 32896 + 2*128,
		8256 + 2*64, 650} {
		if got := f.Data()[i+1][4]; got != strconv.Itoa(want) {
			t.Errorf("stage %d: %s weights, want %d", i, got, want)
		}
	}
	if !strings.Contains(f.Caption, "65,706 in all") {
		t.Errorf("caption: %s", f.Caption)
	}
	n := network.Default()
	n.Dropout = n.Dropout[:2]
	if _, err := Architecture(n); err == nil {
		t.Error("a network without a dropout for each block gave no error")
	}
}

// TestFailedRuns wants pairs with a failed run left out, on whichever side the
// failure is.
func TestFailedRuns(t *testing.T) {
	all := []records.Record{
		{Speaker: "ada", Seed: 1, Method: "gold", Set: "test", F1: 0.5},
		{Speaker: "ada", Seed: 1, Method: "base", Set: "test", F1: 0.75},
		{Speaker: "ada", Seed: 2, Method: "gold", Set: "test", F1: math.NaN()},
		{Speaker: "ada", Seed: 2, Method: "base", Set: "test", F1: 0.9},
		{Speaker: "ada", Seed: 3, Method: "gold", Set: "test", F1: 0.9},
		{Speaker: "ada", Seed: 3, Method: "base", Set: "test", F1: math.NaN()},
	}
	pairs := gaps(all, "base", "test")
	if len(pairs) != 1 || pairs[0].v != 0.25 {
		t.Errorf("pairs %+v, want the one of seed 1, 0.75 − 0.5 = 0.25", pairs)
	}
}

// TestPhases reads the stretches of the procedure from the names of the epochs.
func TestPhases(t *testing.T) {
	got := phasesOf(madeUpUnlearning(1)[0].Trace)
	if len(got) != 3 || got[0].high != 5 || got[1].name != "noise" || got[1].low != 5 ||
		got[1].high != 10 || len(got[1].rounds) != 4 || got[2].high != 15 {
		t.Errorf("phases %+v, want reset to 5, five rounds of noise to 10, fine-tuning to 15", got)
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		v        float64
		decimals int
		want     string
	}{{-0.5, 1, "−0.5"}, {-0.0001, 2, "0.00"}, {12, 0, "12"}} {
		if got := number(c.v, c.decimals); got != c.want {
			t.Errorf("number(%v, %d) = %q, want %q", c.v, c.decimals, got, c.want)
		}
	}
	if got := thousands(1065706); got != "1,065,706" {
		t.Errorf("thousands(1065706) = %q", got)
	}
}

// TestLooks wants no two methods with the same colour and marker, or with the
// same colour and dashes.
func TestLooks(t *testing.T) {
	for method, a := range methodLooks {
		for other, b := range methodLooks {
			if method == other {
				continue
			}
			if a.color == b.color && a.marker == b.marker {
				t.Errorf("%s and %s have the same colour and marker", method, other)
			}
			if a.color == b.color && len(a.dashes) == 0 && len(b.dashes) == 0 {
				t.Errorf("%s and %s have the same colour and line", method, other)
			}
		}
	}
}

// TestForestRows wants a row for each speaker and a pooled row for each of the
// six comparisons of the analysis, in the numbers of the axes: ratios of
// errors, and percentage points of the way.
func TestForestRows(t *testing.T) {
	v := viewOf(madeUpRecords(madeUpSpeakers, 10))
	rows, family := forestRows(v)
	comparisons := report.Analyse(v).Comparisons
	if want := 6 * (6 + 1); len(rows) != want || family != 6 {
		t.Fatalf("%d rows of a family of %d, want %d of 6", len(rows), family, want)
	}
	for i, c := range comparisons {
		pooled := rows[7*i+6]
		want := math.Exp(c.Primary.Mean)
		if c.Set == "excluded" {
			want = 100 * c.Primary.Mean
		}
		if !pooled.pooled || pooled.label != "6 speakers" || pooled.verdict != c.Outcome() ||
			math.Abs(pooled.mean-want) > 1e-12 {
			t.Errorf("%s: pooled row %+v, want mean %g and the verdict %q", c.Name(), pooled, want,
				c.Outcome())
		}
	}
}

// TestNoiseOf reads the noise from names of methods, and finds none in other
// names.
func TestNoiseOf(t *testing.T) {
	for method, want := range map[string]noiseLevel{"no-noise": {"no-noise", 0, ""},
		"base": {"base", 0.08, ""}, "noise-0.12": {"noise-0.12", 0.12, ""},
		"noise-0.04x3": {"noise-0.04x3", 0.04, "3"}} {
		if got, ok := noiseOf(method); !ok || got != want {
			t.Errorf("%s: %+v, %t, want %+v", method, got, ok, want)
		}
	}
	for _, method := range []string{"noise-first", "noise--1", "noise-0", "conv-bn", "noise-Inf"} {
		if got, ok := noiseOf(method); ok {
			t.Errorf("%s is read as %+v", method, got)
		}
	}
}

// TestBend: bend is odd, its slope at 0 is 10, and far from 0 a factor of ten
// adds ln 10.
func TestBend(t *testing.T) {
	if bend(0) != 0 || math.Abs(bend(0.001)-0.01) > 1e-6 ||
		math.Abs(bend(1000)-bend(100)-math.Log(10)) > 1e-6 || bend(-0.3) != -bend(0.3) {
		t.Errorf("bend is %g, %g, %g at 0, 0.001 and −0.3", bend(0), bend(0.001), bend(-0.3))
	}
}

// TestErrorTicks: half a clip of 500 is 0.1 %, which is labelled 0; one clip is
// 0.2 %.
func TestErrorTicks(t *testing.T) {
	ticks := errorTicks{0.001}.Ticks(-3.05, 0.02)
	if len(ticks) != 10 || ticks[0].Label != "0" || ticks[1].Label != "0.2" ||
		ticks[9].Label != "100" {
		t.Errorf("%v, want 0, 0.2, 0.5, …, 100", ticks)
	}
}

// TestStandardised: 1 and 3, in both clips, have mean 2 and deviation 1. Zeros
// at the end of a clip are padding; a zero between other values is not.
func TestStandardised(t *testing.T) {
	cells := []Cell{{"0", "ada", 1, 3, []float32{1, 3, 0}}, {"0", "ben", 1, 3,
		[]float32{3, 1, 0}}}
	m := standardised(cells)
	if m[0].At(0, 0) != -1 || m[1].At(0, 0) != 1 || !math.IsNaN(m[0].At(0, 2)) {
		t.Errorf("%v and %v", m[0], m[1])
	}
	if n := (Cell{"0", "ada", 1, 4, []float32{1, 0, 2, 0}}).length(); n != 3 {
		t.Errorf("length %d, want 3", n)
	}
}

// TestSetNames: a name wider than its bar ends above it on a higher level, and
// a name that would run into the last one is a level higher still. If a bar is
// too narrow for its count, the count follows the name.
func TestSetNames(t *testing.T) {
	placed := setNames([]SplitPart{{"retained", 2250, true, true}, {"test", 250, false, false},
		{"excluded", 450, true, false}, {"excluded-held", 50, false, false}}, "yolanda", 0, 430)
	if held := placed[3]; held.text != "excluded-held: 50" || held.x > 430 ||
		held.y <= placed[2].y || placed[2].y <= placed[1].y || placed[0].y != placed[1].y {
		t.Errorf("names %+v", placed)
	}
}

// TestBanner wants a long banner broken into lines that fit, and the figure
// taller by these lines.
func TestBanner(t *testing.T) {
	f := Idea()
	_, height := f.Size()
	f.Banner = strings.Repeat("synthetic data ", 12)
	lines := f.bannerLines()
	for _, line := range lines {
		if w := bannerStyle().Width(line); w > f.width {
			t.Errorf("%q is %v wide, the figure %v", line, w, f.width)
		}
	}
	if _, more := f.Size(); len(lines) < 2 || more-height != f.bannerHeight() ||
		strings.Join(lines, " ") != strings.TrimSpace(f.Banner) {
		t.Errorf("%d lines, %q", len(lines), lines)
	}
}

// TestLotteryRows: conv-bn − base on excluded is negative in the paper, so
// studies below 0 have its direction. The share of estimates below the paper's
// number is counted again here.
func TestLotteryRows(t *testing.T) {
	v := viewOf(madeUpRecords(madeUpSpeakers, 10))
	for _, r := range lotteryRows(v) {
		if r.A != "conv-bn" || r.B != "base" || r.Set != "excluded" {
			continue
		}
		below := 0
		for _, m := range report.LotteryMeans(v, r.LotteryRow) {
			if m < -0.0197 {
				below++
			}
		}
		if r.same != r.Below || r.other != r.Above || r.Claimed != -1 ||
			math.Abs(r.at-float64(below)/720) > 1e-12 || r.under > r.at || r.at > r.over ||
			r.low > r.median || r.median > r.high {
			t.Errorf("%+v, want %d of 720 below the paper's −0.0197", r, below)
		}
	}
}
