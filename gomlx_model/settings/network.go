package settings

import (
	"slices"

	"audiounlearning/gomlx_model/network"
)

// networkVariables are the shape of the network; what normalises stands among
// the variables of a run.
var networkVariables = []variable[Settings]{
	{name: "channels", usage: "channels of the convolutions, `numbers` by comma",
		set: func(s *Settings, text string) error {
			s.forgetDropout()
			return parseList(&s.Network.Channels, text, parseInt)
		},
		get: func(s *Settings) string { return joined(s.Network.Channels) }},
	{name: "dense", usage: "widths of the hidden dense layers, `numbers` by comma",
		set: func(s *Settings, text string) error {
			s.forgetDropout()
			return parseList(&s.Network.Dense, text, parseInt)
		},
		get: func(s *Settings) string { return joined(s.Network.Dense) }},
	{name: "dropout", usage: "`shares` that each block drops, by comma, convolutions first; " +
		"where channels or dense are given, convolutions have 0.1,0.2,0.3 and dense layers " +
		"0.4,0.5, the last of each repeated",
		set: func(s *Settings, text string) error {
			s.dropoutGiven = true
			return parseList(&s.Network.Dropout, text, parseFloat)
		},
		get: func(s *Settings) string { return joined(s.Network.Dropout) }},
}

// forgetDropout makes way for a default that fits another number of blocks,
// unless shares were given.
func (s *Settings) forgetDropout() {
	if !s.dropoutGiven {
		s.Network.Dropout = nil
	}
}

// Shape returns the network with the input that the features give it, and where
// its Dropout is nil with the default's: the first shares of the default's
// convolutions and dense layers, the last of each repeated for further ones.
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

// firstOf returns n values, the last of values repeated where they are fewer.
func firstOf(values []float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = values[min(i, len(values)-1)]
	}
	return out
}

// Changes lists as "name=value" what of features, network and batch differs
// from the defaults. It is part of a run's key.
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
