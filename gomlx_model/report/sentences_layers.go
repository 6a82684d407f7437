package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// distanceAt is the distance of one layer at the end of a part, one value a run
// of a method. At names the part, the layer, the kind and the reference.
func distanceAt(runs []records.Run, method string, at records.DistancePoint) (s records.Sample) {
	for _, run := range runs {
		if run.Method != method {
			continue
		}
		value, ok := 0.0, false
		for _, p := range run.Distances {
			if p.Layer == at.Layer && p.Kind == at.Kind && p.From == at.From &&
				strings.TrimRight(p.Phase, "0123456789") == at.Phase {
				value, ok = p.Distance, true
			}
		}
		if ok {
			put(&s, run.Name, value)
		}
	}
	slices.SortFunc(s.Pairs, records.ComparePairs)
	return s
}

// MovedSentence says what the distances of weights from the original show:
// which layer each part of a method moves farthest and how far, and which
// layers end farthest from the original and nearest to it, in shares of the
// original's norm.
func MovedSentence(runs []records.Run, method string) string {
	at := records.DistancePoint{Kind: "weights", From: names.Original}
	layers := layersIn(&records.Results{Runs: runs}, method)
	before, now := map[string]float64{}, map[string]float64{}
	var parts []string
	size := ""
	for _, phase := range phaseNames[1:] {
		farthest, step := "", 0.0
		for _, layer := range layers {
			at.Phase, at.Layer = phase, layer
			s := distanceAt(runs, method, at)
			if len(s.Pairs) == 0 {
				continue
			}
			now[layer], size = s.Test().Mean, s.Size()
			if d := now[layer] - before[layer]; farthest == "" || d > step {
				farthest, step = layer, d
			}
		}
		for layer, d := range now {
			before[layer] = d
		}
		switch {
		case farthest == "":
		case step <= 0:
			parts = append(parts, partLabels[phase]+" none")
		default:
			parts = append(parts, fmt.Sprintf("%s %s, by %s", partLabels[phase], farthest,
				plain(step, 2)))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("No run of `%s` has its distances from the original.", method)
	}
	layers = slices.DeleteFunc(layers, func(l string) bool { _, ok := now[l]; return !ok })
	slices.SortStableFunc(layers, func(a, b string) int { return cmp.Compare(now[b], now[a]) })
	most, least := layers[0], layers[len(layers)-1]
	return fmt.Sprintf("The layer that each part moves farthest from the original, in shares of "+
		"the original's norm: %s (means, %s). At the end, %s is farthest, at %s, and %s nearest, at %s.",
		strings.Join(parts, "; "), size, most, plain(now[most], 2), least, plain(now[least], 2))
}

// DriftSentence says what [DriftTable] shows: in how many norms each method's
// moving statistics end nearer to gold's than they began, and whether that
// follows the score on the excluded speaker.
func DriftSentence(r *records.Results, methods ...string) string {
	at := records.DistancePoint{Kind: "statistics", From: names.Gold}
	nearer, all, fell := 0, 0, 0
	var parts []string
	size := ""
	for _, method := range methods {
		near, count := 0, 0
		for _, layer := range layersIn(r, method) {
			at.Layer, at.Phase = layer, "start"
			start := distanceAt(r.Runs, method, at)
			at.Phase = "finetune"
			change := distanceAt(r.Runs, method, at).Minus(start)
			if len(change.Pairs) == 0 {
				continue
			}
			if size = change.Size(); change.Test().Mean < 0 {
				near++
			}
			count++
		}
		if count == 0 {
			continue
		}
		parts = append(parts, fmt.Sprintf("%d of %s with `%s`", near,
			records.Plural(count, "norm"), method))
		nearer, all = nearer+near, all+count
		lost := 0.0
		for _, p := range partsOf(r.Runs, method) {
			lost -= p.excluded.Test().Mean
		}
		if lost > 0 {
			fell++
		}
	}
	if all == 0 {
		return "No run has the distances of its moving statistics from gold's."
	}
	text := fmt.Sprintf("The moving statistics end nearer to gold's than they began in %s "+
		"(means, %s), while the score on the excluded speaker falls for %d of %s", listed(parts),
		size, fell, records.Plural(len(parts), "method"))
	if nearer == all && fell == len(parts) {
		return text + ": here the two go together."
	}
	return text + ": the distance does not follow the score, and is no measure of forgetting."
}

// AveragesSentence says whether the moving statistics of two methods end at
// different distances from gold's, norm by norm: paired by speaker and seed,
// with p corrected by Holm over the norms.
func AveragesSentence(runs []records.Run, a, b string) string {
	at := records.DistancePoint{Phase: "finetune", Kind: "statistics", From: names.Gold}
	var layers []string
	var tests []stats.TTest
	var p, levels []float64
	size := ""
	for _, layer := range layersIn(&records.Results{Runs: runs}, a) {
		at.Layer = layer
		other := distanceAt(runs, b, at)
		d := distanceAt(runs, a, at).Minus(other)
		if len(d.Pairs) == 0 {
			continue
		}
		layers, tests, size = append(layers, layer), append(tests, d.Test()), d.Size()
		p, levels = append(p, d.Test().P), append(levels, other.Test().Mean)
	}
	if len(layers) == 0 {
		return fmt.Sprintf("There are no distances of both `%s` and `%s`.", a, b)
	}
	var apart []string
	largest := 0
	for i, corrected := range stats.Holm(p) {
		if corrected < stats.Alpha {
			apart = append(apart, fmt.Sprintf("%s (%s)", layers[i], estimated(tests[i], 3)))
		}
		if math.Abs(tests[i].Mean) > math.Abs(tests[largest].Mean) {
			largest = i
		}
	}
	text := fmt.Sprintf("The final distance of the moving statistics from gold's differs most in "+
		"%[3]s: `%[1]s` − `%[2]s` is %[4]s, where `%[2]s` has %[5]s (%[6]s). ", a, b, layers[largest],
		estimated(tests[largest], 3), plain(levels[largest], 2), size)
	if len(apart) == 0 {
		return text + fmt.Sprintf("The two are not shown to differ in any of %s (Holm), so these runs "+
			"show nothing that one erased and the other kept.", records.Plural(len(layers), "norm"))
	}
	return text + fmt.Sprintf("Corrected by Holm over %s, they are shown to differ in %s: there, what "+
		"one resets and the other does not still shows at the end.",
		records.Plural(len(layers), "norm"), listed(apart))
}
