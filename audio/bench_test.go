package audio

import (
	"fmt"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// clip is as long as a spoken digit on average: 0.44 s at 8 kHz.
func clip() []float64 { return gaussian(3500, 1) }

// BenchmarkStage times each stage of one clip, into memory that is there.
func BenchmarkStage(b *testing.B) {
	e := extractor(b, DefaultConfig())
	x := clip()
	var frames, power, mel, db, mfcc mat.Dense
	var stft mat.CDense
	must(e.Power(&power, x))
	must(e.Mel(&mel, &power))
	must(e.DB(&db, &mel))
	for _, stage := range []struct {
		name string
		run  func()
	}{
		{"Frame", func() { must(e.Frame(&frames, x)) }},
		{"STFT", func() { must(e.STFT(&stft, x)) }},
		{"Power", func() { must(e.Power(&power, x)) }},
		{"MelSpectrogram", func() { must(e.MelSpectrogram(&mel, x)) }},
		{"Mel", func() { must(e.Mel(&mel, &power)) }},
		{"DB", func() { must(e.DB(&db, &mel)) }},
		{"DCT", func() { must(e.DCT(&mfcc, &db)) }},
		{"MFCC", func() { must(e.MFCC(&mfcc, x)) }},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				stage.run()
			}
		})
	}
}

// BenchmarkResample times a second of sound.
func BenchmarkResample(b *testing.B) {
	for _, from := range []int{16000, 44100, 48000, 44101} {
		b.Run(fmt.Sprint(from), func(b *testing.B) {
			r, x := resampler(b, from, 8000), gaussian(from, 1)
			for b.Loop() {
				r.Resample(x)
			}
		})
	}
}

func BenchmarkNewExtractor(b *testing.B) {
	for b.Loop() {
		must(NewExtractor(DefaultConfig()))
	}
}
