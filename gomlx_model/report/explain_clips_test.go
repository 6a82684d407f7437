package report

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
)

// TestExplainTables reads cells that explain's own tests hold to a referee in
// Python (0.56 and 0.29 of base, 0.69 of gold2, 0.36 of noise), and counts.
func TestExplainTables(t *testing.T) {
	answers, clips := publishedAnswers(t, Exploring)
	a, err := explain.NewAnswers(answers, clips)
	if err != nil {
		t.Fatal(err)
	}
	memory, err := MemoryTable(a, names.Base, names.ConvBN)
	if err != nil {
		t.Fatal(err)
	}
	// the oracle is SciPy's and scikit-learn's, from the same files
	text, err := os.ReadFile(filepath.Join("..", "explain", "testdata", "published.json"))
	if err != nil {
		t.Fatal(err)
	}
	var golden struct {
		Memory map[string][3]float64 `json:"memory_kappa_share"`
	}
	if err := json.Unmarshal(text, &golden); err != nil {
		t.Fatal(err)
	}
	for i, m := range []string{names.Base, names.ConvBN, names.Gold2, "noise-0.16"} {
		want := fmt.Sprintf("%s %.2f %.2f", m, golden.Memory[m][0], golden.Memory[m][1])
		cell := func(c int) string { first, _, _ := strings.Cut(memory.Rows[i][c], " "); return first }
		if got := cell(0) + " " + cell(1) + " " + cell(2); got != want {
			t.Errorf("row %d: %s, want %s", i, got, want)
		}
	}
	if _, err := MemoryTable(a, "nothing"); err == nil {
		t.Error("a method without answers has a table")
	}
}
