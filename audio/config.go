package audio

// Config holds the settings of the feature chain. Each comment ends with the
// name in librosa and the default. Start from [DefaultConfig] or another
// library's [Preset]: the zero Config is not valid.
type Config struct {
	SampleRate int     // rate in hertz of the signals given (sr): 8000
	Gain       float64 // samples are multiplied by it (no name): 1
	FFT        int     // samples of a frame and of its FFT (n_fft): 2048
	Hop        int     // samples from frame to frame (hop_length): 512
	WinLength  int     // samples of the window; 0 means FFT (win_length)
	Window     Window  // taper of each frame (window): Hann
	Symmetric  bool    // the window ends as it begins (fftbins=False): false
	Center     bool    // frame t is centred on sample t·Hop (center): true
	Pad        PadMode // what lies beyond the ends (pad_mode): PadConstant

	// ZeroPad makes frames of WinLength samples, which are filled up with zeros
	// to FFT, as Kaldi and HTK do. Without it frames have FFT samples and the
	// window lies in the middle of them (no name): false.
	ZeroPad bool
	// DropLast leaves the last frame out, as Whisper does (no name): false.
	DropLast bool
	// RemoveDC subtracts its mean from each frame, as Kaldi does (no name):
	// false.
	RemoveDC bool
	// PreEmphasis is the a of x[n] - a·x[n-1], which takes the place of sample
	// n of a frame, with x[-1] = x[0]; 0 means none. librosa filters the whole
	// signal instead, which is [PreEmphasis] (no name): 0.
	PreEmphasis float64

	// Power is the exponent of the magnitude spectrum: 2 makes power and 1
	// magnitude (power): 2.
	Power float64
	Mels  int      // mel bands (n_mels): 128
	FMin  float64  // lower edge of the lowest band in hertz (fmin): 0
	FMax  float64  // upper edge of the highest; 0 means SampleRate/2 (fmax)
	Scale MelScale // scale of the bands (htk): Slaney
	Norm  MelNorm  // scale of the filters (norm): NormSlaney
	// MelTriangles makes the filters triangles over mels, as in Kaldi and HTK,
	// instead of over hertz (no name): false.
	MelTriangles bool

	Level  Level   // the logarithm of the bands (no name): LevelDB
	Ref    float64 // the level that is 0 dB (ref of power_to_db): 1
	RefMax bool    // the largest value is 0 dB instead (ref=np.max): false
	AMin   float64 // smaller values count as this much (amin): 1e-10
	// TopDB is how many decibels below the peak levels are clipped; 0 means
	// not at all (top_db, where None means that): 80.
	TopDB float64

	Coefficients int // cepstral coefficients, from C0 (n_mfcc): 20
	// DCT is the type of the cosine transform, 1 to 3; 0 means none: the
	// coefficients are the levels of the bands (dct_type): 2.
	DCT     int
	DCTNorm DCTNorm // scale of the transform (norm of mfcc): DCTOrtho
	// Lifter L multiplies coefficient n by 1 + L/2 sin(π(n + LifterFrom)/L); 0
	// means none (lifter): 0.
	Lifter float64
	// LifterFrom is 1 in librosa, where the weight of C0 is that of quefrency
	// 1, and 0 in Kaldi and HTK, where that weight is 1 (no name): 1.
	LifterFrom int
	// Energy puts the level of Σ x² in the place of C0, x being the frame
	// before pre-emphasis and window, as Kaldi does (no name): false.
	Energy bool
}

// DefaultConfig returns librosa 0.11's defaults for librosa.feature.mfcc at
// sr=8000, the rate of the spoken digits (librosa's own default is 22050).
func DefaultConfig() Config { return Librosa(8000) }

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

// frameLength returns how many samples of the signal a frame has.
func (c Config) frameLength() int {
	if c.ZeroPad {
		return c.winLength()
	}
	return c.FFT
}

// bins returns how many bins the spectrum has.
func (c Config) bins() int { return c.FFT/2 + 1 }
