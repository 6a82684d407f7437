package publish

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/study"
	"audiounlearning/notebooks/internal/arguments"
)

// ChecklistFile, below figures/data, says what was run, on what, for how long
// and with which seeds, and which planned runs were not.
const ChecklistFile = "checklist.md"

// planFile lists the studies that were planned, below the checkout.
const planFile = "notebooks/plan.txt"

// checklist answers a reviewer's questions about reproducibility from the
// records and the plan alone.
func checklist(all []records.Record, plan []arguments.Step) []byte {
	runs := runsOf(all)
	var b strings.Builder
	b.WriteString("# Reproducibility checklist\n\nComputed from the records in this folder and from " +
		planFile + ".\n\n## On what\n\n")
	corpora, backends := map[string]bool{}, map[string]bool{}
	passes, failed := 0, []string{}
	for _, r := range runs {
		corpora[r.Corpus], backends[r.Backend] = true, true
		passes += r.Passes
		if !r.OK() {
			failed = append(failed, fmt.Sprintf("%s, %s, seed %d ended as %s", r.Method, r.Speaker, r.Seed,
				r.Status))
		}
	}
	fmt.Fprintf(&b, "- Recordings, by digest: %s\n- Backends: %s\n", listed(corpora), listed(backends))
	fmt.Fprintf(&b, "\n## How long\n\n- %s, in which training passed clips %d times\n", records.Plural(len(
		runs), "run"), passes)
	if gold := goldsPasses(runs); gold > 0 {
		fmt.Fprintf(&b, "- This is %.1f times what training gold takes under the paper's settings, %.0f "+
			"passes on average\n", float64(passes)/gold, gold)
	}
	b.WriteString("\n## What was run, and with which seeds\n\n" +
		"| Protocol | Norm | Settings | Methods | Speakers | Seeds | Runs |\n" +
		"| --- | --- | --- | --- | --- | --- | ---: |\n")
	b.WriteString(grids(runs))
	b.WriteString("\n## What was cut\n\n")
	cuts := append(failed, cut(runs, plan)...)
	if len(cuts) == 0 {
		cuts = []string{"Nothing: every run of the plan is published, and none failed."}
	}
	for _, line := range cuts {
		fmt.Fprintf(&b, "- %s\n", line)
	}
	return []byte(b.String())
}

// runsOf returns one record of each run.
func runsOf(all []records.Record) (runs []records.Record) {
	seen := map[string]bool{}
	for _, r := range all {
		if id := r.Key + " " + r.Speaker; !seen[id] {
			seen[id] = true
			runs = append(runs, r)
		}
	}
	return runs
}

func listed(set map[string]bool) string {
	return strings.Join(slices.Sorted(maps.Keys(set)), ", ")
}

// goldsPasses returns the mean passes of gold under the paper's settings.
func goldsPasses(runs []records.Record) float64 {
	sum, n := 0, 0
	for _, r := range runs {
		if r.Method == names.Gold && r.Protocol == names.ProtocolPaper && r.Settings == "" {
			sum, n = sum+r.Passes, n+1
		}
	}
	return float64(sum) / float64(max(n, 1))
}

// grids returns a table: methods that were run on the same speakers and seeds
// share a row.
func grids(runs []records.Record) string {
	type kind struct{ protocol, norm, settings, method string }
	type reach struct {
		speakers map[string]bool
		seeds    map[int]bool
		runs     int
	}
	of := map[kind]*reach{}
	for _, r := range runs {
		k := kind{r.Protocol, r.Norm, r.Settings, r.Method}
		if of[k] == nil {
			of[k] = &reach{map[string]bool{}, map[int]bool{}, 0}
		}
		of[k].speakers[cmp.Or(r.Speaker, "nobody")] = true
		of[k].seeds[r.Seed] = true
		of[k].runs++
	}
	methods, counts := map[[5]string][]string{}, map[[5]string]int{}
	for k, r := range of {
		row := [5]string{k.protocol, k.norm, cmp.Or(k.settings, "the paper's"), listed(r.speakers),
			records.Ranges(slices.Sorted(maps.Keys(r.seeds)))}
		methods[row], counts[row] = append(methods[row], k.method), counts[row]+r.runs
	}
	var b strings.Builder
	for _, row := range slices.SortedFunc(maps.Keys(methods), func(a, b [5]string) int {
		return slices.Compare(a[:], b[:])
	}) {
		slices.SortFunc(methods[row], names.CompareMethods)
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %d |\n", row[0], row[1], row[2],
			strings.Join(methods[row], ", "), row[3], row[4], counts[row])
	}
	return b.String()
}

// cut returns the studies of a plan that have unpublished runs.
func cut(runs []records.Record, plan []arguments.Step) (lines []string) {
	type place struct {
		protocol, norm, speaker, method string
		seed                            int
	}
	there := map[place][]string{}
	for _, r := range runs {
		if r.OK() {
			p := place{r.Protocol, r.Norm, r.Speaker, r.Method, r.Seed}
			there[p] = append(there[p], ";"+r.Settings+";")
		}
	}
	for _, step := range plan {
		s, changes := step.Settings, study.Changes(step.Settings)
		made := func(text string) bool {
			for _, c := range changes {
				if !strings.Contains(text, ";"+c+";") {
					return false
				}
			}
			return len(changes) > 0 || text == ";;"
		}
		missing, asked := 0, 0
		for _, speaker := range s.Speakers {
			for _, method := range s.Methods {
				for seed := s.From(); seed <= s.Seeds; seed++ {
					p := place{s.Protocol, string(s.Network.Norm), speaker, method, seed}
					if asked++; !slices.ContainsFunc(there[p], made) {
						missing++
					}
				}
			}
		}
		if missing > 0 {
			lines = append(lines, fmt.Sprintf("%d of %d runs are not published of `%s`", missing, asked,
				step.Line))
		}
	}
	return lines
}
