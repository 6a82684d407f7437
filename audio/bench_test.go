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
	e.Mel(&mel, &power)
	e.DB(&db, &mel)
	for _, stage := range []struct {
		name string
		run  func()
	}{
		{"Frame", func() { must(e.Frame(&frames, x)) }},
		{"STFT", func() { must(e.STFT(&stft, x)) }},
		{"Power", func() { must(e.Power(&power, x)) }},
		{"Mel", func() { e.Mel(&mel, &power) }},
		{"DB", func() { e.DB(&db, &mel) }},
		{"DCT", func() { e.DCT(&mfcc, &db) }},
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

// BenchmarkFSDD times 3,000 files to 20×20 coefficients: reading, checking
// the digest and computing. testdata/speed.py puts librosa beside it.
func BenchmarkFSDD(b *testing.B) {
	dir := fsddDir(b)
	for b.Loop() {
		c := must(Open(b.Context(), dir, OpenOptions{}))
		must(c.Features(b.Context(), DefaultConfig(), 20))
	}
}

// BenchmarkFeatures times the coefficients of 3,000 clips in memory.
func BenchmarkFeatures(b *testing.B) {
	c := Synthesize(SyntheticSeed)
	for b.Loop() {
		must(c.Features(b.Context(), DefaultConfig(), 20))
	}
}

func BenchmarkSynthesize(b *testing.B) {
	for b.Loop() {
		Synthesize(SyntheticSeed)
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
