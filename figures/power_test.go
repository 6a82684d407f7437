package figures

import (
	"errors"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// estimateOfTwo is an estimate over two speakers.
func estimateOfTwo(mean, low, high float64) report.Estimate {
	return report.Estimate{Mean: mean, Low: low, High: high,
		Sample: records.Sample{Pairs: []records.Pair{{Speaker: "ada"}, {Speaker: "bea"}}}}
}

// madeUpPowers are three metrics on four controls. The first detects everything
// and takes a little of damage for forgetting, the second takes nearly all of
// it, and the third guesses and lacks one control.
func madeUpPowers() (list []report.Power) {
	for _, control := range []string{names.Original, names.HalfAnswers, "last-layer", "damage-base"} {
		js := report.Power{Metric: "JS", Control: control, AUC: estimateOfTwo(1, 1, 1),
			Taken: estimateOfTwo(-0.2, -0.3, -0.1)}
		if control == "damage-base" {
			js.Taken = estimateOfTwo(0.05, 0.02, 0.08)
		}
		list = append(list, js)
		fooled := report.Power{Metric: "F1", Control: control, AUC: estimateOfTwo(0.9, 0.8, 1),
			Taken: estimateOfTwo(0.1, -0.1, 0.3)}
		if control == "damage-base" {
			fooled.AUC, fooled.Taken = estimateOfTwo(0.2, 0.05, 0.35), estimateOfTwo(0.8, 0.6, 1)
		}
		list = append(list, fooled)
		if control != names.HalfAnswers {
			list = append(list, report.Power{Metric: "probe", Control: control,
				AUC: estimateOfTwo(0.5, 0.3, 0.7), Taken: estimateOfTwo(0, -1, 1)})
		}
	}
	return list
}

// The caption counts what is drawn. Of 11 cells, 7 detect the control: JS's
// four, and F1's three without damage. F1 alone takes damage for forgetting.
func TestPower(t *testing.T) {
	f, err := Power(madeUpPowers())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(f.Caption, "7 of 11") || !strings.Contains(f.Caption, "forgetting, in 2; small") {
		t.Errorf("the caption is %q", f.Caption)
	}
	data := f.Data()
	if len(data) != 12 || data[2][0] != "F1" || data[2][2] != "0.9" || data[2][8] != "2" {
		t.Errorf("the data are %v", data)
	}
	if _, err := Power(nil); !errors.Is(err, ErrNoData) {
		t.Errorf("without powers: %v", err)
	}
}
