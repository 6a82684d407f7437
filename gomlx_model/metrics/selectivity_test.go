package metrics

import (
	"testing"

	"audiounlearning/gomlx_model/network"
)

// A unit that is 1 for one speaker's clips and 0 for all others' tells that
// speaker and no mixture; units that are noise tell neither. 360 clips of six
// speakers, ten labels and six takes.
func TestProbeSelectivity(t *testing.T) {
	random := network.Stream(1, "", "test selectivity", "", 0)
	var speakers []string
	var labels []int32
	var fold []int
	for _, s := range []string{"a", "b", "c", "d", "e", "f"} {
		for label := range int32(10) {
			for take := range 6 {
				speakers, labels = append(speakers, s), append(labels, label)
				fold = append(fold, take%3)
			}
		}
	}
	measure := func(voice float32) Selectivity {
		const units = 4
		activations := make([]float32, len(speakers)*units)
		for i := range activations {
			activations[i] = float32(random.NormFloat64())
			if speakers[i/units] == "c" && i%units == 0 {
				activations[i] += voice
			}
		}
		s, err := ProbeSelectivity(activations, units, speakers, labels, "c", fold, 3, 8,
			network.Stream(1, "", "test controls", "", 0))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	voice, noise := measure(20), measure(0)
	near(t, "AUC of a voice", voice.AUC, 1, 1e-9)
	near(t, "its control", voice.Control, 0.5, 0.12) // the voice's clips are none of a control's
	near(t, "AUC of noise", noise.AUC, 0.5, 0.15)
	near(t, "selectivity of noise", noise.Value(), 0, 0.15)
	if !(voice.Value() > 0.35) {
		t.Errorf("the selectivity of a voice is %v", voice.Value())
	}
	if _, err := ProbeSelectivity(nil, 4, speakers, labels, "nobody", fold, 3, 8, random); err == nil {
		t.Error("an unknown speaker was accepted")
	}
}
