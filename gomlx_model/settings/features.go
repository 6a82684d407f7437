package settings

import (
	"fmt"

	"audiounlearning/audio"
)

// Features say what the network is given of a clip: a fixed number of frames of
// its MFCCs, cut or padded with zeros.
type Features struct {
	MFCC   audio.Config
	Frames int // 1…1024

	// Standardise subtracts the mean of each coefficient and divides by its
	// standard deviation, both over all frames of the clips that the original
	// or gold trains on. They become part of the model.
	Standardise bool
}

// DefaultFeatures are librosa's MFCCs, 20 coefficients of 20 frames, not
// standardised: the paper mentions no standardisation.
func DefaultFeatures() Features { return Features{MFCC: audio.DefaultConfig(), Frames: 20} }

// Validate returns an error that names the first field out of its range.
func (f Features) Validate() error {
	if f.Frames < 1 || f.Frames > 1024 {
		return fmt.Errorf("frames is %d: it must be in 1…1024", f.Frames)
	}
	if err := f.MFCC.Validate(); err != nil {
		return fmt.Errorf("features: %w", err)
	}
	return nil
}

// configVariables are librosa's names for the settings of the MFCCs, in the
// order of the chain. They are shared by all commands.
var configVariables = []variable[audio.Config]{
	intVariable("sr", "sample `rate` in Hz; recordings at other rates are resampled",
		func(c *audio.Config) *int { return &c.SampleRate }),
	floatVariable("gain", "`factor` that multiplies the samples",
		func(c *audio.Config) *float64 { return &c.Gain }),
	intVariable("n-fft", "`samples` in a frame", func(c *audio.Config) *int { return &c.FFT }),
	intVariable("hop", "`samples` from one frame to the next",
		func(c *audio.Config) *int { return &c.Hop }),
	intVariable("win-length", "`samples` in the window; 0: as many as in a frame",
		func(c *audio.Config) *int { return &c.WinLength }),
	textVariable("window", "`window`: hann, hamming, blackman, boxcar or povey",
		func(c *audio.Config) *audio.Window { return &c.Window }),
	boolVariable("symmetric", "make the window symmetric, not periodic",
		func(c *audio.Config) *bool { return &c.Symmetric }),
	boolVariable("center", "centre frame t on sample t·hop",
		func(c *audio.Config) *bool { return &c.Center }),
	textVariable("pad-mode",
		"`mode` of padding beyond the ends: constant, edge, reflect or symmetric",
		func(c *audio.Config) *audio.PadMode { return &c.Pad }),
	boolVariable("zero-pad", "take frames of win-length samples and pad them with zeros",
		func(c *audio.Config) *bool { return &c.ZeroPad }),
	boolVariable("drop-last", "leave out the last frame",
		func(c *audio.Config) *bool { return &c.DropLast }),
	boolVariable("remove-dc", "subtract the mean of each frame from it",
		func(c *audio.Config) *bool { return &c.RemoveDC }),
	floatVariable("pre-emphasis", "`share` of the previous sample to subtract from each, in a frame",
		func(c *audio.Config) *float64 { return &c.PreEmphasis }),
	floatVariable("power", "`exponent` of the magnitude spectrum",
		func(c *audio.Config) *float64 { return &c.Power }),
	intVariable("n-mels", "mel `bands`", func(c *audio.Config) *int { return &c.Mels }),
	floatVariable("fmin", "lowest `frequency`, in Hz",
		func(c *audio.Config) *float64 { return &c.FMin }),
	floatVariable("fmax", "highest `frequency`, in Hz; 0: half the sample rate",
		func(c *audio.Config) *float64 { return &c.FMax }),
	{name: "htk", usage: "use HTK's mel scale instead of Slaney's", isBool: true,
		set: func(c *audio.Config, text string) error {
			htk, err := parseBool(text)
			if c.Scale = audio.ScaleSlaney; htk {
				c.Scale = audio.ScaleHTK
			}
			return err
		},
		get: func(c *audio.Config) string { return fmt.Sprint(c.Scale == audio.ScaleHTK) }},
	textVariable("mel-norm", "`norm` of the mel filters: slaney, none, inf or a number",
		func(c *audio.Config) *audio.MelNorm { return &c.Norm }),
	boolVariable("mel-triangles", "make the filters triangles over mels, not hertz",
		func(c *audio.Config) *bool { return &c.MelTriangles }),
	textVariable("level", "`logarithm` of the bands: db, natural or whisper",
		func(c *audio.Config) *audio.Level { return &c.Level }),
	floatVariable("ref", "`level` that counts as 0 dB",
		func(c *audio.Config) *float64 { return &c.Ref }),
	boolVariable("ref-max", "let each clip's largest level count as 0 dB instead",
		func(c *audio.Config) *bool { return &c.RefMax }),
	floatVariable("amin", "smallest `power`; anything below counts as this",
		func(c *audio.Config) *float64 { return &c.AMin }),
	floatVariable("top-db", "clip levels this many `dB` below the peak; 0: do not clip",
		func(c *audio.Config) *float64 { return &c.TopDB }),
	intVariable("n-mfcc", "cepstral `coefficients`",
		func(c *audio.Config) *int { return &c.Coefficients }),
	intVariable("dct-type", "`type` of the cosine transform, 1 to 3; 0: none",
		func(c *audio.Config) *int { return &c.DCT }),
	textVariable("dct-norm", "`norm` of the cosine transform: ortho, none or htk",
		func(c *audio.Config) *audio.DCTNorm { return &c.DCTNorm }),
	floatVariable("lifter", "`quefrency` of the lifter; 0: none",
		func(c *audio.Config) *float64 { return &c.Lifter }),
	intVariable("lifter-from", "`quefrency` of C0: 1 as in librosa, 0 as in Kaldi and HTK",
		func(c *audio.Config) *int { return &c.LifterFrom }),
	boolVariable("energy", "replace C0 by the level of the frame",
		func(c *audio.Config) *bool { return &c.Energy }),
}

// featureVariables are the settings that decide what the network is given of a
// clip.
var featureVariables = append(within(configVariables,
	func(s *Settings) *audio.Config { return &s.Features.MFCC }),
	intVariable("frames", "cut each clip, or pad it with zeros, to `n` frames",
		func(s *Settings) *int { return &s.Features.Frames }),
	boolVariable("standardise",
		"subtract each coefficient's mean over the training clips, and divide by its deviation",
		func(s *Settings) *bool { return &s.Features.Standardise }))

// ConfigFlags defines a flag for every setting of the MFCCs, with its name.
// Parsing the flags changes c.
func ConfigFlags(flags FlagSet, c *audio.Config) { defineFlags(flags, configVariables, c) }
