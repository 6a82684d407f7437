package figures

import (
	"os"
	"testing"
)

// look saves a figure for the eye where FIGURES_OUT names a folder.
func show(t *testing.T, name string, f *Figure) {
	t.Helper()
	if dir := os.Getenv("FIGURES_OUT"); dir != "" {
		if err := Save(dir, name, f); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLook(t *testing.T) {
	a, err := Architecture(DefaultNetwork())
	if err != nil {
		t.Fatal(err)
	}
	if got := DefaultNetwork().Parameters(); got != 65706 {
		t.Fatal(got)
	}
	show(t, "architecture", a)
	show(t, "idea", Idea())
	s, err := Split("lucas", []SplitPart{{"retained", 2025, true, true}, {"validation", 225, false, false}, {"test", 250, false, false}, {"excluded", 500, true, false}})
	if err != nil {
		t.Fatal(err)
	}
	s.Banner = "synthetic data, quick"
	show(t, "split", s)
}
