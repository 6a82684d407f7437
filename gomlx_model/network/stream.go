package network

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
)

// Stream returns the random numbers of one purpose: a ChaCha8 generator keyed
// by the SHA-256 of the arguments.
//
// Every random choice of the study comes from a stream of its own, named by
// what it is for ("split", "weights", "order", "dropout", "reset", "layers",
// "noise"), so that changing how many numbers one choice consumes never moves
// another, and the schemes that are compared with each other share what they
// should share. The same arguments give the same numbers on every machine.
// Speaker is empty where the choice does not depend on the excluded speaker,
// phase and epoch where there is only one.
func Stream(seed int, speaker, purpose, phase string, epoch int) *rand.Rand {
	// %q keeps the fields apart: no two different tuples print alike.
	return rand.New(rand.NewChaCha8(sha256.Sum256(fmt.Appendf(nil, "%d %q %q %q %d", seed, speaker,
		purpose, phase, epoch))))
}
