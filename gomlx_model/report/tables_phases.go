package report

import (
	"fmt"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// phaseNames are the parts of the paper's procedure in the order in which a
// table lists them; all rounds of noise are one part.
var phaseNames = []string{"start", "reset", "noise", "finetune"}

// phaseEnd returns a run's macro F1 on a set at the end of a part, and false
// where the run has no such part.
func phaseEnd(trace []records.TracePoint, phase, set string) (f1 float64, epoch int, ok bool) {
	for _, p := range trace {
		if p.Set == set && strings.TrimRight(p.Phase, "0123456789") == phase {
			f1, epoch, ok = p.F1, p.Epoch, true
		}
	}
	return f1, epoch, ok
}

// atPhaseEnd is macro F1 on a set at the end of a part, one value a run of a
// method, and the epoch at which the last of them ended it.
func atPhaseEnd(runs []records.Run, method, phase, set string) (s records.Sample, last int) {
	for _, run := range runs {
		if run.Method != method {
			continue
		}
		if f1, epoch, ok := phaseEnd(run.Trace, phase, set); ok {
			put(&s, run.Name, f1)
			last = epoch
		}
	}
	return s, last
}

// PhaseTable is macro F1 at the end of each part of the procedure, and what the
// part changed on the excluded speaker.
func PhaseTable(r *records.Results, methods ...string) Table {
	t := Table{Title: "Macro F1 at the end of each part",
		Header: []string{"Method", "Part", "After epoch", "Test", "Excluded",
			"Change since the row above", "n"}}
	for _, method := range methods {
		var before records.Sample
		for _, phase := range phaseNames {
			test, _ := atPhaseEnd(r.Runs, method, phase, names.SetTest)
			excluded, last := atPhaseEnd(r.Runs, method, phase, names.SetExcluded)
			if len(excluded.Pairs) == 0 {
				continue
			}
			t.Rows = append(t.Rows, []string{method, phase, fmt.Sprint(last),
				plain(test.Test().Mean, 4), plain(excluded.Test().Mean, 4),
				signed(excluded.Minus(before).Test().Mean, 4), excluded.Size()})
			before = excluded
		}
	}
	t.Notes = []string{"Means over seeds; with several speakers, of the speakers' means."}
	return t
}

// DrawTable lists the layers that each round of noise draws for a speaker and
// seed, as study.Draws returns them.
func DrawTable(speaker string, seed int, rounds [][]string) Table {
	t := Table{Title: fmt.Sprintf("Layers drawn for %s, seed %d", speaker, seed),
		Header: []string{"Round", "How many", "Which"}}
	for i, list := range rounds {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), fmt.Sprint(len(list)),
			strings.Join(list, ", ")})
	}
	return t
}

// MagnitudeTable compares the noise with the weights that it is added to.
func MagnitudeTable(layers []records.LayerSample, noise float64) Table {
	t := Table{Title: fmt.Sprintf("Noise of standard deviation %g beside the original's kernels",
		noise),
		Header: []string{"Layer", "Mean magnitude", "Noise ÷ magnitude", "n"}}
	for _, l := range layers {
		mean := l.Sample.Test().Mean
		t.Rows = append(t.Rows, []string{l.Layer, plain(mean, 4), plain(noise/mean, 2),
			l.Sample.Size()})
	}
	t.Notes = []string{fmt.Sprintf("The paper speaks of convolution weights up to %g.",
		paperMagnitude)}
	return t
}

// DriftTable gives the distance of a batch norm's moving statistics from gold's
// in the first and the last epoch that was measured: the norm of the difference
// divided by the norm of gold's.
func DriftTable(r *records.Results, methods ...string) Table {
	t := Table{Title: "Distance of the moving statistics to gold's, at the start and at the end",
		Header: []string{"Method", "Layer", "Start", "End", "n"}}
	for _, method := range methods {
		for _, layer := range layersIn(r, method) {
			var start, end records.Sample
			for _, run := range r.Runs {
				points := slices.DeleteFunc(slices.Clone(run.Distances),
					func(p records.DistancePoint) bool {
						return p.Layer != layer || p.Kind != "statistics" || p.From != names.Gold
					})
				if run.Method == method && len(points) > 0 {
					start.Pairs = append(start.Pairs,
						records.Pair{Speaker: run.Speaker, Seed: run.Seed,
							Value: points[0].Distance})
					end.Pairs = append(end.Pairs, records.Pair{Speaker: run.Speaker, Seed: run.Seed,
						Value: points[len(points)-1].Distance})
				}
			}
			if len(end.Pairs) > 0 {
				t.Rows = append(t.Rows, []string{method, layer, plain(start.Test().Mean, 3),
					plain(end.Test().Mean, 3), end.Size()})
			}
		}
	}
	return t
}

// layersIn returns the names of the layers whose distances a method's runs
// hold, in the order of their first appearance, which is the network's.
func layersIn(r *records.Results, method string) (layers []string) {
	for _, run := range r.RunsOf(method) {
		for _, p := range run.Distances {
			if !slices.Contains(layers, p.Layer) {
				layers = append(layers, p.Layer)
			}
		}
	}
	return layers
}
