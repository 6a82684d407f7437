package settings

import (
	"slices"

	"audiounlearning/gomlx_model/network"
)

// networkVariables are the shape of the network; its normalisation is among the
// variables of a run.
var networkVariables = []variable[Settings]{
	{name: "channels", usage: "`numbers` of channels of the convolutions, separated by commas",
		set: func(s *Settings, text string) error {
			s.forgetDropout()
			return parseList(&s.Network.Channels, text, parseInt)
		},
		get: func(s *Settings) string { return joined(s.Network.Channels) }},
	{name: "dense", usage: "`widths` of the hidden dense layers, separated by commas",
		set: func(s *Settings, text string) error {
			s.forgetDropout()
			return parseList(&s.Network.Dense, text, parseInt)
		},
		get: func(s *Settings) string { return joined(s.Network.Dense) }},
	{name: "dropout", usage: "`shares` that the blocks drop, separated by commas, convolutions " +
		"first; with -channels or -dense, convolutions have 0.1,0.2,0.3 and dense layers " +
		"0.4,0.5, and the last of each is repeated",
		set: func(s *Settings, text string) error {
			s.dropoutGiven = true
			return parseList(&s.Network.Dropout, text, parseFloat)
		},
		get: func(s *Settings) string { return joined(s.Network.Dropout) }},
}

// forgetDropout clears the shares unless they were given, so that Shape fills
// in as many as there are blocks.
func (s *Settings) forgetDropout() {
	if !s.dropoutGiven {
		s.Network.Dropout = nil
	}
}

// Shape returns the network with the input that the features give it. If its
// Dropout is nil, it has the default's shares: convolutions and dense layers
// each have the first of them, and further ones repeat the last.
func (s Settings) Shape() network.Network {
	n := s.Network
	n.Coefficients, n.Frames = s.Features.MFCC.Coefficients, s.Features.Frames
	if n.Dropout == nil {
		standard := network.Default()
		blocks := len(standard.Channels)
		n.Dropout = slices.Concat(
			firstOf(standard.Dropout[:blocks], len(n.Channels)),
			firstOf(standard.Dropout[blocks:], len(n.Dense)))
	}
	return n
}

// firstOf returns n values: the first ones of values, with the last repeated if
// there are fewer.
func firstOf(values []float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = values[min(i, len(values)-1)]
	}
	return out
}

// Changes lists, as "name=value", the settings of features, network and batch
// that differ from the defaults. The list is part of a run's key.
func (s Settings) Changes() (changes []string) {
	standard := Default()
	s.Network = s.Shape()
	for _, v := range slices.Concat(featureVariables, networkVariables,
		[]variable[Settings]{batchVariable, foldVariable}) {
		if value := v.get(&s); value != v.get(&standard) {
			changes = append(changes, v.name+"="+value)
		}
	}
	return changes
}
