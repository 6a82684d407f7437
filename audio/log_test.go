package audio

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
)

// TestLevels compares bit for bit with the standard library: on floats of
// random bits, on energies, on the neighbours of powers of two and of their
// roots, and on 0, -1, infinities and NaN.
func TestLevels(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skipf("%s may fuse a product and a sum into one rounding", runtime.GOARCH)
	}
	same := func(x float64) {
		for _, floor := range []float64{math.Inf(-1), -20} {
			var y [1]float64
			levels(y[:], []float64{x}, 1e-310, floor, 1)
			want := max(floor, 10*math.Log10(max(1e-310, x))-1)
			if math.Float64bits(y[0]) != math.Float64bits(want) && !(y[0] != y[0] && want != want) {
				t.Fatalf("the level of %v is %v, want %v", x, y[0], want)
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 0))
	for range 1_000_000 {
		same(math.Abs(math.Float64frombits(r.Uint64())))
		same(r.ExpFloat64())
	}
	for e := -1080; e < 1024; e++ {
		for d := range uint64(7) {
			for _, m := range []float64{1, math.Sqrt2, math.Sqrt2 / 2} {
				same(math.Float64frombits(math.Float64bits(math.Ldexp(m, e)) + d - 3))
			}
		}
	}
	for _, x := range []float64{0, -1, math.Inf(1), math.Inf(-1), math.NaN()} {
		same(x)
	}
}
