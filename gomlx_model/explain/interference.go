package explain

import (
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// An Interference says what forgetting one speaker costs the others. A cell,
// for the forgotten speaker (row) and another (column), has the change of the
// mean cost on the other's test clips, one value for each seed. The diagonal is
// empty.
type Interference struct {
	Speakers []string
	Cells    [][]records.Sample
}

// A Cost says how bad one answer is, by its margin in nats and the classes of
// answer and label.
type Cost func(margin float64, answer, label int8) float64

// Loss is the cross-entropy in nats. The margin is the log odds of the true
// class, so the loss is ln(1 + exp(−margin)).
func Loss(margin float64, _, _ int8) float64 {
	return max(0, -margin) + math.Log1p(math.Exp(-math.Abs(margin)))
}

// Error is 1 for a wrong answer and 0 for a right one.
func Error(_ float64, answer, label int8) float64 {
	if answer != label {
		return 1
	}
	return 0
}

// Interference compares each pair's method with its original. The floor is
// gold2 compared with gold, two models that never heard the speaker. For the
// method gold it shows what retraining costs the others.
func (a *Answers) Interference(method string, cost Cost) (Judged[Interference], error) {
	pairs, err := a.with(method, names.Original, names.Gold, names.Gold2, Noise)
	if err != nil {
		return Judged[Interference]{}, err
	}
	return Judge(byName(method), func(m string) (Interference, error) {
		if m == names.Gold2 {
			return a.interference(pairs, m, names.Gold, cost), nil
		}
		return a.interference(pairs, m, names.Original, cost), nil
	})
}

func (a *Answers) interference(pairs []Pair, method, against string, cost Cost) Interference {
	x := Interference{Speakers: split.SpeakersOf(a.Clips)}
	x.Cells = make([][]records.Sample, len(x.Speakers))
	for i := range x.Cells {
		x.Cells[i] = make([]records.Sample, len(x.Speakers))
	}
	for _, p := range pairs {
		row := slices.Index(x.Speakers, p.Speaker)
		sums, counts := make([]float64, len(x.Speakers)), make([]float64, len(x.Speakers))
		of := func(method string, clip int) float64 {
			run := p.Runs[method]
			return cost(float64(run.Margins[clip]), run.Answers[clip], a.Labels[clip])
		}
		for _, clip := range p.Split.Test {
			column := slices.Index(x.Speakers, a.Clips[clip].Speaker)
			sums[column] += of(method, clip) - of(against, clip)
			counts[column]++
		}
		for column, n := range counts {
			if n > 0 {
				p.put(&x.Cells[row][column], sums[column]/n)
			}
		}
	}
	return x
}

// Means returns the mean over seeds of each cell, NaN where it is empty.
func (x Interference) Means() [][]float64 {
	return x.meansOf(func(int) bool { return true })
}
