package audio

import "gonum.org/v1/gonum/mat"

// Extractor computes features by one [Config]. It is planned once, by
// [NewExtractor], and then runs many times without allocating where it is
// given destinations to write to. It holds scratch space, so a goroutine
// needs one of its own; [Extractor.Clone] makes more cheaply.
type Extractor struct {
	cfg Config

	// Planned by NewExtractor, never written again, shared by clones.
	window []float64 // FFT samples
	bands  []band    // Mels filters
	basis  []float64 // Coefficients × Mels

	// Scratch of one goroutine.
	fft            *transform
	seq            []float64    // one frame
	spectrum       []complex128 // its transform
	power, mel, db mat.Dense    // the stages of MFCC
}

// NewExtractor returns an extractor for c, or the error of c.Validate.
func NewExtractor(c Config) (*Extractor, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	e := &Extractor{
		cfg:    c,
		window: paddedWindow(c),
		bands:  melBands(c),
		basis:  dctBasis(c.Coefficients, c.Mels),
		fft:    newTransform(c.FFT),
	}
	return e.Clone(), nil
}

// Clone returns an extractor with the same plan and scratch space of its own,
// for another goroutine.
func (e *Extractor) Clone() *Extractor {
	c := &Extractor{
		cfg: e.cfg, window: e.window, bands: e.bands, basis: e.basis, fft: e.fft.clone(),
	}
	c.seq = make([]float64, c.cfg.FFT)
	c.spectrum = make([]complex128, c.cfg.FFT/2+1)
	return c
}

// Config returns the settings of e.
func (e *Extractor) Config() Config { return e.cfg }

// Window returns a copy of the window, of FFT samples, zero where the window
// is shorter than the frame.
func (e *Extractor) Window() []float64 { return append([]float64(nil), e.window...) }

// MFCC stores the mel-frequency cepstral coefficients of samples in dst,
// Coefficients × frames, and returns it. It is the chain of the stages,
//
//	DCT(DB(Mel(Power(samples)))),
//
// and agrees with librosa.feature.mfcc (see the package comment). The samples
// must be at Config.SampleRate; [NewResampler] brings them there.
// Destinations and errors are as in [Extractor.Frame].
func (e *Extractor) MFCC(dst *mat.Dense, samples []float64) (*mat.Dense, error) {
	power, err := e.Power(&e.power, samples)
	if err != nil {
		return nil, err
	}
	mel, err := e.Mel(&e.mel, power)
	if err != nil {
		return nil, err
	}
	return e.DCT(dst, e.DB(&e.db, mel))
}

// shape returns dst with r rows and c columns: itself where it has them, else
// resized, which keeps its memory where that is enough, or new if nil.
func shape(dst *mat.Dense, r, c int) *mat.Dense {
	if dst == nil {
		return mat.NewDense(r, c, nil)
	}
	if dr, dc := dst.Dims(); dr != r || dc != c {
		dst.Reset()
		dst.ReuseAs(r, c)
	}
	return dst
}
