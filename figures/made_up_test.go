package figures

import (
	"math"
	"math/rand/v2"
	"strconv"

	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/gonum/mat"
)

// Everything in this file is made up, from a fixed seed. It only has the shape
// and rough size of what the study measures, to give the tests something to
// draw.

var madeUpSpeakers = []string{"ada", "ben", "cleo", "dan", "eva", "finn"}

// madeUpMeans holds F1 on test and excluded.
var madeUpMeans = []struct {
	method         string
	test, excluded float64
}{
	{"original", 0.990, 0.998}, {"gold", 0.989, 0.74}, {"base", 0.978, 0.92},
	{"all-bn", 0.976, 0.90}, {"conv-bn", 0.980, 0.91},
	{"all-bn-stats", 0.979, 0.915}, {"conv-bn-stats", 0.978, 0.921},
	{"no-noise", 0.986, 0.97}, {"noise-0.04x3", 0.985, 0.955}, {"noise-0.04", 0.983, 0.945},
	{"noise-0.10", 0.972, 0.89}, {"noise-0.12", 0.96, 0.82}, {"noise-0.14", 0.92, 0.72},
	{"noise-0.16", 0.82, 0.5}, {"gold2", 0.989, 0.74},
}

func madeUpRecords(speakers []string, seeds int) []records.Record {
	r := rand.New(rand.NewPCG(1, 2))
	var all []records.Record
	for i, speaker := range speakers {
		voice := 0.1 * math.Sin(float64(2*i+1))
		for seed := 1; seed <= seeds; seed++ {
			luck := 0.02 * r.NormFloat64()
			for _, m := range madeUpMeans {
				test := m.test + 0.005*r.NormFloat64()
				excluded := m.excluded + 2*(0.998-m.excluded)*(voice+luck) +
					0.1*(1.0-m.excluded)*r.NormFloat64()
				for set, f1 := range map[string]float64{"test": test, "excluded": excluded} {
					n := map[string]int{"test": 250, "excluded": 500}[set]
					all = append(all, records.Record{Corpus: "made-up", Protocol: "P",
						Norm: "batch", Speaker: speaker,
						Seed: seed, Method: m.method, Set: set, N: n, Accuracy: min(1, f1),
						F1: min(1, f1), Status: "ok"})
				}
			}
		}
	}
	records.SortRecords(all)
	return all
}

// viewOf puts all records into one view.
func viewOf(all []records.Record) *records.View {
	v, err := records.Select(all, records.Selection{})
	if err != nil {
		panic(err)
	}
	return v
}

// madeUpTraining returns runs of the original and of gold over some epochs.
func madeUpTraining(seeds int) []records.Run {
	r := rand.New(rand.NewPCG(5, 6))
	var runs []records.Run
	for _, m := range []struct {
		method string
		epochs int
		limit  float64
	}{{"original", 100, 0.998}, {"gold", 120, 0.74}} {
		for seed := 1; seed <= seeds; seed++ {
			run := records.Run{Name: records.Name{Speaker: "ada", Seed: seed, Method: m.method}}
			for e := 0; e <= m.epochs; e++ {
				grown := 1 - math.Exp(-float64(e)/7)
				for _, set := range []string{"test", "validation", "excluded", "training"} {
					limit := map[string]float64{"test": 0.99, "validation": 0.988,
						"excluded": m.limit}[set]
					f1 := 0.03 + (limit-0.03)*grown + 0.015*(1-grown*0.6)*r.NormFloat64()
					loss := 2.3*(1-grown) + 2.5*(1-limit)*grown + 0.02 +
						0.02*math.Abs(r.NormFloat64())
					if set == "training" {
						loss = 2.5*(1-grown) + 0.15 + 0.02*math.Abs(r.NormFloat64())
					}
					if set == "training" && e == 0 {
						continue
					}
					run.Trace = append(run.Trace, records.TracePoint{Phase: "train", Epoch: e,
						Set: set, F1: min(1, f1), Loss: loss})
				}
			}
			runs = append(runs, run)
		}
	}
	return runs
}

var madeUpPhases = []string{"", "reset", "reset", "reset", "reset", "reset", "noise1", "noise2",
	"noise3", "noise4", "noise5", "finetune", "finetune", "finetune", "finetune", "finetune"}

// madeUpLayers are the layers of the study's network in order.
var madeUpLayers = []string{
	"conv1", "norm1", "conv2", "norm2", "conv3", "norm3",
	"dense1", "norm4", "dense2", "norm5", "dense3",
}

