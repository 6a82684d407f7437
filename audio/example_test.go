package audio_test

import (
	"bytes"
	"fmt"
	"log"
	"math"

	"audiounlearning/audio"
)

// sine returns a second of a tone.
func Sine(hertz float64, rate int) []float64 {
	x := make([]float64, rate)
	for i := range x {
		x[i] = 0.5 * math.Sin(2*math.Pi*hertz*float64(i)/float64(rate))
	}
	return x
}

// What is written is read back, to the 16 bits of the file.
func ExampleRead() {
	var file bytes.Buffer
	if err := audio.WriteWAV(&file, []float64{0, 0.5, -0.25, 1}, 8000); err != nil {
		log.Fatal(err)
	}
	samples, rate, err := audio.Read(&file)
	fmt.Println(samples, rate, err)
	_, _, err = audio.Read(bytes.NewReader([]byte("RIFF")))
	fmt.Println(err)
	// Output:
	// [0 0.5 -0.25 0.999969482421875] 8000 <nil>
	// the file ends within its first header (4 bytes); copy or download it again
}

func ExampleReadFile() {
	_, _, err := audio.ReadFile("no_such_0.wav")
	fmt.Println(err)
	// Output:
	// read no_such_0.wav: no such file or directory; check its name and that it may be read
}

// The bytes of a file say what kind it is.
func ExampleReadFile_kinds() {
	for _, name := range []string{"files/mono.wav", "files/mono.flac", "files/mono.w64",
		"files/mono.rf64", "vorbis/mono.ogg"} {
		samples, rate, err := audio.ReadFile("testdata/" + name)
		fmt.Println(name, len(samples), rate, err)
	}
	// Output:
	// files/mono.wav 1000 8000 <nil>
	// files/mono.flac 1000 8000 <nil>
	// files/mono.w64 1000 8000 <nil>
	// files/mono.rf64 1000 8000 <nil>
	// vorbis/mono.ogg 4644 8000 <nil>
}

// A constant has no high frequencies: it nearly goes away, and comes back.
func ExamplePreEmphasis() {
	x := []float64{1, 1, 1, 1}
	y, err := audio.PreEmphasis(nil, x, 0.97)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f\n", y)
	x, err = audio.DeEmphasis(nil, y, 0.97)
	fmt.Printf("%.2f %v\n", x, err)
	// Output:
	// [2.00 0.03 0.03 0.03]
	// [1.00 1.00 1.00 1.00] <nil>
}

// A second is a second at any rate, and a tone stays where it is.
func ExampleResampler_Resample() {
	r, err := audio.NewResampler(44100, 8000)
	if err != nil {
		log.Fatal(err)
	}
	y := r.Resample(Sine(1000, 44100))
	fmt.Printf("%d samples, %.3f %.3f %.3f\n", len(y), y[4001], y[4002], y[4003])
	// Output:
	// 8000 samples, 0.354 0.500 0.354
}

// Both scales put 1000 Hz at or near 1000 "mels" of their own unit.
func ExampleHzToMel() {
	fmt.Printf("%.2f %.2f\n", audio.HzToMel(1000, audio.ScaleSlaney), audio.HzToMel(1000, audio.ScaleHTK))
	fmt.Printf("%.0f\n", audio.MelToHz(15, audio.ScaleSlaney))
	// Output:
	// 15.00 999.99
	// 1000
}
