package audio

import (
	"context"
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// Extractor computes features by one [Config]. [NewExtractor] plans it once;
// given destinations to write to, it then runs any number of times without
// allocating. It holds scratch space, so each goroutine needs its own, which
// [Extractor.Clone] makes cheaply.
type Extractor struct {
	cfg Config
	ctx context.Context

	// Planned by NewExtractor, never written again, shared by clones.
	window []float64 // FFT samples
	bands  []band    // Mels filters
	basis  []float64 // Coefficients × Mels; nil if there is no transform
	lifter []float64 // Coefficients weights; nil if they are 1

	// Scratch of one goroutine.
	fft      *transform
	seq      []float64    // one frame
	spectrum []complex128 // its transform
	power    []float64    // its power, bins of them
	column   []float64    // the levels of one frame
	energy   []float64    // Σ x² of each frame, where C0 is to be that
	mel      mat.Dense    // a stage of MFCC
}

// NewExtractor returns an extractor for c, or the error of c.Validate.
func NewExtractor(c Config) (*Extractor, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	e := &Extractor{
		cfg:    c,
		ctx:    context.Background(),
		window: paddedWindow(c),
		bands:  melBands(c),
		basis:  dctBasis(c),
		lifter: lifterWeights(c),
	}
	e.fft = newTransform(e.window)
	return e.Clone(), nil
}

// Clone returns an extractor with the same plan and scratch space of its own,
// for another goroutine.
func (e *Extractor) Clone() *Extractor {
	return &Extractor{
		cfg: e.cfg, ctx: e.ctx, window: e.window, bands: e.bands, basis: e.basis, lifter: e.lifter,
		fft:      e.fft.clone(),
		seq:      make([]float64, e.cfg.FFT),
		spectrum: make([]complex128, e.cfg.bins()),
		power:    make([]float64, e.cfg.bins()),
		column:   make([]float64, e.cfg.Mels),
	}
}

// WithContext returns a clone whose methods return an error soon after ctx
// ends, within a frame.
func (e *Extractor) WithContext(ctx context.Context) *Extractor {
	c := e.Clone()
	c.ctx = ctx
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
//	DCT(DB(MelSpectrogram(samples))),
//
// and agrees with librosa.feature.mfcc (see the package comment). The samples
// must be at Config.SampleRate; [NewResampler] brings them there.
// Destinations and errors are as in [Extractor.Frame]; coefficients that are
// not finite are an error too.
func (e *Extractor) MFCC(dst *mat.Dense, samples []float64) (*mat.Dense, error) {
	mel, err := e.MelSpectrogram(&e.mel, samples)
	if err != nil {
		return nil, err
	}
	levels, err := e.DB(mel, mel)
	if err != nil {
		return nil, err
	}
	return e.finish(e.DCT(dst, levels))
}

// finish puts the level of each frame's energy in the place of C0, where that
// is wanted, and checks that all is finite.
func (e *Extractor) finish(m *mat.Dense, err error) (*mat.Dense, error) {
	if err != nil {
		return nil, err
	}
	if e.cfg.Energy {
		slope, offset := e.cfg.Level.unit()
		row := m.RawRowView(0)
		for t := range row {
			row[t] = offset + slope*(e.decibels(e.energy[t])-e.decibels(e.cfg.Ref))
		}
	}
	return m, checkFinite(m, "coefficient")
}

// shape returns dst with r rows and c columns: itself where it has them, else
// resized, which keeps its memory where that is enough, or new if nil. What
// would be larger than a gibibyte is an error.
func (e *Extractor) shape(dst *mat.Dense, r, c int) (*mat.Dense, error) {
	if err := checkSize(r, c); err != nil {
		return nil, err
	}
	if dst == nil {
		return mat.NewDense(r, c, nil), nil
	}
	if dr, dc := dst.Dims(); dr != r || dc != c {
		dst.Reset()
		dst.ReuseAs(r, c)
	}
	return dst, nil
}

// apart returns m, or a copy where dst is m, which resizing would overwrite.
func apart(m, dst *mat.Dense) *mat.Dense {
	if dst == m {
		return mat.DenseCopyOf(m)
	}
	return m
}

// maxElements bounds the values of a matrix, and with it what a small file and
// a wild setting can ask for: 1 GiB.
const maxElements = 1 << 27

// checkSize returns an error for a matrix that is too large to make.
func checkSize(rows, frames int) error {
	if frames > maxElements/rows {
		return fmt.Errorf("audio features: %d values in each of %d frames are more than %d in all; "+
			"set a larger Hop (hop_length) or give a shorter signal", rows, frames, maxElements)
	}
	return nil
}

// checkFinite returns an error for the first value that is NaN or infinite.
func checkFinite(m *mat.Dense, what string) error {
	rows, _ := m.Dims()
	for i := range rows {
		if t := firstNotFinite(m.RawRowView(i)); t >= 0 {
			return fmt.Errorf("audio features: %s %d of frame %d is %v; give samples in [-1, 1], "+
				"and Power and AMin near their defaults", what, i, t, m.At(i, t))
		}
	}
	return nil
}
