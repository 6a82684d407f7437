package audio

import (
	"fmt"
	"math"
)

// Window names the taper that each frame is multiplied by. All are periodic
// (their period is the window length), as scipy.signal.get_window makes them
// for spectra, not symmetric as in gonum's dsp/window.
type Window string

// The windows, by SciPy's names.
const (
	Hann     Window = "hann"     // 0.5 - 0.5 cos(2πk/N), librosa's default
	Hamming  Window = "hamming"  // 0.54 - 0.46 cos(2πk/N)
	Blackman Window = "blackman" // 0.42 - 0.5 cos(2πk/N) + 0.08 cos(4πk/N)
	Boxcar   Window = "boxcar"   // 1
)

// PadMode names how the signal goes on beyond its ends when frames are
// centred, by NumPy's names.
type PadMode string

// The pad modes.
const (
	PadConstant  PadMode = "constant"  // zeros, librosa's default since 0.10
	PadEdge      PadMode = "edge"      // the end samples repeated
	PadReflect   PadMode = "reflect"   // mirrored about the end samples
	PadSymmetric PadMode = "symmetric" // mirrored, the end samples twice
)

// MelScale names the scale of pitch on which the mel bands are equally wide.
type MelScale string

// The mel scales. [HzToMel] has their formulas.
const (
	Slaney MelScale = "slaney" // linear below 1000 Hz, librosa's default
	HTK    MelScale = "htk"    // logarithmic throughout
)

// MelNorm names how the mel filters are scaled.
type MelNorm string

// The filter norms.
const (
	// NormSlaney gives each triangle the same area: librosa's default.
	NormSlaney MelNorm = "slaney"
	// NormNone makes each triangle peak at 1.
	NormNone MelNorm = "none"
)

// Config holds the settings of the feature chain. Each comment ends with the
// name in librosa and the default. Start from [DefaultConfig]: the zero Config
// is not valid.
type Config struct {
	SampleRate int     // rate in hertz of the signals given (sr): 8000
	FFT        int     // samples of a frame and of its FFT (n_fft): 2048
	Hop        int     // samples from frame to frame (hop_length): 512
	WinLength  int     // samples of the window; 0 means FFT (win_length)
	Window     Window  // taper of each frame (window): Hann
	Center     bool    // frame t is centred on sample t·Hop (center): true
	Pad        PadMode // what lies beyond the ends (pad_mode): PadConstant

	// Power is the exponent of the magnitude spectrum: 2 makes power and 1
	// magnitude (power): 2.
	Power float64
	Mels  int      // mel bands (n_mels): 128
	FMin  float64  // lower edge of the lowest band in hertz (fmin): 0
	FMax  float64  // upper edge of the highest; 0 means SampleRate/2 (fmax)
	Scale MelScale // scale of the bands (htk): Slaney
	Norm  MelNorm  // scale of the filters (norm): NormSlaney

	Ref    float64 // the level that is 0 dB (ref of power_to_db): 1
	RefMax bool    // the largest value is 0 dB instead (ref=np.max): false
	AMin   float64 // smaller values count as this much (amin): 1e-10
	// TopDB is how many decibels below the peak levels are clipped; 0 means
	// not at all (top_db, where None means that): 80.
	TopDB float64

	Coefficients int // cepstral coefficients, from C0 (n_mfcc): 20
}

// DefaultConfig returns librosa 0.11's defaults for librosa.feature.mfcc at
// sr=8000, the rate of the spoken digits (librosa's own default is 22050).
func DefaultConfig() Config {
	return Config{
		SampleRate: 8000, FFT: 2048, Hop: 512, Window: Hann, Center: true, Pad: PadConstant,
		Power: 2, Mels: 128, Scale: Slaney, Norm: NormSlaney,
		Ref: 1, AMin: 1e-10, TopDB: 80,
		Coefficients: 20,
	}
}

