package yours_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/jupyter"
)

// What the notebook shows for pandas says what its cell in Go says. The oracle
// is the selection and the sample of package records.
func TestPandas(t *testing.T) {
	if testing.Short() {
		t.Skip("installs Python packages")
	}
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	nb, err := jupyter.ReadNotebook(filepath.Join(root, "notebooks", "09_yours.ipynb"))
	if err != nil {
		t.Fatal(err)
	}
	program := ""
	for _, cell := range nb.Cells {
		if _, rest, found := strings.Cut(string(cell.Source), "```python\n"); found {
			program, _, _ = strings.Cut(rest, "```")
		}
	}
	lock, err := os.ReadFile(filepath.Join("testdata", "pandas", "requirements.txt"))
	if err != nil {
		t.Fatal(err)
	}
	unlock, err := setup.Lock(t.Context(), root, func(line string) { t.Log(line) })
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	packages := filepath.Join(t.TempDir(), "pandas")
	t.Setenv("PIP_COMPILE", "0") // Python compiles what it imports, and not all of pandas
	python, err := setup.Python(t.Context(), root, func(line string) { t.Log(line) })
	if err == nil {
		err = setup.Install(t.Context(), python, packages, string(lock), "pandas")
	}
	if errors.Is(err, setup.ErrNoPython) || err != nil && strings.Contains(err.Error(), "network") {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), python, "-c", program)
	cmd.Dir, cmd.Env = root, append(os.Environ(), "PYTHONPATH="+packages)
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, program, said)
	}
	all, err := records.PublishedRecords()
	if err != nil {
		t.Fatal(err)
	}
	chosen := records.DefaultSelection()
	view, err := records.Select(chosen.Filter(all), chosen)
	if err != nil {
		t.Fatal(err)
	}
	above := view.Difference(records.F1, names.SetExcluded, names.Base, names.Gold)
	means := above.SpeakerMeans()
	i := slices.Index(means, slices.Max(means))
	want := fmt.Sprintf("%s: %.3f above gold in macro F1", above.Speakers()[i], means[i])
	if got := strings.TrimSpace(string(said)); got != want {
		t.Errorf("pandas says %q, Go %q", got, want)
	}
}
