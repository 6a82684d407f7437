package publish

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/arguments"
)

// For made-up records the checklist says what was run, on what, how long, with
// which seeds, what failed, and what of the plan is missing. The numbers are
// counted by hand.
func TestChecklist(t *testing.T) {
	var all []records.Record
	add := func(method, settings, status string, passes int, seeds ...int) {
		for _, seed := range seeds {
			for _, set := range []string{"test", "excluded"} { // a run has several records
				all = append(all, records.Record{Corpus: "d1", Protocol: "P", Norm: "batch", Speaker: "theo",
					Seed: seed, Method: method, Settings: settings, Backend: "xla-cpu", Set: set,
					Passes: passes, Status: status, Key: method + settings + string(rune('a'+seed))})
			}
		}
	}
	add("gold", "", "ok", 100, 1, 2, 3, 5)
	add("base", "", "ok", 20, 1, 2)
	add("base", "noise=0.1;unlearn-rate=0.003", "ok", 20, 1)
	add("base", "", "failed@3", 10, 3)
	plan := "# a remark\n-seeds 3 -speakers theo -methods base\n" +
		"-seeds 1 -speakers theo -methods base -noise 0.1 -unlearn-rate 0.003\n" +
		"-seeds 2 -speakers theo,lucas -methods base -noise 0.1\n"
	steps := func(plan string) []arguments.Step {
		path := filepath.Join(t.TempDir(), "plan.txt")
		if err := os.WriteFile(path, []byte(plan), 0o644); err != nil {
			t.Fatal(err)
		}
		return must(arguments.ReadPlan(path, settings.Default()))
	}
	text := string(checklist(all, steps(plan)))
	for _, want := range []string{
		"by digest: d1\n", "Backends: xla-cpu\n",
		"8 runs, in which training passed clips 470 times\n", // 400 + 40 + 20 + 10
		"This is 4.7 times what training gold takes",
		"| P | batch | the paper's | gold | theo | 1–3, 5 | 4 |\n",
		"| P | batch | the paper's | base | theo | 1–3 | 3 |\n",
		"| P | batch | noise=0.1;unlearn-rate=0.003 | base | theo | 1 | 1 |\n",
		"- base, theo, seed 3 ended as failed@3\n",
		"- 1 of 3 runs are not published of `-seeds 3 -speakers theo -methods base`\n",
		// seed 1 of theo has noise of that strength, whatever else it has
		"- 3 of 4 runs are not published of `-seeds 2 -speakers theo,lucas -methods base -noise 0.1`\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
	if strings.Count(text, "not published") != 2 {
		t.Errorf("more was cut than that:\n%s", text)
	}
	// noise 0.16 is the paper's, whether the line says it or not
	whole := string(checklist(all[:4], steps("-seeds 2 -speakers theo -methods gold -noise 0.16\n")))
	if !strings.Contains(whole, "Nothing: every run") {
		t.Errorf("nothing was cut:\n%s", whole)
	}
}

// What a plan's line may hold is the same for the checklist as for a study: an
// unknown method, and a word that is no flag, are mistakes. They and a citation
// of nobody are found before anything is set up or trained.
func TestSources(t *testing.T) {
	const citation = "title: A study\nlicense: Apache-2.0\nauthors: [{name: Us}]\n"
	for _, c := range []struct{ citation, plan, want string }{
		{citation, "-seeds 3\n", ""},
		{citation, "-seeds 3\n-methods nothing\n", "line 2"},
		{citation, "lucas\n", "line 1"},
		{citation, "# later\n", "lists no study"},
		{"title: [\n", "-seeds 3\n", "mend "},
		{"title: A study\n", "-seeds 3\n", "authors are missing"},
	} {
		root := t.TempDir()
		t.Setenv(setup.RootEnv, root)
		for name, text := range map[string]string{"go.mod": "module audiounlearning\n",
			"README.md": beginResults + "\n" + endResults, citationFile: c.citation, planFile: c.plan} {
			path := filepath.Join(root, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755),
				os.WriteFile(path, []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := sources(root); (c.want == "") != (err == nil) {
			t.Errorf("%q, %q: %v", c.citation, c.plan, err)
		}
		s := settings.Default()
		s.Data = "synthetic" // what is refused next
		want := cmp.Or(c.want, "only the study of FSDD")
		if err := Studies(t.Context(), io.Discard, []settings.Settings{s}); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%q, %q: got %v, want %q", c.citation, c.plan, err, want)
		}
	}
}
