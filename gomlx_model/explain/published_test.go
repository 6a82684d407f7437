package explain_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// published are the answers of seeds 1 to 10 that are committed.
func published(t *testing.T) *explain.Answers {
	t.Helper()
	data, err := records.PublishedFile("")
	if err != nil {
		t.Fatal(err)
	}
	all, err := records.ReadPublished(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Clips) == 0 {
		t.Skip("no answers are published yet")
	}
	clips, err := report.ClipsOfNames(all.ClipNames)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := explain.NewAnswers(slices.DeleteFunc(all.Clips, func(r records.Run) bool {
		return r.Seed > 10
	}), clips)
	if err != nil {
		t.Fatal(err)
	}
	return answers
}

// The oracle is testdata/published.py, which reads the same files with SciPy
// and scikit-learn.
func TestPublishedMemoryAndChanges(t *testing.T) {
	var golden struct {
		Want map[string][3]float64 `json:"memory_kappa_share"`
	}
	text, err := os.ReadFile(filepath.Join("testdata", "published.json"))
	if err == nil {
		err = json.Unmarshal(text, &golden)
	}
	if err != nil || len(golden.Want) != 4 {
		t.Fatalf("%d methods, %v", len(golden.Want), err)
	}
	a := published(t)
	check := func(method string, memory explain.Memory, changes explain.Changes) {
		t.Helper()
		for i, s := range []records.Sample{memory.Rank, changes.Kappa, changes.Share} {
			if got := s.Test().Mean; len(s.Pairs) != 60 ||
				math.Abs(got-golden.Want[method][i]) > 1e-9 {
				t.Errorf("%s, number %d: %.10f of %s, want %.10f", method, i, got, s.Size(),
					golden.Want[method][i])
			}
		}
	}
	for _, method := range []string{names.Base, names.ConvBN} {
		memory, err1 := a.Memory(method)
		changes, err2 := a.Changes(method)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		check(method, memory.Found, changes.Found)
		check(names.Gold2, memory.Floor, changes.Floor)
		check(explain.Noise, memory.Control, changes.Control)
	}
}

// Interference weighs each cell by its own test clips: summed up over the
// others with these weights, it is the change of the errors on the pair's test
// set, which the published records have as accuracies.
func TestPublishedInterference(t *testing.T) {
	a := published(t)
	all, err := records.PublishedRecords()
	if err != nil {
		t.Fatal(err)
	}
	accuracy := map[records.Name]float64{}
	key := func(speaker string, seed int, method string) records.Name {
		return records.Name{Speaker: speaker, Seed: seed, Method: method}
	}
	for _, r := range all {
		if r.Protocol == names.ProtocolPaper && r.Norm == "batch" && r.Settings == "" &&
			r.Set == names.SetTest {
			accuracy[key(r.Speaker, r.Seed, r.Method)] = r.Accuracy
		}
	}
	j, err := a.Interference(names.Base, explain.Error)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, p := range a.Pairs {
		after, ok1 := accuracy[key(p.Speaker, p.Seed, names.Base)]
		before, ok2 := accuracy[key(p.Speaker, p.Seed, names.Original)]
		if !ok1 || !ok2 {
			continue
		}
		share, row := map[string]float64{}, slices.Index(j.Found.Speakers, p.Speaker)
		for _, clip := range p.Split.Test {
			share[a.Clips[clip].Speaker] += 1 / float64(len(p.Split.Test))
		}
		sum := 0.0
		for column, other := range j.Found.Speakers {
			for _, cell := range j.Found.Cells[row][column].Pairs {
				if cell.Seed == p.Seed {
					sum += share[other] * cell.Value
				}
			}
		}
		if checked++; math.Abs(sum-(before-after)) > 1e-9 {
			t.Errorf("%s, seed %d: errors rise by %v, by the records %v", p.Speaker, p.Seed, sum,
				before-after)
		}
	}
	if checked != 60 {
		t.Errorf("%d pairs were checked, want 60", checked)
	}
}
