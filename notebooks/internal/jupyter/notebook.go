package jupyter

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A Notebook holds the parts of a Jupyter notebook that this program reads.
type Notebook struct {
	Cells []struct {
		Type   string `json:"cell_type"`
		Source lines  `json:"source"`

		Outputs []json.RawMessage `json:"outputs"`
	} `json:"cells"`
	Metadata struct {
		Stamp *Stamp `json:"audiounlearning"`
	} `json:"metadata"`
}

// A Stamp says in a published notebook what it shows: the sources of the cells
// that ran, the corpus they ran on and the records they saw, each as a hash.
type Stamp struct {
	Sources string `json:"sources"`
	Corpus  string `json:"corpus"`
	Records string `json:"records"`
}

// lines is text that a notebook holds as one string or as a list of them.
type lines string

// UnmarshalJSON accepts both forms.
func (l *lines) UnmarshalJSON(text []byte) error {
	var list []string
	if err := json.Unmarshal(text, &list); err == nil {
		*l = lines(strings.Join(list, ""))
		return nil
	}
	return json.Unmarshal(text, (*string)(l))
}

// ReadNotebook reads a notebook file.
func ReadNotebook(path string) (Notebook, error) {
	var nb Notebook
	text, err := os.ReadFile(path)
	if err != nil {
		return nb, fmt.Errorf("read a notebook: %w", err)
	}
	if err := json.Unmarshal(text, &nb); err != nil {
		return nb, fmt.Errorf("read %s: it is no notebook: %w (git checkout brings it back)", path,
			err)
	}
	return nb, nil
}

// Silent returns the source of the first cell that runs something but shows
// nothing, or shows a figure without its caption; "" if there is none. Every
// cell of the study that runs something shows it, but on a busy machine the
// kernel loses about one output in some hundred cells.
func (n Notebook) Silent() string {
	for _, c := range n.Cells {
		source := string(c.Source)
		least := strings.Count("\n"+source, "\n%%\n") + strings.Count(source, "figures.Show(")
		if c.Type == "code" && len(c.Outputs) < least {
			return source
		}
	}
	return ""
}

// Sources returns the hash of the types and sources of all cells.
func (n Notebook) Sources() string {
	h := sha256.New()
	for _, c := range n.Cells {
		fmt.Fprintf(h, "%q %q\n", c.Type, c.Source)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// codeCells returns how many cells will run.
func (n Notebook) codeCells() (count int) {
	for _, c := range n.Cells {
		if c.Type == "code" && strings.TrimSpace(string(c.Source)) != "" {
			count++
		}
	}
	return count
}

// NotebookPaths returns the notebooks of the checkout in their order.
func NotebookPaths(root string) ([]string, error) {
	all, err := filepath.Glob(filepath.Join(root, "notebooks", "[0-9][0-9]_*.ipynb"))
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("no notebooks in %s: is the checkout whole?",
			filepath.Join(root, "notebooks"))
	}
	return all, err
}

// Outputs returns where a notebook's executed copy and its page go.
func Outputs(dir, source string) (executed, page string) {
	name := strings.TrimSuffix(filepath.Base(source), ".ipynb")
	return filepath.Join(dir, name+".ipynb"), filepath.Join(dir, name+".html")
}
