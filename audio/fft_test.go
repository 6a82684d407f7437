package audio

import (
	"math/cmplx"
	"testing"

	"gonum.org/v1/gonum/dsp/fourier"
)

// TestTransform compares with gonum's transform, at every length that matters:
// all small ones, and powers of two, even and odd ones.
func TestTransform(t *testing.T) {
	lengths := []int{100, 128, 255, 256, 400, 512, 1000, 1024, 2048, 4096, 8192}
	for n := 2; n < 70; n++ {
		lengths = append(lengths, n)
	}
	for _, n := range lengths {
		x := gaussian(n, uint64(n))
		got := make([]complex128, n/2+1)
		newTransform(n).clone().coefficients(got, x)
		for k, want := range fourier.NewFFT(n).Coefficients(nil, x) {
			if cmplx.Abs(got[k]-want) > 1e-13*float64(n) {
				t.Fatalf("length %d: bin %d is %v, gonum's %v", n, k, got[k], want)
			}
		}
		// The powers are those of the coefficients, to the last bit.
		powers := make([]float64, n/2+1)
		newTransform(n).clone().powers(powers, make([]complex128, n/2+1), x)
		for k, z := range got {
			if p := real(z)*real(z) + imag(z)*imag(z); powers[k] != p {
				t.Fatalf("length %d: the power of bin %d is %v, want %v", n, k, powers[k], p)
			}
		}
	}
}

// BenchmarkTransform puts gonum's transform beside ours.
func BenchmarkTransform(b *testing.B) {
	x, dst := gaussian(2048, 1), make([]complex128, 1025)
	b.Run("ours", func(b *testing.B) {
		t := newTransform(2048)
		for b.Loop() {
			t.coefficients(dst, x)
		}
	})
	b.Run("gonum", func(b *testing.B) {
		t := fourier.NewFFT(2048)
		for b.Loop() {
			t.Coefficients(dst, x)
		}
	})
}
