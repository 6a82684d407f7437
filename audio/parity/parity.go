// Package parity measures how far the coefficients of package audio are from
// librosa 0.11.0's for the same recordings.
//
// The reference is librosa's coefficients of 240 recordings of the Free Spoken
// Digit Dataset (FSDD) at its tag v1.0.10, at least one of each digit by each
// speaker, by
//
//	librosa.feature.mfcc(y=y, sr=8000, n_mfcc=20)
//
// in single precision, cut to 20 frames or padded with zeros. It is embedded,
// so [Compare] needs only the recordings; audio/testdata/README.md says how it
// was made. FSDD is by Zohar Jackson and others, CC BY-SA 4.0.
package parity

import (
	"context"
	"errors"
	"fmt"
	"math"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
)

// Frames is the number of frames of each recording in the reference.
const Frames = 20

// ErrNoGolden is returned by [Compare] for a corpus that the reference does not
// cover.
var ErrNoGolden = errors.New("librosa's stored coefficients are of the Free Spoken Digit Dataset")

// Difference is what [Compare] found, in units of the coefficients.
type Difference struct {
	Clips        int     // recordings compared
	Coefficients int     // coefficients compared, over all clips and frames
	Largest      float64 // largest |ours - librosa's|
	Mean         float64 // mean |ours - librosa's|
	Peak         float64 // largest |librosa's|
}

// Compare returns the difference between our coefficients, by
// audio.DefaultConfig, and librosa's, over the recordings of c that the
// reference has. The corpus must have FSDD's digest, else the error is of the
// kind [ErrNoGolden].
func Compare(ctx context.Context, c *corpus.Corpus) (Difference, error) {
	if c.Digest != corpus.FSDDDigest {
		return Difference{}, fmt.Errorf("parity: %w; corpus %s is another", ErrNoGolden, c.Name)
	}
	names, want, err := Reference()
	if err != nil {
		return Difference{}, err
	}
	listed := map[string]bool{}
	for _, name := range names {
		listed[name] = true
	}
	// Both are in byte order of the names.
	some := c.Subset(func(r corpus.Recording) bool { return listed[r.Name] })
	ours, err := some.Features(ctx, audio.DefaultConfig(), Frames)
	if err != nil {
		return Difference{}, fmt.Errorf("parity: %w", err)
	}
	if len(ours.X) != len(want) {
		return Difference{}, fmt.Errorf("parity: %d coefficients of %d recordings, librosa's are "+
			"%d of %d",
			len(ours.X), ours.N, len(want), len(names))
	}
	d := Difference{Clips: len(names), Coefficients: len(want)}
	sum := 0.0
	for i, x := range ours.X {
		off := math.Abs(float64(x) - want[i])
		d.Largest, sum, d.Peak = max(d.Largest, off), sum+off, max(d.Peak, math.Abs(want[i]))
	}
	d.Mean = sum / float64(len(want))
	return d, nil
}
