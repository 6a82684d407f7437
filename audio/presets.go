package audio

import (
	"fmt"
	"math/bits"
	"strings"
)

// Librosa returns the settings of librosa 0.11's feature.mfcc at a sample rate
// in hertz; its own is 22050. They are windows of 2048 samples at any rate.
func Librosa(sampleRate int) Config {
	return Config{
		SampleRate: sampleRate, Gain: 1,
		FFT: 2048, Hop: 512, Window: Hann, Center: true, Pad: PadConstant,
		Power: 2, Mels: 128, Scale: ScaleSlaney, Norm: NormSlaney,
		Level: LevelDB, Ref: 1, AMin: 1e-10, TopDB: 80,
		Coefficients: 20, DCT: 2, DCTNorm: DCTOrtho, LifterFrom: 1,
	}
}

// Torchaudio returns the settings of torchaudio.transforms.MFCC at a sample
// rate in hertz; its own is 16000. They are windows of 400 samples at any rate.
func Torchaudio(sampleRate int) Config {
	c := Librosa(sampleRate)
	c.FFT, c.Hop, c.Pad = 400, 200, PadReflect
	c.Scale, c.Norm = ScaleHTK, NormNone
	c.Coefficients = 40
	return c
}

// Whisper returns the settings of the log-mel spectrogram that OpenAI's Whisper
// is given, 80 bands at 16 kHz; large-v3's has Mels and Coefficients 128.
// Whisper first fills its signals up with zeros to 30 seconds, which is left to
// the caller. In a shorter signal that changes only the last frames, which look
// beyond its end.
func Whisper() Config {
	c := Librosa(16000)
	c.FFT, c.Hop, c.Pad, c.DropLast = 400, 160, PadReflect, true
	c.Mels, c.Level = 80, LevelWhisper
	c.Coefficients, c.DCT = 80, 0
	return c
}

// Kaldi returns the settings of Kaldi's compute-mfcc-feats, without dither, at
// a sample rate in hertz; its own is 16000. Frames last 25 ms, one every 10 ms.
// Samples are scaled to 16-bit integers, as Kaldi reads them.
func Kaldi(sampleRate int) Config {
	c := frames25(sampleRate)
	c.RemoveDC, c.PreEmphasis, c.Window = true, 0.97, Povey
	c.Power, c.Mels, c.FMin = 2, 23, 20
	// The floor is the machine's epsilon in single precision.
	c.AMin = 1.0 / (1 << 23)
	c.Coefficients, c.Energy = 13, true
	return c
}

// HTK returns the settings of HTK's HCopy for MFCC_0 as in the tutorial of its
// book (3.4, 2006, section 3.1.5), at a sample rate in hertz. Frames last 25
// ms, one every 10 ms. Samples are scaled to 16-bit integers, as HTK reads
// them. C0 comes first; HTK writes it last.
func HTK(sampleRate int) Config {
	c := frames25(sampleRate)
	c.PreEmphasis, c.Window = 0.97, Hamming
	c.Power, c.Mels = 1, 26
	c.AMin = 1 // MELFLOOR
	c.Coefficients, c.DCTNorm = 13, DCTHTK
	return c
}

// frames25 returns what Kaldi and HTK have in common: symmetric windows of 25
// ms each 10 ms, filled up with zeros to a power of two, and filters that are
// triangles over mels.
func frames25(sampleRate int) Config {
	length := max(1, sampleRate*25/1000)
	return Config{
		SampleRate: sampleRate, Gain: 1 << 15,
		FFT: 1 << bits.Len(uint(length-1)), Hop: max(1, sampleRate/100), WinLength: length,
		Symmetric: true, ZeroPad: true, Pad: PadConstant,
		Scale: ScaleHTK, Norm: NormNone, MelTriangles: true,
		Level: LevelNatural, Ref: 1,
		DCT: 2, DCTNorm: DCTOrtho, Lifter: 22,
	}
}

// presets are the libraries by name, each with its own sample rate.
var presets = []struct {
	name   string
	rate   int
	config func(rate int) Config
}{
	{"librosa", 22050, Librosa},
	{"kaldi", 16000, Kaldi},
	{"torchaudio", 16000, Torchaudio},
	{"whisper", 16000, func(rate int) Config { c := Whisper(); c.SampleRate = rate; return c }},
	{"htk", 16000, HTK},
}

// Presets returns the names that [Preset] knows.
func Presets() []string {
	var names []string
	for _, p := range presets {
		names = append(names, p.name)
	}
	return names
}

// Preset returns the settings of a library by its name in small letters, as in
// "kaldi", at a sample rate in hertz; 0 means the library's own. The error
// names the libraries that there are.
func Preset(name string, sampleRate int) (Config, error) {
	for _, p := range presets {
		if p.name == name {
			if sampleRate == 0 {
				sampleRate = p.rate
			}
			c := p.config(sampleRate)
			return c, c.Validate()
		}
	}
	return Config{}, fmt.Errorf("preset %q is unknown; give %s", name, strings.Join(Presets(), ", "))
}
