package audio_test

import (
	"fmt"
	"log"
	"strings"

	"audiounlearning/audio"

	"gonum.org/v1/gonum/mat"
)

// first returns the shape of what a library's settings make of half a second of
// a tone of 440 Hz at 16 kHz, and its first values of frame 10.
func first(c audio.Config) string {
	e, err := audio.NewExtractor(c)
	if err != nil {
		log.Fatal(err)
	}
	m, err := e.MFCC(nil, Sine(440, 16000)[:8000])
	if err != nil {
		log.Fatal(err)
	}
	rows, frames := m.Dims()
	return fmt.Sprintf("%d × %d: %.2f", rows, frames, mat.Formatted(m.Slice(0, 3, 10, 11).T()))
}

// The same tone is described by five libraries in five ways.
func ExamplePreset() {
	for _, name := range audio.Presets() {
		c, err := audio.Preset(name, 16000)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%-10s %s\n", name, first(c))
	}
	// Output:
	// librosa    20 × 16: [-477.35    38.05    26.18]
	// kaldi      13 × 48: [24.71  85.00  19.25]
	// torchaudio 40 × 41: [-490.29    37.42    16.31]
	// whisper    80 × 50: [-0.56  -0.56  -0.56]
	// htk        13 × 48: [61.17   6.90   2.85]
}

func ExampleLibrosa() {
	fmt.Println(first(audio.Librosa(16000)))
	// Output:
	// 20 × 16: [-477.35    38.05    26.18]
}

func ExampleTorchaudio() {
	fmt.Println(first(audio.Torchaudio(16000)))
	// Output:
	// 40 × 41: [-490.29    37.42    16.31]
}

// Whisper's features are levels of bands; there is no cosine transform.
func ExampleWhisper() {
	fmt.Println(first(audio.Whisper()))
	// Output:
	// 80 × 50: [-0.56  -0.56  -0.56]
}

// C0 is the energy of the frame: ln Σ x² of 400 samples of amplitude
// 0.5·32768 is near ln(400·16384²/2) = 24.71.
func ExampleKaldi() {
	fmt.Println(first(audio.Kaldi(16000)))
	// Output:
	// 13 × 48: [24.71  85.00  19.25]
}

func ExampleHTK() {
	fmt.Println(first(audio.HTK(16000)))
	// Output:
	// 13 × 48: [61.17   6.90   2.85]
}

// A signal in pieces makes the frames of the whole.
func ExampleStream_Write() {
	e, err := audio.NewExtractor(audio.Kaldi(16000))
	if err != nil {
		log.Fatal(err)
	}
	s, err := e.Stream()
	if err != nil {
		log.Fatal(err)
	}
	for rest := Sine(440, 16000)[:800]; len(rest) > 0; rest = rest[100:] {
		err := s.Write(rest[:100], func(c []float64) {
			fmt.Printf("frame %d: energy %.2f\n", s.Frames(), c[0])
		})
		if err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// frame 1: energy 24.71
	// frame 2: energy 24.71
	// frame 3: energy 24.71
}

// Coefficients become a sound again, as loud and as long as they say.
func ExampleExtractor_Sound() {
	e, err := audio.NewExtractor(audio.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	m, err := e.MFCC(nil, Sine(440, 8000))
	if err != nil {
		log.Fatal(err)
	}
	x, err := e.Sound(m, audio.GriffinLimOptions{Seed: 1})
	if err != nil {
		log.Fatal(err)
	}
	again, err := e.MFCC(nil, x)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d samples; C0 was %.0f and is %.0f\n", len(x), m.At(0, 8), again.At(0, 8))
	// Output:
	// 7680 samples; C0 was -471 and is -473
}

// A row that rises by 2 a frame has the derivative 2.
func ExampleDelta() {
	rising := mat.NewDense(1, 10, []float64{0, 2, 4, 6, 8, 10, 12, 14, 16, 18})
	d, err := audio.Delta(nil, rising, audio.DeltaOptions{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.0f\n", mat.Formatted(d))
	// Output:
	// [2  2  2  2  2  2  2  2  2  2]
}

// What a microphone adds to every frame is gone.
func ExampleCMVN() {
	m := mat.NewDense(1, 4, []float64{101, 103, 101, 103})
	n, err := audio.CMVN(nil, m, audio.CMVNOptions{Variance: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.TrimSpace(fmt.Sprint(mat.Formatted(n))))
	// Output:
	// [-1   1  -1   1]
}
