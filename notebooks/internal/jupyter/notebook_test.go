package jupyter

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// saved writes a file of a name and returns its path.
func saved(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// nbOf reads a notebook of these cells.
func nbOf(t *testing.T, cells string) Notebook {
	t.Helper()
	nb, err := ReadNotebook(saved(t, "a.ipynb", `{"cells": [`+cells+`], "metadata":
		{"audiounlearning": {"sources": "s", "corpus": "c", "records": "r"}}, "nbformat": 4}`))
	if err != nil {
		t.Fatal(err)
	}
	return nb
}

// A source may be one string or a list of lines, by the format of notebooks,
// version 4.5; both are the same text and so the same hash.
func TestReadNotebook(t *testing.T) {
	one := nbOf(t, `{"cell_type": "code", "source": "a\nb"}, {"cell_type": "code", "source": " "},
		{"cell_type": "markdown", "source": "# T"}`)
	lines := nbOf(t, `{"cell_type": "code", "source": ["a\n", "b"]},
		{"cell_type": "code", "source": [" "]}, {"cell_type": "markdown", "source": ["# T"]}`)
	if len(one.Cells) != 3 || one.Cells[0].Source != "a\nb" || one.Sources() != lines.Sources() {
		t.Errorf("%d cells, the first %q; hashes %s and %s", len(one.Cells), one.Cells[0].Source,
			one.Sources(), lines.Sources())
	}
	if n := one.codeCells(); n != 1 {
		t.Errorf("%d cells will run, want the one that is code and not empty", n)
	}
	if s := one.Metadata.Stamp; s == nil || *s != (Stamp{"s", "c", "r"}) {
		t.Errorf("the stamp is %v", s)
	}
	for _, cells := range []string{
		`{"cell_type": "markdown", "source": "a\nb"}, {"cell_type": "code", "source": " "},
			{"cell_type": "markdown", "source": "# T"}`,
		`{"cell_type": "code", "source": " "}, {"cell_type": "code", "source": "a\nb"},
			{"cell_type": "markdown", "source": "# T"}`,
		`{"cell_type": "code", "source": "a\nb"}`,
	} {
		if nbOf(t, cells).Sources() == one.Sources() {
			t.Errorf("%s has the hash of other cells", cells)
		}
	}
	for want, path := range map[string]string{
		"no such file":         filepath.Join(t.TempDir(), "absent.ipynb"),
		"it is no notebook":    saved(t, "a.ipynb", "# no JSON"),
		"git checkout brings ": saved(t, "b.ipynb", `{"cells": [{"source": 3}]}`),
	} {
		if _, err := ReadNotebook(path); err == nil || !strings.Contains(err.Error(), want) ||
			!strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n") {
			t.Errorf("got %v, want one line with %q and the path", err, want)
		}
	}
}

// A cell is silent that runs and shows nothing, and one that shows a figure
// without its caption; a cell that declares only is not.
func TestSilent(t *testing.T) {
	for cells, want := range map[string]string{
		`{"cell_type": "code", "source": "var x = 1"}`:                                     "",
		`{"cell_type": "code", "source": "%%\nf()"}`:                                       "%%\nf()",
		`{"cell_type": "code", "source": "%%\nf()", "outputs": [{}]}`:                      "",
		`{"cell_type": "code", "source": "%%\nfigures.Show(f)", "outputs": [{}]}`:          "%%\nfigures.Show(f)",
		`{"cell_type": "code", "source": "%%\nfigures.Show(f)", "outputs": [{}, {}]}`:      "",
		`{"cell_type": "markdown", "source": "%%\nas text"}`:                               "",
		`{"cell_type": "code", "source": "a"}, {"cell_type": "code", "source": "b\n%%\n"}`: "b\n%%\n",
	} {
		if got := nbOf(t, cells).Silent(); got != want {
			t.Errorf("%s: %q, want %q", cells, got, want)
		}
	}
}

// Notebooks are those of two digits, in their order.
func TestNotebookPaths(t *testing.T) {
	root := t.TempDir()
	if _, err := NotebookPaths(root); err == nil || !strings.Contains(err.Error(), root) ||
		!strings.Contains(err.Error(), "is the checkout whole?") {
		t.Errorf("without notebooks: %v", err)
	}
	dir := filepath.Join(root, "notebooks")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"10_b.ipynb", "02_a.ipynb", "draft.ipynb", "03_c.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	all, err := NotebookPaths(root)
	if want := []string{filepath.Join(dir, "02_a.ipynb"), filepath.Join(dir, "10_b.ipynb")}; err != nil ||
		!slices.Equal(all, want) {
		t.Errorf("got %q, %v; want %q", all, err, want)
	}
}

func ExampleOutputs() {
	copied, page := Outputs("out", "notebooks/05_results.ipynb")
	fmt.Println(filepath.ToSlash(copied), filepath.ToSlash(page))
	// Output: out/05_results.ipynb out/05_results.html
}