// madeUpUnlearning returns runs through the phases of unlearning, with the
// distances of their layers.
func madeUpUnlearning(seeds int) []records.Run {
	r := rand.New(rand.NewPCG(7, 8))
	var runs []records.Run
	for k, method := range []string{"base", "all-bn", "conv-bn"} {
		for seed := 1; seed <= seeds; seed++ {
			run := records.Run{Name: records.Name{Speaker: "ada", Seed: seed, Method: method}}
			for e, phase := range madeUpPhases {
				if e == 0 {
					phase = "reset"
				}
				dip := 0.0
				if e > 5 && e < 11 {
					dip = 0.05 * float64(e-5) * math.Abs(1+0.4*r.NormFloat64())
				}
				test := 0.985 - 0.3*dip - 0.5*math.Exp(-float64(e)/1.2)*float64(k+1)/3 +
					0.004*r.NormFloat64()
				excluded := 0.96 - 0.015*float64(k) - dip - 0.5*math.Exp(-float64(e)/1.2) +
					0.02*r.NormFloat64()
				run.Trace = append(run.Trace, records.TracePoint{Phase: phase, Epoch: e,
					Set: "test", F1: test, Loss: 1 - test},
					records.TracePoint{Phase: phase, Epoch: e, Set: "excluded", F1: excluded,
						Loss: 1 - excluded})
				for i, layer := range madeUpLayers {
					for j, from := range []string{"original", "gold"} {
						d := 0.05*float64(i)*math.Sqrt(float64(e)) + 0.6*float64(j) +
							0.02*r.Float64()
						run.Distances = append(run.Distances,
							records.DistancePoint{Phase: phase, Epoch: e, Layer: layer,
								Kind: "weights", From: from, Distance: d})
						if layer[0] == 'n' {
							run.Distances = append(run.Distances,
								records.DistancePoint{Phase: phase, Epoch: e, Layer: layer,
									Kind: "statistics", From: from, Distance: d / 2})
						}
					}
				}
			}
			runs = append(runs, run)
		}
	}
	return runs
}

// madeUpCounts returns a confusion matrix of 50 clips for each digit; right is
// about the share of correct answers.
func madeUpCounts(right float64, seed uint64) [][]int {
	r := rand.New(rand.NewPCG(seed, 9))
	counts := make([][]int, 10)
	for i := range counts {
		counts[i] = make([]int, 10)
		for range 50 {
			j := i
			if r.Float64() > right {
				j = (i*7 + r.IntN(3) + 1) % 10
			}
			counts[i][j]++
		}
	}
	return counts
}

// madeUpClip returns a chirp of half a second with falling loudness and
// matrices of the shapes that librosa gives at 8 kHz. The matrices are smooth
// patterns, not transforms of the chirp.
func madeUpClip() Clip {
	const rate, hop, frames = 8000, 512, 8
	clip := Clip{Name: "chirp", SampleRate: rate, Hop: hop, Samples: make([]float64, rate/2)}
	for i := range clip.Samples {
		s := float64(i) / rate
		clip.Samples[i] = 0.6 * math.Exp(-5*s) * math.Sin(2*math.Pi*(200*s+400*s*s))
	}
	ridge := func(rows int, width float64, scale func(float64) float64) mat.Matrix {
		m := mat.NewDense(rows, frames, nil)
		for i := range rows {
			for t := range frames {
				d := (float64(i)/float64(rows) - 0.1 - 0.05*float64(t)) / width
				m.Set(i, t, scale(math.Exp(-d*d-0.5*float64(t))))
			}
		}
		return m
	}
	clip.Power = ridge(1025, 0.05, func(v float64) float64 { return 400 * v })
	clip.Mel = ridge(128, 0.05, func(v float64) float64 { return 8 * v })
	clip.DB = ridge(128, 0.2, func(v float64) float64 { return max(-70, 10*math.Log10(8*v)) })
	clip.MFCC = mat.NewDense(20, frames, madeUpCepstrum(0, 20, frames))
	for band := range 128 {
		clip.MelHz = append(clip.MelHz, 4000*math.Pow(float64(band)/127, 1.6))
	}
	return clip
}

// madeUpCepstrum returns coefficients that become smaller with their number;
// the first is large and negative.
func madeUpCepstrum(phase float64, coefficients, frames int) []float64 {
	var values []float64
	for c := range coefficients {
		for t := range frames {
			v := 60 / (1 + 0.3*float64(c)) * math.Sin(phase+float64(c)*0.9+float64(t)*0.35)
			if c == 0 {
				v = -300 + 5*v
			}
			values = append(values, v)
		}
	}
	return values
}

func madeUpCells() []Cell {
	var cells []Cell
	for d := range 10 {
		for s, speaker := range madeUpSpeakers {
			cell := Cell{Label: strconv.Itoa(d), Speaker: speaker, Coefficients: 20, Frames: 20}
			for _, v := range madeUpCepstrum(float64(d)+0.2*float64(s), 20, 20) {
				cell.Values = append(cell.Values, float32(v))
			}
			cells = append(cells, cell)
		}
	}
	return cells
}
