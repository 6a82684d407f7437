package figures

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestSave(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	if err := Save(dir, "idea", Idea()); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	if want := []string{"idea.csv", "idea.pdf", "idea.png", "idea.svg"}; !slices.Equal(names,
		want) {
		t.Errorf("Save left %v, want %v and no temporary file", names, want)
	}
	blocked := filepath.Join(dir, "idea.csv") // a file where a folder is needed
	if err := Save(blocked, "idea", Idea()); err == nil {
		t.Error("Save into a file as if it were a folder gave no error")
	}
}

// TestHeat wants the SVG of a figure with heat maps to hold them as images.
func TestHeat(t *testing.T) {
	f, err := ClipStages(madeUpClip())
	if err != nil {
		t.Fatal(err)
	}
	svg, err := SVG(f)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(svg, []byte("<image ")); n == 0 {
		t.Error("the SVG holds no image")
	}
}
