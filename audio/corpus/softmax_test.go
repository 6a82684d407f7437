package corpus

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// softmax is a softmax regression on standardised coefficients, for tests.
type softmax struct {
	mean, scale []float64
	w           [][]float64 // classes × (inputs + 1)
}

// trainSoftmax fits the recordings that pass, by stochastic gradient descent
// in order, 8 passes at a rate of 0.003.
func trainSoftmax(c *Corpus, f *Features, pass func(Recording) bool) *softmax {
	size := f.Coefficients * f.Frames
	m := &softmax{mean: make([]float64, size), scale: make([]float64, size)}
	var chosen []int
	for i, r := range c.Recordings {
		if pass(r) {
			chosen = append(chosen, i)
		}
	}
	for j := range size {
		var sum, squares float64
		for _, i := range chosen {
			x := float64(f.X[i*size+j])
			sum += x
			squares += x * x
		}
		m.mean[j] = sum / float64(len(chosen))
		m.scale[j] = 1 / math.Sqrt(squares/float64(len(chosen))-m.mean[j]*m.mean[j]+1e-6)
	}
	for range c.Labels {
		m.w = append(m.w, make([]float64, size+1))
	}
	for pass := range 8 {
		for k := range chosen {
			// A stride coprime to the count visits all, the speakers mixed.
			i := chosen[(k*7919+pass)%len(chosen)]
			x, p := m.predict(f.X[i*size : (i+1)*size])
			p[c.LabelIndex(c.Recordings[i].Label)]--
			for class, g := range p {
				floats.AddScaled(m.w[class], -0.003*g, x)
			}
		}
	}
	return m
}

// predict returns the standardised inputs, with a 1 at the end, and the
// probabilities of the classes.
func (m *softmax) predict(features []float32) (x, p []float64) {
	x = make([]float64, len(features)+1)
	x[len(features)] = 1
	for j, v := range features {
		x[j] = (float64(v) - m.mean[j]) * m.scale[j]
	}
	p = make([]float64, len(m.w))
	total := 0.0
	for class, w := range m.w {
		p[class] = math.Exp(min(floats.Dot(w, x), 500))
		total += p[class]
	}
	for class := range p {
		p[class] /= total
	}
	return x, p
}

// accuracy returns the share of the recordings that pass that m gets right.
func (m *softmax) accuracy(c *Corpus, f *Features, pass func(Recording) bool) float64 {
	size := f.Coefficients * f.Frames
	right, n := 0, 0
	for i, r := range c.Recordings {
		if !pass(r) {
			continue
		}
		_, p := m.predict(f.X[i*size : (i+1)*size])
		best := 0
		for class := range p {
			if p[class] > p[best] {
				best = class
			}
		}
		n++
		if c.Labels[best] == r.Label {
			right++
		}
	}
	return float64(right) / float64(n)
}
