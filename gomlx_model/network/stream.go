package network

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
)

// Stream returns the random numbers of one purpose: a ChaCha8 generator keyed
// by the SHA-256 of the arguments.
//
// Every random choice of the study has a stream of its own, named by its
// purpose ("split", "weights", "order", "dropout", "reset", "layers", "noise").
// So a choice that uses more numbers than before never changes another choice,
// and schemes that are compared share the draws that they should share. The
// same arguments give the same numbers on every machine. Speaker is empty if
// the choice does not depend on the excluded speaker; phase is empty and epoch
// 0 if there is only one.
func Stream(seed int, speaker, purpose, phase string, epoch int) *rand.Rand {
	// %q keeps the fields apart: no two different tuples print alike.
	return rand.New(rand.NewChaCha8(sha256.Sum256(fmt.Appendf(nil, "%d %q %q %q %d", seed, speaker,
		purpose, phase, epoch))))
}
