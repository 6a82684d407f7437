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
