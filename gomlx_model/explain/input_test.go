package explain

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

const (
	featuresHere = 6 // 2 coefficients × 3 frames
	classesHere  = 3
)

// hand is a model whose logits are W·x, plus curve times the product of the
// first two features for each class: linear where curve is 0.
type hand struct {
	w     []float32 // class × feature
	curve float32
	fail  error
}

func linear(seed uint32) hand { return hand{w: lcg32(seed, classesHere*featuresHere)} }

func (h hand) LogitsOf(x []float32) (logits []float32, err error) {
	for ; len(x) > 0; x = x[featuresHere:] {
		for k := range classesHere {
			z := h.curve * float32(k+1) * x[0] * x[1]
			for i, v := range x[:featuresHere] {
				z += h.w[k*featuresHere+i] * v
			}
			logits = append(logits, z)
		}
	}
	return logits, h.fail
}

func (h hand) InputGradient(x, factors []float32) (gradient []float32, err error) {
	for ; len(x) > 0; x, factors = x[featuresHere:], factors[classesHere:] {
		g := make([]float32, featuresHere)
		for k, f := range factors[:classesHere] {
			for i := range g {
				g[i] += f * h.w[k*featuresHere+i]
			}
			g[0] += f * h.curve * float32(k+1) * x[1]
			g[1] += f * h.curve * float32(k+1) * x[0]
		}
		gradient = append(gradient, g...)
	}
	return gradient, h.fail
}

// few are three clips, a baseline, and factors that ask for their labels.
func few() (x, baseline, factors []float32) {
	return lcg32(40, 3*featuresHere), lcg32(41, featuresHere),
		OneHot([]int32{2, 0, 1}, classesHere)
}

// For a linear model integrated gradients are w·(x − x⁰), exactly but for
// float32, and occlusion of single features gives the same.
func TestIntegrateOfLinearIsExact(t *testing.T) {
	m := linear(1)
	x, baseline, factors := few()
	a, err := Integrate(m, x, baseline, factors)
	if err != nil {
		t.Fatal(err)
	}
	if a.Steps != firstSteps {
		t.Errorf("a linear model took %d steps", a.Steps)
	}
	var single []Band
	for i := range featuresHere {
		single = append(single, Band{i})
	}
	hidden, err := Occlude(m, x, baseline, factors, single)
	if err != nil {
		t.Fatal(err)
	}
	for i, label := range []int{2, 0, 1} {
		sum := 0.0
		for f := range featuresHere {
			at := i*featuresHere + f
			want := float64(m.w[label*featuresHere+f]) * (float64(x[at]) - float64(baseline[f]))
			near(t, "integrated", a.Values[at], want, 1e-6)
			near(t, "occluded", hidden.Values[at], want, 1e-6)
			sum += a.Values[at]
		}
		near(t, "complete", sum, a.Change[i], 1e-6)
	}
}

// Of a product x₀·x₁ each factor gets half of what the mean of the other, over
// the way, says: (x₀ − b₀)(x₁ + b₁)/2. The rest is linear.
func TestIntegrateOfProduct(t *testing.T) {
	m := hand{w: make([]float32, classesHere*featuresHere), curve: 2}
	x, baseline := []float32{3, -1, 0, 0, 0, 0}, []float32{1, 2, 0, 0, 0, 0}
	a, err := Integrate(m, x, baseline, []float32{1, 0, 0})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "first", a.Values[0], 2*(3-1)*(-1+2)/2, 1e-6)
	near(t, "second", a.Values[1], 2*(-1-2)*(3+1)/2, 1e-6)
	near(t, "change", a.Change[0], 2*(3*-1-1*2), 1e-6)
}

// cliff is flat but for a jump that no gradient sees.
type cliff struct{ hand }

func (c cliff) LogitsOf(x []float32) ([]float32, error) {
	logits, _ := c.hand.LogitsOf(x)
	for i := range logits {
		logits[i] = float32(math.Copysign(10, float64(x[0])))
	}
	return logits, nil
}

