package audio

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math/cmplx"
	"runtime"
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
		newTransform(ones(n)).clone().coefficients(got, x)
		for k, want := range fourier.NewFFT(n).Coefficients(nil, x) {
			if cmplx.Abs(got[k]-want) > 1e-13*float64(n) {
				t.Fatalf("length %d: bin %d is %v, gonum's %v", n, k, got[k], want)
			}
		}
		// The powers are those of the coefficients, to the last bit.
		powers := make([]float64, n/2+1)
		newTransform(ones(n)).clone().powers(powers, make([]complex128, n/2+1), x)
		for k, z := range got {
			if p := real(z)*real(z) + imag(z)*imag(z); powers[k] != p {
				t.Fatalf("length %d: the power of bin %d is %v, want %v", n, k, powers[k], p)
			}
		}
	}
}

// ones returns a window that changes nothing.
func ones(n int) []float64 { return Boxcar.samples(n, n) }

// TestTransformBits holds the bits of both results for noise, and for noise
// that fades in from zeros, at the lengths that have an implementation of their
// own. They are what this code gave on linux/amd64 on 25 November 2026, and
// must stay: the key of a stored result promises its bits.
func TestTransformBits(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skipf("%s may fuse a product and a sum into one rounding", runtime.GOARCH)
	}
	h := fnv.New64a()
	for n := 8; n <= 8192; n *= 2 {
		x := gaussian(n, uint64(n))
		z, p := make([]complex128, n/2+1), make([]float64, n/2+1)
		for _, silent := range []int{0, n / 2, n - n/4, n - 1} {
			clear(x[:silent])
			newTransform(ones(n)).coefficients(z, x)
			newTransform(ones(n)).powers(p, nil, x)
			_ = binary.Write(h, binary.LittleEndian, z)
			_ = binary.Write(h, binary.LittleEndian, p)
		}
	}
	if got := fmt.Sprintf("%x", h.Sum64()); got != "b0533453605a2635" {
		t.Errorf("the bits hash to %s", got)
	}
}

// BenchmarkTransform puts gonum's transform beside ours.
func BenchmarkTransform(b *testing.B) {
	x, dst := gaussian(2048, 1), make([]complex128, 1025)
	b.Run("ours", func(b *testing.B) {
		t := newTransform(ones(2048))
		for b.Loop() {
			t.coefficients(dst, x)
		}
	})
	b.Run("powers", func(b *testing.B) {
		t, p := newTransform(ones(2048)), make([]float64, 1025)
		for b.Loop() {
			t.powers(p, nil, x)
		}
	})
	b.Run("gonum", func(b *testing.B) {
		t := fourier.NewFFT(2048)
		for b.Loop() {
			t.Coefficients(dst, x)
		}
	})
}