// Validate returns nil, or an error that names the field that makes no sense,
// its value and the range that it must lie in.
func (c Config) Validate() error {
	if err := c.validateFrames(); err != nil {
		return err
	}
	return c.validateBands()
}

// invalid returns the error of Validate for one field.
func invalid(format string, args ...any) error {
	return fmt.Errorf("audio config: "+format, args...)
}

// validateFrames checks the settings up to the spectrum.
func (c Config) validateFrames() error {
	switch {
	case c.SampleRate < 1 || c.SampleRate > maxSampleRate:
		return invalid("SampleRate is %d; give a rate of 1 to %d Hz", c.SampleRate, maxSampleRate)
	case c.FFT < 1 || c.FFT > 1<<24:
		return invalid("FFT (n_fft) is %d; give 1 to %d samples", c.FFT, 1<<24)
	case c.Hop < 1:
		return invalid("Hop (hop_length) is %d; give at least 1 sample", c.Hop)
	case c.WinLength < 0 || c.WinLength > c.FFT:
		return invalid("WinLength (win_length) is %d; give 1 to FFT = %d samples, or 0 for FFT",
			c.WinLength, c.FFT)
	}
	switch c.Window {
	case Hann, Hamming, Blackman, Boxcar:
	default:
		return invalid("Window is %q; give hann, hamming, blackman or boxcar", c.Window)
	}
	switch c.Pad {
	case PadConstant, PadEdge, PadReflect, PadSymmetric:
	default:
		return invalid("Pad (pad_mode) is %q; give constant, edge, reflect or symmetric", c.Pad)
	}
	return nil
}

// validateBands checks the settings from the spectrum on.
func (c Config) validateBands() error {
	nyquist := float64(c.SampleRate) / 2
	switch {
	case !(c.Power > 0) || math.IsInf(c.Power, 1):
		return invalid("Power is %v; give a positive exponent, 2 for power or 1 for magnitude",
			c.Power)
	case c.Mels < 1 || c.Mels > 1<<16:
		return invalid("Mels (n_mels) is %d; give 1 to %d bands", c.Mels, 1<<16)
	case !(c.FMin >= 0) || c.FMin >= c.upperEdge():
		return invalid("FMin is %v Hz; give at least 0 and less than the upper edge, %v Hz",
			c.FMin, c.upperEdge())
	case !(c.FMax >= 0) || c.FMax > nyquist:
		return invalid("FMax is %v Hz; give at most the Nyquist frequency, SampleRate/2 = %v Hz, "+
			"or 0 for it", c.FMax, nyquist)
	case c.Scale != Slaney && c.Scale != HTK:
		return invalid("Scale is %q; give slaney or htk", c.Scale)
	case c.Norm != NormSlaney && c.Norm != NormNone:
		return invalid("Norm is %q; give slaney or none", c.Norm)
	case !(math.Abs(c.Ref) > 0) || math.IsInf(c.Ref, 0):
		return invalid("Ref is %v; give the level that is 0 dB, other than 0", c.Ref)
	case !(c.AMin > 0) || math.IsInf(c.AMin, 1):
		return invalid("AMin is %v; give a positive level", c.AMin)
	case !(c.TopDB >= 0) || math.IsInf(c.TopDB, 1):
		return invalid("TopDB is %v; give a positive number of decibels, or 0 for no clipping",
			c.TopDB)
	case c.Coefficients < 1 || c.Coefficients > c.Mels:
		return invalid("Coefficients (n_mfcc) is %d; give 1 to Mels = %d", c.Coefficients, c.Mels)
	}
	return nil
}

// upperEdge returns FMax, or the Nyquist frequency where it is 0.
func (c Config) upperEdge() float64 {
	if c.FMax == 0 {
		return float64(c.SampleRate) / 2
	}
	return c.FMax
}

// winLength returns WinLength, or FFT where it is 0.
func (c Config) winLength() int {
	if c.WinLength == 0 {
		return c.FFT
	}
	return c.WinLength
}
