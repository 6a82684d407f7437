package study

import (
	"fmt"
	"math"
	"slices"
	"strings"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/unlearn"
)

// phaseNames are the parts of the paper's procedure in the order in which a table lists them; all rounds of noise are one part.
var phaseNames = []string{"start", "reset", "noise", "finetune"}

// phaseEnd returns a run's macro F1 on a set at the end of a part, and false where the run has no such part.
func phaseEnd(trace []TracePoint, phase, set string) (f1 float64, epoch int, ok bool) {
	for _, p := range trace {
		if p.Set == set && strings.TrimRight(p.Phase, "0123456789") == phase {
			f1, epoch, ok = p.F1, p.Epoch, true
		}
	}
	return f1, epoch, ok
}

// PhaseTable is macro F1 at the end of each part of the procedure, and what the part changed on the excluded speaker.
func PhaseTable(r *Results, methods ...string) Table {
	t := Table{Title: "Macro F1 at the end of each part", Header: []string{"Method", "Part", "After epoch", "Test", "Excluded", "Change since the row above", "n"}}
	for _, method := range methods {
		var before Sample
		for _, phase := range phaseNames {
			var test, excluded Sample
			last := 0
			for _, run := range r.Runs {
				if run.Method != method {
					continue
				}
				if f1, _, ok := phaseEnd(run.Trace, phase, "test"); ok {
					test.Pairs = append(test.Pairs, Pair{run.Speaker, run.Seed, f1})
				}
				if f1, epoch, ok := phaseEnd(run.Trace, phase, "excluded"); ok {
					excluded.Pairs, last = append(excluded.Pairs, Pair{run.Speaker, run.Seed, f1}), epoch
				}
			}
			if len(excluded.Pairs) == 0 {
				continue
			}
			t.Rows = append(t.Rows, []string{method, phase, fmt.Sprint(last), plain(test.Test().Mean, 4), plain(excluded.Test().Mean, 4),
				signed(excluded.Minus(before).Test().Mean, 4), excluded.Size()})
			before = excluded
		}
	}
	t.Notes = []string{"Means over seeds; with several speakers, of the speakers' means."}
	return t
}

// DrawTable lists the layers that each round of noise draws for a speaker and seed; all methods of the pair draw the same.
func DrawTable(s Settings, speaker string, seed int) Table {
	t := Table{Title: fmt.Sprintf("Layers drawn for %s, seed %d", speaker, seed), Header: []string{"Round", "How many", "Which"}}
	session := unlearn.Session{Seed: seed, Speaker: speaker, State: gomlxmodel.NewState(gomlxmodel.Weights{Network: network})}
	for round := range s.quickened().Unlearn.Rounds {
		var names []string
		for _, l := range session.Draw(fmt.Sprintf("noise%d", round+1)) {
			names = append(names, network.LayerName(l))
		}
		t.Rows = append(t.Rows, []string{fmt.Sprint(round + 1), fmt.Sprint(len(names)), strings.Join(names, ", ")})
	}
	return t
}

// Magnitudes returns the mean absolute weight of each layer's kernel, in every run of a method.
func (r *Results) Magnitudes(method string) ([]LayerSample, error) {
	var all []LayerSample
	for _, run := range r.Runs {
		if run.Method != method {
			continue
		}
		file, err := gomlxmodel.LoadFile(r.Path(run), network)
		if err != nil {
			return nil, fmt.Errorf("weights of %s: %w", run.Spec, err)
		}
		for i, layer := range meanMagnitudes(file.Weights) {
			if i == len(all) {
				all = append(all, LayerSample{Layer: layer.Layer})
			}
			all[i].Sample.Pairs = append(all[i].Sample.Pairs, Pair{run.Speaker, run.Seed, layer.mean})
		}
	}
	return all, nil
}

// A magnitude is the mean absolute weight of one layer's kernel.
type magnitude struct {
	Layer string
	mean  float64
}

// meanMagnitudes returns those of all layers that have a kernel, in the network's order.
func meanMagnitudes(w gomlxmodel.Weights) (all []magnitude) {
	for _, tensor := range network.Tensors() {
		if tensor.Kind != gomlxmodel.Kernel {
			continue
		}
		sum := 0.0
		for _, x := range w.Of(tensor) {
			sum += math.Abs(float64(x))
		}
		all = append(all, magnitude{network.LayerName(tensor.Layer), sum / float64(tensor.Size())})
	}
	return all
}

// MagnitudeTable sets the noise beside the weights that it is added to.
func MagnitudeTable(layers []LayerSample, noise float64) Table {
	t := Table{Title: fmt.Sprintf("Noise of standard deviation %g beside the original's kernels", noise),
		Header: []string{"Layer", "Mean magnitude", "Noise ÷ magnitude", "n"}}
	for _, l := range layers {
		mean := l.Sample.Test().Mean
		t.Rows = append(t.Rows, []string{l.Layer, plain(mean, 4), plain(noise/mean, 2), l.Sample.Size()})
	}
	t.Notes = []string{fmt.Sprintf("The paper speaks of convolution weights up to %g.", paperMagnitude)}
	return t
}

// DriftTable is how far a batch norm's moving statistics stand from gold's when a method has ended: the norm of the difference over that
// of gold's, for the first and last epoch that was measured.
func DriftTable(r *Results, methods ...string) Table {
	t := Table{Title: "Distance of the moving statistics to gold's, at the start and at the end", Header: []string{"Method", "Layer", "Start", "End", "n"}}
	for _, method := range methods {
		for _, layer := range network.Layers() {
			var start, end Sample
			for _, run := range r.Runs {
				points := slices.DeleteFunc(slices.Clone(run.Distances), func(p DistancePoint) bool {
					return p.Layer != network.LayerName(layer) || p.Kind != "statistics" || p.From != gold
				})
				if run.Method == method && len(points) > 0 {
					start.Pairs = append(start.Pairs, Pair{run.Speaker, run.Seed, points[0].Distance})
					end.Pairs = append(end.Pairs, Pair{run.Speaker, run.Seed, points[len(points)-1].Distance})
				}
			}
			if len(end.Pairs) > 0 {
				t.Rows = append(t.Rows, []string{method, network.LayerName(layer), plain(start.Test().Mean, 3), plain(end.Test().Mean, 3), end.Size()})
			}
		}
	}
	return t
}
