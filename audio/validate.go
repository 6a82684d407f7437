package audio

import (
	"fmt"
	"math"
)

// The limits of what a Config may ask for. None is near what speech needs; they
// bound memory and time before a signal is seen.
const (
	maxFFT   = 1 << 24 // samples of a frame
	maxMels  = 1 << 16 // bands
	maxBasis = 1 << 22 // weights of the DCT: 32 MiB
)

// Validate returns nil, or an error that names the field that makes no sense,
// its value and the range that it must lie in.
func (c Config) Validate() error {
	for _, check := range []func() error{c.validateFrames, c.validateSamples, c.validateBands,
		c.validateLevels, c.validateCepstrum} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// invalid returns the error of Validate for one field.
func invalid(format string, args ...any) error {
	return fmt.Errorf("audio config: "+format, args...)
}

// finite reports whether x is neither NaN nor infinite.
func finite(x float64) bool { return x-x == 0 }

// validateFrames checks how the signal is cut.
func (c Config) validateFrames() error {
	switch {
	case c.SampleRate < 1 || c.SampleRate > maxSampleRate:
		return invalid("SampleRate is %d; give a rate of 1 to %d Hz", c.SampleRate, maxSampleRate)
	case c.FFT < 1 || c.FFT > maxFFT:
		return invalid("FFT (n_fft) is %d; give 1 to %d samples", c.FFT, maxFFT)
	case c.Hop < 1:
		return invalid("Hop (hop_length) is %d; give at least 1 sample", c.Hop)
	case c.WinLength < 0 || c.WinLength > c.FFT:
		return invalid("WinLength (win_length) is %d; give 1 to FFT = %d samples, or 0 for FFT",
			c.WinLength, c.FFT)
	}
	switch c.Pad {
	case PadConstant, PadEdge, PadReflect, PadSymmetric:
	default:
		return invalid("Pad (pad_mode) is %q; give constant, edge, reflect or symmetric", c.Pad)
	}
	return nil
}

// validateSamples checks what is done to the samples of a frame.
func (c Config) validateSamples() error {
	switch {
	case !(c.Gain > 0) || !finite(c.Gain):
		return invalid("Gain is %v; give a positive factor, 1 for samples as they are", c.Gain)
	case !(c.PreEmphasis >= 0) || c.PreEmphasis > 1:
		return invalid("PreEmphasis is %v; give 0 for none, or up to 1", c.PreEmphasis)
	}
	switch c.Window {
	case Hann, Hamming, Blackman, Boxcar, Povey:
	default:
		return invalid("Window is %q; give hann, hamming, blackman, boxcar or povey", c.Window)
	}
	return nil
}

// validateBands checks the settings of the spectrum and of the filters.
func (c Config) validateBands() error {
	nyquist := float64(c.SampleRate) / 2
	switch {
	case !(c.Power > 0) || math.IsInf(c.Power, 1):
		return invalid("Power is %v; give a positive exponent, 2 for power or 1 for magnitude",
			c.Power)
	case c.Mels < 1 || c.Mels > maxMels:
		return invalid("Mels (n_mels) is %d; give 1 to %d bands", c.Mels, maxMels)
	case !(c.FMin >= 0) || c.FMin >= c.upperEdge():
		return invalid("FMin is %v Hz; give at least 0 and less than the upper edge, %v Hz",
			c.FMin, c.upperEdge())
	case !(c.FMax >= 0) || c.FMax > nyquist:
		return invalid("FMax is %v Hz; give at most the Nyquist frequency, SampleRate/2 = %v Hz, "+
			"or 0 for it", c.FMax, nyquist)
	case c.Scale != ScaleSlaney && c.Scale != ScaleHTK:
		return invalid("Scale is %q; give slaney or htk", c.Scale)
	case c.Norm != NormSlaney && c.Norm != NormNone && math.IsNaN(c.Norm.p()):
		return invalid("Norm is %q; give slaney, none, inf or a number above 0", c.Norm)
	}
	return nil
}

// validateLevels checks the settings of the logarithm.
func (c Config) validateLevels() error {
	switch {
	case c.Level != LevelDB && c.Level != LevelNatural && c.Level != LevelWhisper:
		return invalid("Level is %q; give db, natural or whisper", c.Level)
	case !(math.Abs(c.Ref) > 0) || math.IsInf(c.Ref, 0):
		return invalid("Ref is %v; give the level that is 0 dB, other than 0", c.Ref)
	case !(c.AMin > 0) || math.IsInf(c.AMin, 1):
		return invalid("AMin is %v; give a positive level", c.AMin)
	case !(c.TopDB >= 0) || math.IsInf(c.TopDB, 1):
		return invalid("TopDB is %v; give a positive number of decibels, or 0 for no clipping",
			c.TopDB)
	}
	return nil
}

// validateCepstrum checks the settings of the cosine transform.
func (c Config) validateCepstrum() error {
	switch {
	case c.Coefficients < 1 || c.Coefficients > c.Mels:
		return invalid("Coefficients (n_mfcc) is %d; give 1 to Mels = %d", c.Coefficients, c.Mels)
	case c.DCT < 0 || c.DCT > 3:
		return invalid("DCT (dct_type) is %d; give 1, 2 or 3, or 0 for none", c.DCT)
	case c.DCT == 0 && c.Coefficients != c.Mels:
		return invalid("Coefficients (n_mfcc) is %d where DCT (dct_type) is 0, none; give Mels = %d",
			c.Coefficients, c.Mels)
	case c.DCT == 1 && c.Mels < 2:
		return invalid("DCT (dct_type) is 1, which needs at least 2 bands; Mels (n_mels) is %d",
			c.Mels)
	case c.DCT > 0 && c.Coefficients > maxBasis/c.Mels: // the product may overflow
		return invalid("Coefficients × Mels (n_mfcc × n_mels) is %d × %d; give a product of at most %d",
			c.Coefficients, c.Mels, maxBasis)
	case c.DCTNorm != DCTOrtho && c.DCTNorm != DCTNone && c.DCTNorm != DCTHTK:
		return invalid("DCTNorm is %q; give ortho, none or htk", c.DCTNorm)
	case c.DCTNorm == DCTHTK && c.DCT == 1 || c.DCTNorm == DCTHTK && c.DCT == 3:
		return invalid("DCTNorm is htk where DCT (dct_type) is %d; HTK's is type 2", c.DCT)
	case !(c.Lifter >= 0) || math.IsInf(c.Lifter, 1):
		return invalid("Lifter is %v; give a positive quefrency such as 22, or 0 for none", c.Lifter)
	case c.LifterFrom != 0 && c.LifterFrom != 1:
		return invalid("LifterFrom is %d; give 1 as in librosa, or 0 as in Kaldi and HTK",
			c.LifterFrom)
	case c.Energy && c.DCT == 0:
		return invalid("Energy is set where DCT (dct_type) is 0, none; there is no C0 to replace")
	}
	return nil
}
