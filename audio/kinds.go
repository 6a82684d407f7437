package audio

import (
	"math"
	"strconv"
)

// Window names the taper that each frame is multiplied by. With N samples it is
// periodic, its period being N, as scipy.signal.get_window makes windows for
// spectra; where Config.Symmetric is set its period is N - 1, so that the last
// sample is the first again.
type Window string

// The windows, by SciPy's names. L is the period.
const (
	Hann     Window = "hann"     // 0.5 - 0.5 cos(2πk/L), librosa's default
	Hamming  Window = "hamming"  // 0.54 - 0.46 cos(2πk/L)
	Blackman Window = "blackman" // 0.42 - 0.5 cos(2πk/L) + 0.08 cos(4πk/L)
	Boxcar   Window = "boxcar"   // 1
	Povey    Window = "povey"    // Hann to the power of 0.85: Kaldi's default
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
	ScaleSlaney MelScale = "slaney" // linear below 1000 Hz, librosa's default
	ScaleHTK    MelScale = "htk"    // logarithmic throughout
)

// MelNorm names how the mel filters are scaled: one of the constants, or a
// number above 0 as text, as in "1", by which p-norm each filter's weights are
// divided; [NormP] writes it.
type MelNorm string

// The filter norms.
const (
	// NormSlaney gives each triangle the same area: librosa's default.
	NormSlaney MelNorm = "slaney"
	// NormNone makes each triangle peak at 1.
	NormNone MelNorm = "none"
	// NormInf divides each filter by its largest weight.
	NormInf MelNorm = "inf"
)

// NormP returns the norm that divides each filter by (Σ weights^p)^(1/p), as
// librosa.filters.mel does with norm=p.
func NormP(p float64) MelNorm {
	if math.IsInf(p, 1) {
		return NormInf
	}
	return MelNorm(strconv.FormatFloat(p, 'g', -1, 64))
}

// p returns the exponent of a numeric norm, or NaN where it is none.
func (n MelNorm) p() float64 {
	if p, err := strconv.ParseFloat(string(n), 64); err == nil && p > 0 {
		return p
	}
	return math.NaN()
}

// Level names the logarithm that [Extractor.DB] takes. x stands for the energy
// of a band over the reference.
type Level string

// The levels.
const (
	LevelDB      Level = "db"      // 10 log10 x, librosa's and torchaudio's
	LevelNatural Level = "natural" // ln x, Kaldi's and HTK's
	LevelWhisper Level = "whisper" // 1 + (log10 x)/4, Whisper's
)

// unit returns the slope and the value at x = 1 of a level over the decibels.
func (l Level) unit() (slope, offset float64) {
	switch l {
	case LevelNatural:
		return math.Ln10 / 10, 0
	case LevelWhisper:
		return 1.0 / 40, 1
	}
	return 1, 0
}

// DCTNorm names how the rows of the discrete cosine transform are scaled.
type DCTNorm string

// The norms of the DCT. [Extractor.DCT] has the formulas.
const (
	DCTOrtho DCTNorm = "ortho" // orthonormal rows: librosa's default
	DCTNone  DCTNorm = "none"  // twice the sum, as FFTW and SciPy define it
	DCTHTK   DCTNorm = "htk"   // √(2/Mels) for all rows, C0 included
)
