package audio_test

import (
	"fmt"
	"log"
	"math"

	"audiounlearning/audio"

	"gonum.org/v1/gonum/mat"
)

// Silence has the level AMin, -100 dB, in all bands: C0 is -100·√128 and the
// spectrum has no shape.
func ExampleExtractor_MFCC() {
	e, err := audio.NewExtractor(audio.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	m, err := e.MFCC(nil, make([]float64, 4000))
	if err != nil {
		log.Fatal(err)
	}
	rows, cols := m.Dims()
	fmt.Printf("%d coefficients, %d frames, C0 %.2f, C1 %.2f\n", rows, cols, m.At(0, 0),
		math.Abs(m.At(1, 0)))
	// Output:
	// 20 coefficients, 8 frames, C0 -1131.37, C1 0.00
}

// Power of a pure tone peaks at its bin: 1000 Hz is bin 256 of 2048 samples
// at 8 kHz.
func ExampleExtractor_Power() {
	e, err := audio.NewExtractor(audio.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	p, err := e.Power(nil, Sine(1000, 8000))
	if err != nil {
		log.Fatal(err)
	}
	bins, frames := p.Dims()
	peak := 0
	for k := range bins {
		if p.At(k, frames/2) > p.At(peak, frames/2) {
			peak = k
		}
	}
	fmt.Printf("%d bins, %d frames, peak at bin %d\n", bins, frames, peak)
	// Output:
	// 1025 bins, 16 frames, peak at bin 256
}

// The STFT keeps the phase: a cosine in the middle of a frame is real.
func ExampleExtractor_STFT() {
	c := audio.DefaultConfig()
	c.FFT, c.Hop, c.Window = 8, 8, audio.Boxcar
	e, err := audio.NewExtractor(c)
	if err != nil {
		log.Fatal(err)
	}
	z, err := e.STFT(nil, []float64{1, 0, -1, 0, 1, 0, -1, 0, 1, 0, -1, 0})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.0f\n", real(z.At(2, 1)))
	// Output:
	// 4
}

// Frames are columns, here without a taper so that the samples can be read.
func ExampleExtractor_Frame() {
	c := audio.DefaultConfig()
	c.FFT, c.Hop, c.Window = 4, 2, audio.Boxcar
	e, err := audio.NewExtractor(c)
	if err != nil {
		log.Fatal(err)
	}
	m, err := e.Frame(nil, []float64{1, 2, 3, 4, 5})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(e.Frames(5), "frames")
	fmt.Println(mat.Formatted(m))
	// Output:
	// 3 frames
	// ⎡0  1  3⎤
	// ⎢0  2  4⎥
	// ⎢1  3  5⎥
	// ⎣2  4  0⎦
}

// The stages can be run one by one, each into memory of the caller's.
func ExampleExtractor_Mel() {
	e, err := audio.NewExtractor(audio.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	var power, mel, db, mfcc mat.Dense
	if _, err := e.Power(&power, Sine(440, 8000)); err != nil {
		log.Fatal(err)
	}
	if _, err := e.Mel(&mel, &power); err != nil {
		log.Fatal(err)
	}
	if _, err := e.DB(&db, &mel); err != nil {
		log.Fatal(err)
	}
	if _, err := e.DCT(&mfcc, &db); err != nil {
		log.Fatal(err)
	}
	for _, stage := range []*mat.Dense{&power, &mel, &db, &mfcc} {
		fmt.Println(stage.Dims())
	}
	// Output:
	// 1025 16
	// 128 16
	// 128 16
	// 20 16
}

// A signal comes back from its own transform.
func ExampleExtractor_ISTFT() {
	e, err := audio.NewExtractor(audio.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	x := Sine(440, 8000)
	z, err := e.STFT(nil, x)
	if err != nil {
		log.Fatal(err)
	}
	y, err := e.ISTFT(z, len(x))
	if err != nil {
		log.Fatal(err)
	}
	worst := 0.0
	for i := range x {
		worst = max(worst, math.Abs(x[i]-y[i]))
	}
	fmt.Println(len(y), worst < 1e-12)
	// Output:
	// 8000 true
}

// Levels in decibels end TopDB below the loudest.
func ExampleExtractor_DB() {
	c := audio.DefaultConfig()
	c.Mels, c.Coefficients = 1, 1
	e, err := audio.NewExtractor(c)
	if err != nil {
		log.Fatal(err)
	}
	db, err := e.DB(nil, mat.NewDense(1, 4, []float64{1000, 1, 0.1, 0}))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.1f\n", mat.Formatted(db))
	// Output:
	// [ 30.0    0.0  -10.0  -50.0]
}

// A flat spectrum has a level, C0, and no shape; one that rises has a negative
// C1.
func ExampleExtractor_DCT() {
	c := audio.DefaultConfig()
	c.Mels, c.Coefficients = 4, 2
	e, err := audio.NewExtractor(c)
	if err != nil {
		log.Fatal(err)
	}
	m, err := e.DCT(nil, mat.NewDense(4, 2, []float64{5, 1, 5, 2, 5, 3, 5, 4}))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("level %.3f, shape %.3f\n", m.At(0, 0), math.Abs(m.At(1, 0)))
	fmt.Printf("level %.3f, shape %.3f\n", m.At(0, 1), m.At(1, 1))
	// Output:
	// level 10.000, shape 0.000
	// level 5.000, shape -2.230
}

// Bands are narrow where the ear tells pitches apart and wide above.
func ExampleExtractor_MelCentres() {
	c := audio.DefaultConfig()
	c.Mels, c.Coefficients = 6, 6
	e, err := audio.NewExtractor(c)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.0f\n", e.MelCentres())
	// Output:
	// [335 670 1005 1419 2005 2832]
}

// A recording at another rate has as many frames as what is resampled from it.
func ExampleExtractor_FramesAt() {
	e, err := audio.NewExtractor(audio.DefaultConfig())
	if err != nil {
		log.Fatal(err)
	}
	// 3067 samples at 48 kHz are 511.2 at 8 kHz, which rounds up to 512.
	fmt.Println(e.FramesAt(3067, 48000))
	fmt.Println(e.Frames(3067 * 8000 / 48000))
	// Output:
	// 2 <nil>
	// 1
}

// The error names the setting that makes no sense, and says why.
func ExampleConfig_Validate() {
	c := audio.DefaultConfig()
	c.FMax = 5000
	fmt.Println(c.Validate())
	// Output:
	// audio config: FMax is 5000 Hz; give at most the Nyquist frequency, SampleRate/2 = 4000 Hz, or 0 for it
}
