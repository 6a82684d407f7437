package command

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/gomlx_model/study"
)

// The plan tries every setting of every grid on the first tuning seed, for six
// speakers, with the settings as the records will have them, so that the tuning
// finds its trials.
func TestPlanTriesEveryGrid(t *testing.T) {
	clean(t)
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	steps, err := readPlan(filepath.Join(root, "notebooks", "plan.txt"), settings.Default())
	if err != nil {
		t.Fatal(err)
	}
	tried := map[[2]string]bool{}
	for _, s := range steps {
		if s.settings.From() == 101 && s.settings.Seeds == 101 && len(s.settings.Speakers) == 6 {
			changes := strings.Join(study.Changes(s.settings), ";")
			for _, m := range s.settings.Methods {
				tried[[2]string{m, changes}] = true
			}
		}
	}
	for _, m := range names.References() {
		for _, setting := range settings.Grid(m) {
			if !tried[[2]string{m, setting}] {
				t.Errorf("the plan does not try %s with %q", m, setting)
			}
		}
	}
	if !slices.ContainsFunc(steps, func(s step) bool { return s.settings.Anew }) {
		t.Error("no step of the plan trains anew what needs weights")
	}
}
