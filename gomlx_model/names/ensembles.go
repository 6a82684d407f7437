package names

import (
	"strconv"
	"strings"
)

// HalfAnswers is a control and not a model: its probabilities lie half-way from
// the original's to gold's. It knows half of what was to be forgotten, and has
// no weights.
const HalfAnswers = "half-answers"

// SISA reads the name of an ensemble of so many shards, 2…100, each of which
// hears some of the speakers: "sisa-3" after the excluded speaker was deleted,
// "sisa-3-original" before.
func SISA(method string) (shards int, before, ok bool) {
	text, ok := strings.CutPrefix(method, "sisa-")
	if !ok {
		return 0, false, false
	}
	text, before = strings.CutSuffix(text, "-"+Original)
	shards, err := strconv.Atoi(text)
	if err != nil || shards < 2 || shards > 100 || strconv.Itoa(shards) != text {
		return 0, false, false
	}
	return shards, before, true
}

// Ensemble reports whether the method answers with several networks and has no
// weights of its own.
func Ensemble(method string) bool {
	_, _, sharded := SISA(method)
	return sharded || method == HalfAnswers
}

// HeardAll reports whether the model heard the excluded speaker and does not
// depend on who that is: under protocol M, one such model serves all speakers.
func HeardAll(method string) bool {
	_, before, _ := SISA(method)
	return method == Original || before
}
