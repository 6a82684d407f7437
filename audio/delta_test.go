package audio

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestDelta compares with librosa's derivatives, which are computed in double
// precision too.
func TestDelta(t *testing.T) {
	var cases []struct {
		Width int
		Order int
		Mode  string
	}
	jsonOf(t, "librosa/deltas.json", &cases)
	m := dense(t, "librosa/delta_in.npy")
	for i, c := range cases {
		got := must(Delta(nil, m, DeltaOptions{c.Width, c.Order, DeltaMode(c.Mode)}))
		near(t, fmt.Sprintf("%+v", c), got, golden(t, fmt.Sprintf("librosa/delta_%d.npy", i)), 1e-10, 0)
	}
	// A parabola has the same second derivative everywhere. Interp refuses a
	// signal shorter than its window.
	x := mat.NewDense(1, 12, nil)
	for i := range 12 {
		x.Set(0, i, 3*float64(i*i))
	}
	got := must(Delta(nil, x, DeltaOptions{Order: 2}))
	for i := range 12 {
		if d := got.At(0, i); math.Abs(d-6) > 1e-10 {
			t.Errorf("the second derivative of 3t² is %v at %d", d, i)
		}
	}
	for want, o := range map[string]DeltaOptions{
		"12 frames are fewer than Width = 13": {Width: 13},
		"Width is 4":                          {Width: 4},
		"Order is 5; give 1 to 4":             {Width: 5, Order: 5},
		"Order is 13; give 1 to 12":           {Width: 101, Order: 13, Mode: DeltaWrap},
		`Mode is "edge"`:                      {Mode: "edge"},
	} {
		if _, err := Delta(nil, x, o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	if _, err := Delta(nil, &mat.Dense{}, DeltaOptions{}); err == nil {
		t.Error("no error for an empty matrix")
	}
}

// The n-th derivative of tⁿ is n!. Here t runs from -1 to 1, so that its powers
// are no larger than 1.
func TestDeltaHighestOrder(t *testing.T) {
	for _, width := range []int{13, 113, 1023} {
		x, half, want := mat.NewDense(1, width, nil), float64(width/2), 1.0
		for i := range width {
			x.Set(0, i, math.Pow((float64(i)-half)/half, maxOrder))
		}
		for n := 1; n <= maxOrder; n++ {
			want *= float64(n) / half
		}
		got := must(Delta(nil, x, DeltaOptions{Width: width, Order: maxOrder})).At(0, 0)
		if !(math.Abs(got/want-1) < 1e-9) {
			t.Errorf("Width %d: the derivative is %g, want %g", width, got, want)
		}
	}
}
