package audio

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// InverseMFCC stores the mel energies that have the coefficients mfcc in dst,
// Mels × frames, and returns it: InverseDB(InverseDCT(mfcc)). From fewer
// coefficients than bands comes a spectrum that is smooth over the bands. It is
// librosa.feature.inverse.mfcc_to_mel. Destinations and errors are those of the
// two.
func (e *Extractor) InverseMFCC(dst, mfcc *mat.Dense) (*mat.Dense, error) {
	levels, err := e.InverseDCT(dst, mfcc)
	if err != nil {
		return nil, err
	}
	return e.InverseDB(levels, levels)
}

// nnlsSteps is how many steps improve the spectrum of a frame. After 200,
// another no longer reduces the error by a thousandth.
const nnlsSteps = 200

// InverseMel stores a magnitude spectrum whose mel energies are mel in dst,
// bins × frames, and returns it: X to the power 1/Power, where X ≥ 0 minimises
//
//	Σ_m ((F X - mel)[m] / |F[m]|)²
//
// and F[m] is filter m of [Extractor.Filters]. The accelerated gradient method
// of Beck and Teboulle (SIAM Journal on Imaging Sciences 2, 2009) finds it,
// starting from the shortest X. There are fewer bands than bins, so that many
// spectra have the same energies. It is librosa.feature.inverse.mel_to_stft,
// which gives every band the same weight.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized;
// dst may be mel. A mel with another number of rows than Mels, and energies
// that are negative or not finite, are errors.
func (e *Extractor) InverseMel(dst, mel *mat.Dense) (*mat.Dense, error) {
	rows, frames := mel.Dims()
	if rows != e.cfg.Mels {
		return nil, fmt.Errorf("audio features: the mel spectrum has %d rows; "+
			"give one of Mels = %d bands, as Mel returns it", rows, e.cfg.Mels)
	}
	if err := checkFinite(mel, "energy of band"); err != nil {
		return nil, err
	}
	if least := mat.Min(mel); least < 0 {
		return nil, fmt.Errorf("audio features: a mel energy is %v; give energies of at least 0", least)
	}
	mel = apart(mel, dst)
	dst, err := e.shape(dst, e.cfg.bins(), frames)
	if err != nil {
		return nil, err
	}
	s, err := e.newInverter()
	if err != nil {
		return nil, err
	}
	for t := range frames {
		if err := e.ctx.Err(); err != nil {
			return nil, fmt.Errorf("audio features: stopped at frame %d: %w", t, err)
		}
		mat.Col(e.column, t, mel)
		x := s.solve(e.column)
		for k, v := range x {
			dst.Set(k, t, math.Pow(v, 1/e.cfg.Power))
		}
	}
	return dst, nil
}

// inverter finds spectra that have given mel energies. Its filters have the
// length 1, so that the largest eigenvalue of their products is small.
type inverter struct {
	filters []band
	scale   []float64 // what a band's energy is multiplied by to go with them
	short   mat.Cholesky
	step    float64

	x, y, before, gradient []float64 // bins
}

// maxInverse bounds the bands of an inverter, which needs the products of all
// of them: 128 MiB.
const maxInverse = 1 << 12

// newInverter plans the inversion of the filters of e.
func (e *Extractor) newInverter() (*inverter, error) {
	if e.cfg.Mels > maxInverse {
		return nil, fmt.Errorf("audio features: Mels is %d; at most %d can be inverted",
			e.cfg.Mels, maxInverse)
	}
	s := &inverter{scale: make([]float64, e.cfg.Mels)}
	for _, p := range []*[]float64{&s.x, &s.y, &s.before, &s.gradient} {
		*p = make([]float64, e.cfg.bins())
	}
	for m, b := range e.bands {
		unit := band{b.lo, append([]float64(nil), b.weights...)}
		unit.normalise(NormP(2))
		s.filters = append(s.filters, unit)
		if length := math.Sqrt(dot(b.weights, b.weights)); length > 0 {
			s.scale[m] = 1 / length
		}
	}
	// A little is added to the diagonal: filters between two bins are empty,
	// and others may be alike.
	products, largest := mat.NewSymDense(e.cfg.Mels, nil), 0.0
	for m, a := range s.filters {
		sum := 0.0
		for n, b := range s.filters {
			p := overlap(a, b)
			sum += p
			if n >= m {
				products.SetSym(m, n, p)
			}
		}
		products.SetSym(m, m, products.At(m, m)+1e-9)
		largest = max(largest, sum)
	}
	s.step = 1 / max(1, largest)
	if !s.short.Factorize(products) {
		return nil, fmt.Errorf("audio features: %d mel filters over %d bins are too much alike to be "+
			"inverted; set fewer Mels", e.cfg.Mels, e.cfg.bins())
	}
	return s, nil
}

// overlap returns the sum of the products of the weights of two filters.
func overlap(a, b band) float64 {
	lo := max(a.lo, b.lo)
	hi := min(a.lo+len(a.weights), b.lo+len(b.weights))
	if lo >= hi {
		return 0
	}
	return dot(a.weights[lo-a.lo:hi-a.lo], b.weights[lo-b.lo:hi-b.lo])
}

// solve returns a spectrum for the energies of one frame, which it changes. It
// is valid until the next call.
func (s *inverter) solve(energies []float64) []float64 {
	for m := range energies {
		energies[m] *= s.scale[m]
	}
	var weights mat.VecDense
	if err := s.short.SolveVecTo(&weights, mat.NewVecDense(len(energies), energies)); err == nil ||
		weights.Len() > 0 {
		s.spread(s.x, weights.RawVector().Data)
	}
	for k := range s.x {
		s.x[k] = max(0, s.x[k])
	}
	copy(s.y, s.x)
	residual := make([]float64, len(energies))
	momentum := 1.0
	for range nnlsSteps {
		for m, f := range s.filters {
			residual[m] = dot(f.weights, s.y[f.lo:][:len(f.weights)]) - energies[m]
		}
		s.spread(s.gradient, residual)
		copy(s.before, s.x)
		next := (1 + math.Sqrt(1+4*momentum*momentum)) / 2
		for k, g := range s.gradient {
			s.x[k] = max(0, s.y[k]-s.step*g)
			s.y[k] = s.x[k] + (momentum-1)/next*(s.x[k]-s.before[k])
		}
		momentum = next
	}
	return s.x
}

// spread stores the sum of the filters, each times its weight, in dst.
func (s *inverter) spread(dst, weights []float64) {
	clear(dst)
	for m, f := range s.filters {
		for k, w := range f.weights {
			dst[f.lo+k] += w * weights[m]
		}
	}
}
