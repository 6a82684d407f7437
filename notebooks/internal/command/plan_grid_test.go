package command

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/gomlx_model/study"
	"audiounlearning/notebooks/internal/arguments"
)

// committedPlan reads the plan of the checkout.
func committedPlan(t *testing.T) []arguments.Step {
	t.Helper()
	clean(t)
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	steps, err := arguments.ReadPlan(filepath.Join(root, "notebooks", "plan.txt"), settings.Default())
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

// The plan tries every setting of every grid on the first tuning seed, for six
// speakers, with the settings as the records will have them, so that the tuning
// finds its trials.
func TestPlanTriesEveryGrid(t *testing.T) {
	steps := committedPlan(t)
	tried := map[[2]string]bool{}
	for _, s := range steps {
		if s.Settings.From() == 101 && s.Settings.Seeds == 101 && len(s.Settings.Speakers) == 6 {
			changes := strings.Join(study.Changes(s.Settings), ";")
			for _, m := range s.Settings.Methods {
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
	if !slices.ContainsFunc(steps, func(s arguments.Step) bool { return s.Settings.Anew }) {
		t.Error("no step of the plan trains anew what needs weights")
	}
}

// The plan runs the methods that were tuned best on seeds 11 to 20, with the
// settings that others chose for each speaker. The oracle is the tuning of the
// published records.
func TestPlanRunsTheBest(t *testing.T) {
	steps := committedPlan(t)
	all, err := records.PublishedRecords()
	if err != nil {
		t.Fatal(err)
	}
	tuning, err := report.Tune(all)
	if err != nil {
		t.Fatal(err)
	}
	best := tuning.Best(report.BestMethods)
	if len(best) != report.BestMethods {
		t.Fatalf("%d methods were tuned", len(best))
	}
	for _, b := range best {
		for _, c := range tuning.Choices {
			for _, speaker := range c.For {
				if c.Method == b.Method && !slices.ContainsFunc(steps, func(s arguments.Step) bool {
					return s.Settings.From() == 11 && s.Settings.Seeds == 20 &&
						slices.Contains(s.Settings.Methods, c.Method) &&
						slices.Contains(s.Settings.Speakers, speaker) &&
						strings.Join(study.Changes(s.Settings), ";") == c.Settings
				}) {
					t.Errorf("the plan does not run %s of %s with %q", c.Method, speaker, c.Settings)
				}
			}
		}
	}
}