func TestIntegrateRefuses(t *testing.T) {
	x, baseline, factors := few()
	if _, err := Integrate(cliff{hand{w: make([]float32, classesHere*featuresHere)}},
		[]float32{1, 0, 0, 0, 0, 0}, []float32{-1, 0, 0, 0, 0, 0},
		[]float32{1, 0, 0}); err == nil || !strings.Contains(err.Error(), "4096 steps") {
		t.Errorf("a cliff: %v", err)
	}
	broken := errors.New("broken")
	if _, err := Integrate(hand{w: linear(1).w, fail: broken}, x, baseline,
		factors); !errors.Is(err, broken) {
		t.Errorf("a broken model: %v", err)
	}
	for name, f := range map[string]func() error{
		"features": func() error { _, err := Integrate(linear(1), x[1:], baseline, factors); return err },
		"factors":  func() error { _, err := Integrate(linear(1), x, baseline, factors[1:]); return err },
		"baseline": func() error { _, err := Occlude(linear(1), x, nil, factors, nil); return err },
		"parts": func() error {
			_, err := curve(linear(1), x, baseline, factors, make([]float64, len(x)), 7, false)
			return err
		},
	} {
		if f() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// By hand: two coefficients of three frames.
func TestBands(t *testing.T) {
	if c := Coefficients(2, 3); len(c) != 2 || !slices.Equal(c[1], Band{3, 4, 5}) {
		t.Errorf("coefficients %v", c)
	}
	if f := Frames(2, 3); len(f) != 3 || !slices.Equal(f[2], Band{2, 5}) {
		t.Errorf("frames %v", f)
	}
}

// For a linear model the values themselves say what hiding a feature costs, so
// that no other order has a smaller area of deletion, and what is hidden in the
// end is the baseline.
func TestCurves(t *testing.T) {
	m := linear(1)
	x, baseline, factors := few()
	a, err := Integrate(m, x, baseline, factors)
	if err != nil {
		t.Fatal(err)
	}
	lineup := Lineup[[]float64]{Method: "gradients", Found: a.Values, Gold2: a.Values,
		Control: lcg(50, len(x)), ControlName: "random order"}
	whole, err1 := weighted(m, x, factors, featuresHere)
	nothing, err2 := weighted(m, slices.Repeat(baseline, 3), factors, featuresHere)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	for _, insert := range []bool{false, true} {
		j, err := Curves(m, x, baseline, factors, lineup, featuresHere, insert)
		if err != nil {
			t.Fatal(err)
		}
		first, last := mean(whole), mean(nothing)
		if insert {
			first, last = last, first
		}
		near(t, "first", j.Found.Mean[0], first, 1e-6)
		near(t, "last", j.Found.Mean[featuresHere], last, 1e-6)
		if better := j.Found.Area > j.Control.Area; better != insert {
			t.Errorf("insert %v: area %v, random order %v", insert, j.Found.Area,
				j.Control.Area)
		}
	}
}

func mean(x []float64) float64 { return meanRow(x, 1)[0] }

// By hand, in a plane: from (0,0) to (4,0), the point (1,2) is a quarter of the
// way and half its length off.
func TestBetween(t *testing.T) {
	way, off := between([]float64{1, 2}, []float64{0, 0}, []float64{4, 0})
	near(t, "way", way, 0.25, 1e-12)
	near(t, "off", off, 0.5, 1e-12)
}

// The original's map is 0 of the way, gold's 1 and none off; half of both
// models' weights is half-way.
func TestMaps(t *testing.T) {
	x, baseline, factors := few()
	original, gold := linear(1), linear(2)
	half := hand{w: slices.Clone(original.w)}
	for i := range half.w {
		half.w[i] = (half.w[i] + gold.w[i]) / 2
	}
	j, err := Maps(original, gold, Lineup[Model]{Method: "half", Found: half, Gold2: gold,
		Control: original, ControlName: "original"}, func(m Model) (*Attributions, error) {
		return Integrate(m, x, baseline, factors)
	}, featuresHere)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{0.5, 1, 0} {
		m := []Map{j.Found, j.Floor, j.Control}[i]
		near(t, "way", m.Way, want, 1e-5)
		near(t, "off", m.Off, 0, 1e-5)
	}
}

// By hand: clips 0 and 2 of three.
func TestMeanClip(t *testing.T) {
	if got := MeanClip([]float32{1, 2, 50, 60, 3, 6}, 2, []int{0, 2}); !slices.Equal(got,
		[]float32{2, 4}) {
		t.Errorf("%v, want 2 4", got)
	}
}
