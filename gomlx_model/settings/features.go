package settings

import (
	"fmt"

	"audiounlearning/audio"
)

// Features say what the network is given of a clip: so many frames of its
// MFCCs, cut or filled up with zeros.
type Features struct {
	MFCC   audio.Config
	Frames int // 1…1024

	// Standardise takes the mean off each coefficient and divides by its
	// standard deviation, both over all frames of the clips that the original
	// or gold trains on. The numbers become part of the model.
	Standardise bool
}

// DefaultFeatures are librosa's MFCCs, 20 coefficients of 20 frames, as they
// are: the paper mentions no standardisation.
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
	intVariable("sr", "sample `rate` in Hz; recordings of another are resampled",
		func(c *audio.Config) *int { return &c.SampleRate }),
	floatVariable("gain", "`factor` of the samples",
		func(c *audio.Config) *float64 { return &c.Gain }),
	intVariable("n-fft", "`samples` a frame", func(c *audio.Config) *int { return &c.FFT }),
	intVariable("hop", "`samples` from frame to frame",
		func(c *audio.Config) *int { return &c.Hop }),
	intVariable("win-length", "`samples` of the window; 0: as many as a frame has",
		func(c *audio.Config) *int { return &c.WinLength }),
	textVariable("window", "`window`: hann, hamming, blackman, boxcar or povey",
		func(c *audio.Config) *audio.Window { return &c.Window }),
	boolVariable("symmetric", "the window ends as it begins",
		func(c *audio.Config) *bool { return &c.Symmetric }),
	boolVariable("center", "centre frame t on sample t·hop",
		func(c *audio.Config) *bool { return &c.Center }),
	textVariable("pad-mode",
		"what lies beyond the ends: `mode` constant, edge, reflect or symmetric",
		func(c *audio.Config) *audio.PadMode { return &c.Pad }),
	boolVariable("zero-pad", "frames have win-length samples and are filled up with zeros",
		func(c *audio.Config) *bool { return &c.ZeroPad }),
	boolVariable("drop-last", "leave the last frame out",
		func(c *audio.Config) *bool { return &c.DropLast }),
	boolVariable("remove-dc", "take its mean off each frame",
		func(c *audio.Config) *bool { return &c.RemoveDC }),
	floatVariable("pre-emphasis", "`share` of the sample before that each is less in a frame",
		func(c *audio.Config) *float64 { return &c.PreEmphasis }),
	floatVariable("power", "`exponent` of the magnitude spectrum",
		func(c *audio.Config) *float64 { return &c.Power }),
	intVariable("n-mels", "mel `bands`", func(c *audio.Config) *int { return &c.Mels }),
	floatVariable("fmin", "lowest `Hz`", func(c *audio.Config) *float64 { return &c.FMin }),
	floatVariable("fmax", "highest `Hz`; 0: half the sample rate",
		func(c *audio.Config) *float64 { return &c.FMax }),
	{name: "htk", usage: "HTK's mel scale instead of Slaney's", isBool: true,
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
	boolVariable("mel-triangles", "the filters' sides are straight over mels",
		func(c *audio.Config) *bool { return &c.MelTriangles }),
	textVariable("level", "`logarithm` of the bands: db, natural or whisper",
		func(c *audio.Config) *audio.Level { return &c.Level }),
	floatVariable("ref", "`level` that is 0 dB", func(c *audio.Config) *float64 { return &c.Ref }),
	boolVariable("ref-max", "a clip's largest level is 0 dB instead",
		func(c *audio.Config) *bool { return &c.RefMax }),
	floatVariable("amin", "smallest `power` that is told from silence",
		func(c *audio.Config) *float64 { return &c.AMin }),
	floatVariable("top-db", "`dB` below the peak at which levels are clipped; 0: not at all",
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
	boolVariable("energy", "the level of the frame in the place of C0",
		func(c *audio.Config) *bool { return &c.Energy }),
}

// featureVariables are all that decides what the network is given of a clip.
var featureVariables = append(within(configVariables,
	func(s *Settings) *audio.Config { return &s.Features.MFCC }),
	intVariable("frames", "cut or fill up with zeros to `n` frames",
		func(s *Settings) *int { return &s.Features.Frames }),
	boolVariable("standardise",
		"take the mean of the training clips off each coefficient, divide by its deviation",
		func(s *Settings) *bool { return &s.Features.Standardise }))

// ConfigFlags makes every setting of the MFCCs a flag of its name; parsing them
// changes c.
func ConfigFlags(flags FlagSet, c *audio.Config) { defineFlags(flags, configVariables, c) }
