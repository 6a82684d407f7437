package yours_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/jupyter"
)

// The notebook about methods shows the very files that the test of another
// module builds.
func TestNotebookShowsThisModule(t *testing.T) {
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	nb, err := jupyter.ReadNotebook(filepath.Join(root, "notebooks", "07_methods.ipynb"))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, cell := range nb.Cells {
		text.WriteString(string(cell.Source))
	}
	for _, file := range []string{"method.go", "metric.go"} {
		source, err := os.ReadFile(filepath.Join("testdata", "mine", file))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(text.String(), "```go\n"+string(source)+"```") {
			t.Errorf("the notebook does not show %s as it is", file)
		}
		if n := strings.Count(string(source), "\n"); n > 24 {
			t.Errorf("%s has %d lines: it should show that some 20 do", file, n)
		}
	}
}
