package study

import (
	"cmp"
	"fmt"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/unlearn"
)

// Draws returns the names of the layers that each round of noise draws for a
// speaker and seed; all methods of the pair draw the same.
func Draws(s settings.Settings, speaker string, seed int) (rounds [][]string) {
	session := unlearn.Session{Seed: cmp.Or(s.Unlearn.Seed, seed), Speaker: speaker,
		State: network.NewState(network.Weights{Network: s.Network})}
	for round := range s.Quickened().Unlearn.Rounds {
		var names []string
		for _, l := range session.Draw(fmt.Sprintf("noise%d", round+1)) {
			names = append(names, s.Network.LayerName(l))
		}
		rounds = append(rounds, names)
	}
	return rounds
}
