package corpus

import (
	"context"
	"fmt"
	"slices"

	"audiounlearning/audio"

	"gonum.org/v1/gonum/mat"
)

// Features are the coefficients of N recordings, cut to one shape.
type Features struct {
	N            int // recordings
	Coefficients int // cepstral coefficients a frame
	Frames       int // frames a recording
	// X holds the values, recording by recording, coefficient by coefficient:
	// that of recording i, coefficient c and frame t is
	// X[(i*Coefficients+c)*Frames+t].
	X []float32
}

// maxFrames bounds the frames of a recording, zeros included.
const maxFrames = 1 << 16

// Features returns the MFCCs of every recording in order, as cfg says. Each
// recording is first resampled to cfg.SampleRate, and its MFCCs are cut to the
// given number of frames or padded with zeros. It works in parallel and does
// not change c.
//
// It is an error if cfg is not valid, if frames is below 1 or above 65,536, or
// if a recording is empty, not finite or at a rate that audio.NewResampler
// refuses.
func (c *Corpus) Features(ctx context.Context, cfg audio.Config, frames int) (*Features, error) {
	plan, err := audio.NewExtractor(cfg)
	if err != nil {
		return nil, err
	}
	if frames < 1 || frames > maxFrames {
		return nil, fmt.Errorf("features: %d frames; give 1 to %d", frames, maxFrames)
	}
	resamplers, err := c.resamplers(cfg.SampleRate)
	if err != nil {
		return nil, err
	}
	f := &Features{N: len(c.Recordings), Coefficients: cfg.Coefficients, Frames: frames}
	f.X = make([]float32, f.N*f.Coefficients*f.Frames)
	failed := make([]error, f.N)
	err = parallel(ctx, f.N, func() func(int) {
		e, m := plan.WithContext(ctx), new(mat.Dense)
		return func(i int) {
			r := c.Recordings[i]
			samples := r.Samples
			if r.SampleRate != cfg.SampleRate {
				plan := resamplers[r.SampleRate]
				if failed[i] = plan.Check(len(samples)); failed[i] != nil {
					return
				}
				samples = plan.Resample(samples)
			}
			if _, failed[i] = e.MFCC(m, samples); failed[i] == nil {
				f.put(i, m)
			}
		}
	})
	if err != nil {
		return nil, fmt.Errorf("features of %s: %w", c.Name, err)
	}
	if i := slices.IndexFunc(failed, func(err error) bool { return err != nil }); i >= 0 {
		return nil, fmt.Errorf("features of %s: %w", c.Recordings[i].Name, failed[i])
	}
	return f, nil
}

// put stores the frames of m that fit as recording i.
func (f *Features) put(i int, m *mat.Dense) {
	_, have := m.Dims()
	for c := range f.Coefficients {
		row := f.X[(i*f.Coefficients+c)*f.Frames:][:f.Frames]
		for t := range min(have, f.Frames) {
			row[t] = float32(m.At(c, t))
		}
	}
}

// resamplers plans one resampler for each rate in c other than the target.
func (c *Corpus) resamplers(to int) (map[int]*audio.Resampler, error) {
	plans := map[int]*audio.Resampler{}
	for _, r := range c.Recordings {
		if r.SampleRate == to || plans[r.SampleRate] != nil {
			continue
		}
		p, err := audio.NewResampler(r.SampleRate, to)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.Name, err)
		}
		plans[r.SampleRate] = p
	}
	return plans, nil
}
