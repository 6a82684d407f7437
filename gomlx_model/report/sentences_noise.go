package report

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/records"
)

// A noised layer is how strong the noise is in it: standard deviation over mean
// magnitude of a weight.
type noised struct {
	layer string
	ratio float64
	drawn int // rounds
	size  string
}

// ratios of one round, the strongest first; layers without weights are left
// out.
func ratios(layers []records.LayerSample, noise float64) (list []noised) {
	for _, l := range layers {
		if mean := l.Sample.Test().Mean; mean > 0 {
			list = append(list, noised{layer: l.Layer, ratio: noise / mean, size: l.Sample.Size()})
		}
	}
	slices.SortStableFunc(list, strongestFirst)
	return list
}

func strongestFirst(a, b noised) int {
	switch {
	case a.ratio > b.ratio:
		return -1
	case a.ratio < b.ratio:
		return 1
	}
	return 0
}

// MagnitudeSentence says what [MagnitudeTable] shows: in which layers one round
// of noise is strongest and weakest beside the weights, by what factor they
// differ, and in which layers it is less than the paper's numbers make it.
func MagnitudeSentence(layers []records.LayerSample, noise float64) string {
	list := ratios(layers, noise)
	if len(list) < 2 {
		return "There are no two layers with weights to compare."
	}
	most, least := list[0], list[len(list)-1]
	text := fmt.Sprintf("One round of noise is %s times the mean magnitude of a weight in %s and "+
		"%s times in %s: one scale, %s times as strong in one layer as in another (%s).",
		plain(most.ratio, 2), most.layer, plain(least.ratio, 2), least.layer,
		plain(most.ratio/least.ratio, 1), most.size)
	paper := noise / paperMagnitude
	var weak []string
	for _, l := range list {
		if l.ratio < paper {
			weak = append(weak, l.layer)
		}
	}
	text += fmt.Sprintf(" The paper's bound of %g for a weight would make it %s times", paperMagnitude,
		plain(paper, 2))
	switch len(weak) {
	case 0:
		return text + "; it is at least that in every layer."
	case len(list):
		return text + "; it is less in every layer."
	}
	return text + "; it is less only in " + listed(weak) + "."
}

// DrawSentence says what all rounds of one run come to: independent noise adds
// up by squares, so a layer drawn k times gets √k times the noise of a round,
// before the training between the rounds repairs any of it. Rounds are as in
// [DrawTable].
func DrawSentence(layers []records.LayerSample, noise float64, rounds [][]string) string {
	var list []noised
	var never []string
	for _, l := range ratios(layers, noise) {
		for _, drawn := range rounds {
			if slices.Contains(drawn, l.layer) {
				l.drawn++
			}
		}
		if l.ratio *= math.Sqrt(float64(l.drawn)); l.drawn == 0 {
			never = append(never, l.layer)
			continue
		}
		list = append(list, l)
	}
	slices.SortStableFunc(list, strongestFirst)
	if len(list) == 0 {
		return "No layer with weights was drawn in this run."
	}
	say := func(l noised) string {
		return fmt.Sprintf("%s, drawn in %d of %d rounds, gets noise of %s times its weights' "+
			"mean magnitude", l.layer, l.drawn, len(rounds), plain(l.ratio, 2))
	}
	text := "Rounds add up by squares, before training repairs any of it: in this run " +
		say(list[0])
	if last := len(list) - 1; last > 0 {
		text += fmt.Sprintf(", and %s, so the first is noised %s times as strongly",
			say(list[last]), plain(list[0].ratio/list[last].ratio, 1))
	}
	if len(never) > 0 {
		text += "; never drawn: " + listed(never)
	}
	return text + "."
}
