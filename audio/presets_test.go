package audio

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// presetTolerances are how far features may be from each library's. All
// libraries compute in single precision; the script for HTK does not. The
// largest differences seen are 6.2e-5, 5.3e-4, 1e-6 and 3.8e-6, of coefficients
// that reach 136, 656, 1.2 and 85.
var presetTolerances = map[string]float64{
	"kaldi": 2e-4, "torchaudio": 1e-3, "whisper": 1e-5, "htk": 2e-5,
}

// TestPresets compares each library's settings with its own features of
// computed signals (testdata/presets.py).
func TestPresets(t *testing.T) {
	var cases []struct {
		Preset string
		Rate   int
		Energy *bool
		Mels   *int
		NMFCC  *int `json:"n_mfcc"`
	}
	jsonOf(t, "presets/cases.json", &cases)
	for i, c := range cases {
		t.Run(fmt.Sprintf("%d %s", i, c.Preset), func(t *testing.T) {
			cfg := must(Preset(c.Preset, c.Rate))
			set(&cfg.Energy, c.Energy)
			set(&cfg.Mels, c.Mels)
			set(&cfg.Coefficients, c.NMFCC)
			x := golden(t, fmt.Sprintf("presets/signal_%d.npy", c.Rate)).data
			got := must(extractor(t, cfg).MFCC(nil, x))
			near(t, c.Preset, got, golden(t, fmt.Sprintf("presets/case_%d.npy", i)),
				presetTolerances[c.Preset], 0)
		})
	}
}

// TestPresetNames: each preset is valid at its own rate and at others, and the
// error for an unknown name lists the known ones.
func TestPresetNames(t *testing.T) {
	for _, name := range Presets() {
		for _, rate := range []int{0, 8000, 11025, 22050, 44100} {
			c, err := Preset(name, rate)
			if err != nil || rate != 0 && c.SampleRate != rate {
				t.Errorf("%s at %d Hz: %d Hz, error %v", name, rate, c.SampleRate, err)
			}
		}
		if _, err := Preset(name, -1); err == nil || !strings.Contains(err.Error(), "SampleRate is -1") {
			t.Errorf("%s: error %v for a rate of -1", name, err)
		}
	}
	if c := must(Preset("librosa", 8000)); c != DefaultConfig() {
		t.Errorf("librosa's are %+v", c)
	}
	// 25 ms at 11,025 Hz are 275.6 samples, of which Kaldi counts the whole
	// ones.
	if c := Kaldi(11025); c.WinLength != 275 || c.Hop != 110 || c.FFT != 512 {
		t.Errorf("%+v", c)
	}
	if _, err := Preset("sphinx", 0); err == nil ||
		!strings.Contains(err.Error(), "give librosa, kaldi, torchaudio, whisper, htk") {
		t.Errorf("error %v", err)
	}
}

// TestCMVN compares windows with torchaudio's. Over a whole utterance the mean
// is 0 and the variance 1, by definition.
func TestCMVN(t *testing.T) {
	var cases []struct {
		Window   int  `json:"cmn_window"`
		Min      *int `json:"min_cmn_window"`
		Center   bool
		Variance bool `json:"norm_vars"`
	}
	jsonOf(t, "presets/cmvn.json", &cases)
	m := dense(t, "librosa/delta_in.npy")
	for i, c := range cases {
		o := CMVNOptions{Window: c.Window, MinWindow: 100, Center: c.Center, Variance: c.Variance}
		set(&o.MinWindow, c.Min)
		near(t, fmt.Sprintf("%+v", o), must(CMVN(nil, m, o)),
			golden(t, fmt.Sprintf("presets/cmvn_%d.npy", i)), 1e-8, 0)
	}
	got := must(CMVN(nil, m, CMVNOptions{Variance: true}))
	rows, frames := got.Dims()
	for c := range rows {
		sum, squares := 0.0, 0.0
		for _, v := range got.RawRowView(c) {
			sum, squares = sum+v, squares+v*v
		}
		if math.Abs(sum) > 1e-9 || math.Abs(squares-float64(frames)) > 1e-9 {
			t.Errorf("row %d has the sum %v and squares of %v over %d frames", c, sum, squares, frames)
		}
	}
	same := must(CMVN(nil, mat.NewDense(1, 3, []float64{7, 7, 7}), CMVNOptions{Variance: true}))
	if mat.Norm(same, 1) != 0 {
		t.Errorf("a constant becomes %v", same.RawRowView(0))
	}
	for want, err := range map[string]error{
		"Window is -1":  second(CMVN(nil, m, CMVNOptions{Window: -1})),
		"the matrix is": second(CMVN(nil, &mat.Dense{}, CMVNOptions{})),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
