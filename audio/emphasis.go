package audio

import "fmt"

// PreEmphasis stores samples, filtered by
//
//	y[n] = x[n] - a·x[n-1],   y[0] = 3x[0] - x[1],
//
// in dst and returns it. It lifts high frequencies, which are weak in voiced
// speech. It is librosa.effects.preemphasis, which chose the first value and
// whose default a is 0.97; Config.PreEmphasis filters each frame alone instead,
// as Kaldi and HTK do.
//
// A dst that is nil or of another length is replaced; dst may be samples. Fewer
// than two samples are an error, and so is an a outside [0, 1].
func PreEmphasis(dst, samples []float64, a float64) ([]float64, error) {
	dst, err := emphasised(dst, samples, a)
	if err != nil {
		return nil, err
	}
	first := 3*samples[0] - samples[1]
	for n := len(samples) - 1; n > 0; n-- {
		dst[n] = samples[n] - a*samples[n-1]
	}
	dst[0] = first
	return dst, nil
}

// DeEmphasis stores the signal that [PreEmphasis] makes samples of in dst and
// returns it. It is librosa.effects.deemphasis. Destinations and errors are
// those of PreEmphasis.
func DeEmphasis(dst, samples []float64, a float64) ([]float64, error) {
	dst, err := emphasised(dst, samples, a)
	if err != nil {
		return nil, err
	}
	// The sum of the first two values is (3-a)·x[0].
	dst[0] = (samples[0] + samples[1]) / (3 - a)
	for n := 1; n < len(samples); n++ {
		dst[n] = samples[n] + a*dst[n-1]
	}
	return dst, nil
}

// emphasised checks the arguments of the two and returns a place for the
// result.
func emphasised(dst, samples []float64, a float64) ([]float64, error) {
	if len(samples) < 2 {
		return nil, fmt.Errorf("pre-emphasis: the signal has %d samples; give at least 2",
			len(samples))
	}
	if !(a >= 0 && a <= 1) {
		return nil, fmt.Errorf("pre-emphasis: the coefficient is %v; give one of 0 to 1", a)
	}
	if len(dst) != len(samples) {
		dst = make([]float64, len(samples))
	}
	return dst, nil
}
