package report

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// A method is judged on each speaker by the setting that the others chose. By
// hand: of two speakers, ann chooses "a" for ben and ben chooses "b" for ann.
// scrub then scores (b on ann 1 + 2) and (a on ben 3 + 4), in the mean 5. The
// settings that each would choose for itself score less. ct scores 4 on
// both. The paper's recipe is no method of the field and is left out.
func TestBest(t *testing.T) {
	trial := func(method, settings string, annV, annE, benV, benE float64) Trial {
		return Trial{Method: method, Settings: settings,
			Validation: map[string]float64{"ann": annV, "ben": benV},
			Excluded:   map[string]float64{"ann": annE, "ben": benE}}
	}
	choice := func(method, settings, by, who string) Choice {
		return Choice{Method: method, Settings: settings, By: []string{by}, For: []string{who}}
	}
	tuning := Tuning{
		Trials: []Trial{trial("scrub", "a", 0.5, 0.5, 3, 4), trial("scrub", "b", 1, 2, 0.5, 0.5),
			trial("ct", "", 2, 2, 1, 3), trial("base", "", 0, 0, 0, 0)},
		Choices: []Choice{choice("scrub", "a", "ann", "ben"), choice("scrub", "b", "ben", "ann"),
			choice("ct", "", "ann", "ben"), choice("ct", "", "ben", "ann"),
			choice("base", "", "ann", "ben"), choice("base", "", "ben", "ann")},
	}
	want := []TunedScore{{"ct", 4}, {"scrub", 5}}
	if best := tuning.Best(math.MaxInt); !slices.Equal(best, want) {
		t.Errorf("best are %v, want %v", best, want)
	}
	if best := tuning.Best(1); !slices.Equal(best, want[:1]) {
		t.Errorf("the best is %v, want %v", best, want[:1])
	}
	if s := BestSentence(tuning); !strings.Contains(s, "2 tuned methods") ||
		!strings.Contains(s, "ct (4.00), scrub (5.00)") {
		t.Errorf("the sentence is %q", s)
	}
	if s := BestSentence(Tuning{}); s != "None of the field's methods was tuned." {
		t.Errorf("without choices the sentence is %q", s)
	}
}
