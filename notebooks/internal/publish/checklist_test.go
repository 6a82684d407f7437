package publish

import (
	"strings"
	"testing"

	"audiounlearning/gomlx_model/records"
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
	text := string(must(checklist(all, plan)))
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
	whole := string(must(checklist(all[:4], "-seeds 2 -speakers theo -methods gold\n")))
	if !strings.Contains(whole, "Nothing: every run") {
		t.Errorf("nothing was cut:\n%s", whole)
	}
	if _, err := checklist(all, "-seeds no\n"); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a plan that is none: %v", err)
	}
}
