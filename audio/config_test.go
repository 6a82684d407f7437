package audio

import (
	"math"
	"strings"
	"testing"
)

// TestValidate: each setting that makes no sense is named, with its value.
func TestValidate(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		want   string
		change func(*Config)
	}{
		{"SampleRate is 0", func(c *Config) { c.SampleRate = 0 }},
		{"FFT (n_fft) is 0", func(c *Config) { c.FFT = 0 }},
		{"Hop (hop_length) is -1", func(c *Config) { c.Hop = -1 }},
		{"WinLength (win_length) is 4096; give 1 to FFT = 2048",
			func(c *Config) { c.WinLength = 4096 }},
		{`Window is "kaiser"`, func(c *Config) { c.Window = "kaiser" }},
		{`Pad (pad_mode) is "wrap"`, func(c *Config) { c.Pad = "wrap" }},
		{"Power is 0", func(c *Config) { c.Power = 0 }},
		{"Power is NaN", func(c *Config) { c.Power = nan }},
		{"Mels (n_mels) is 0", func(c *Config) { c.Mels = 0 }},
		{"FMin is -1", func(c *Config) { c.FMin = -1 }},
		{"FMin is 4000", func(c *Config) { c.FMin = 4000 }},
		{"FMax is 4001 Hz; give at most the Nyquist frequency, SampleRate/2 = 4000 Hz",
			func(c *Config) { c.FMax = 4001 }},
		{"FMin is 0 Hz", func(c *Config) { c.FMax = -3 }},
		{`Scale is "bark"`, func(c *Config) { c.Scale = "bark" }},
		{`Norm is "area"`, func(c *Config) { c.Norm = "area" }},
		{"Ref is 0", func(c *Config) { c.Ref = 0 }},
		{"AMin is 0", func(c *Config) { c.AMin = 0 }},
		{"TopDB is -80", func(c *Config) { c.TopDB = -80 }},
		{"Coefficients (n_mfcc) is 129; give 1 to Mels = 128",
			func(c *Config) { c.Coefficients = 129 }},
		{"Gain is 0", func(c *Config) { c.Gain = 0 }},
		{"Gain is +Inf", func(c *Config) { c.Gain = math.Inf(1) }},
		{"PreEmphasis is 1.5", func(c *Config) { c.PreEmphasis = 1.5 }},
		{`Norm is "-1"; give slaney, none, inf or a number`, func(c *Config) { c.Norm = "-1" }},
		{`Norm is "NaN"`, func(c *Config) { c.Norm = "NaN" }},
		{`Level is "bel"`, func(c *Config) { c.Level = "bel" }},
		{"DCT (dct_type) is 4", func(c *Config) { c.DCT = 4 }},
		{"Coefficients (n_mfcc) is 20 where DCT", func(c *Config) { c.DCT = 0 }},
		{"DCT (dct_type) is 1, which needs at least 2 bands",
			func(c *Config) { c.DCT, c.Mels, c.Coefficients = 1, 1, 1 }},
		{`DCTNorm is "l2"`, func(c *Config) { c.DCTNorm = "l2" }},
		{"DCTNorm is htk where DCT (dct_type) is 3",
			func(c *Config) { c.DCT, c.DCTNorm = 3, DCTHTK }},
		{"n_mfcc × n_mels) is 65536 × 65536; give a product of at most 4194304",
			func(c *Config) { c.Mels, c.Coefficients = 1<<16, 1<<16 }},
		{"Lifter is -22", func(c *Config) { c.Lifter = -22 }},
		{"LifterFrom is 2", func(c *Config) { c.LifterFrom = 2 }},
		{"Energy is set where DCT (dct_type) is 0",
			func(c *Config) { c.Energy, c.DCT, c.Coefficients = true, 0, 128 }},
		{"Coefficients (n_mfcc) is 0", func(c *Config) { c.Coefficients = 0 }},
	} {
		config := DefaultConfig()
		c.change(&config)
		_, err := NewExtractor(config)
		if err == nil || !strings.HasPrefix(err.Error(), "audio config: ") ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
	if err := DefaultConfig().Validate(); err != nil {
		t.Errorf("the defaults: %v", err)
	}
	if err := (Config{}).Validate(); err == nil {
		t.Error("the zero Config is valid")
	}
}
