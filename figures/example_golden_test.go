package figures_test

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/draw"
	"gonum.org/v1/plot/cmpimg"
)

// TestMain gives the Examples a folder for temporary files, and removes it
// after the tests.
func TestMain(m *testing.M) {
	flag.Parse()
	dir, err := os.MkdirTemp("", "figures")
	if err != nil {
		panic(err)
	}
	os.Setenv("TMPDIR", dir)
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// TestExamples compares the picture of each Example, at a third of its size,
// with one that was looked at and found good; see testdata/README.md.
func TestExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("draws every example")
	}
	for name, example := range map[string]func(){
		"architecture": ExampleArchitecture, "clip": ExampleClipStages,
		"confusions": ExampleConfusions, "confusions_of": ExampleConfusionsOf,
		"curves": ExampleLearningCurves, "digits": ExampleDigitsBySpeaker,
		"distances": ExampleDistances, "forest": ExampleForest, "frontier": ExampleFrontier,
		"gaps": ExampleGaps, "idea": ExampleIdea, "lottery": ExampleLottery,
		"noise": ExampleNoiseSteps, "phases": ExamplePhases, "speakers": ExampleBySpeaker,
		"split": ExampleSplit, "unheard": ExampleUnheard, "worth": ExampleWorth,
	} {
		t.Run(name, func(t *testing.T) {
			quietly(t, example)
			got := third(t, filepath.Join(os.TempDir(), name+".png"))
			path := filepath.Join("testdata", "example_"+name+"_golden.png")
			if *cmpimg.GenerateTestData {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if same, err := cmpimg.EqualApprox("png", got, want, 0.02); err != nil || !same {
				left := filepath.Join(t.ArtifactDir(), name+".png")
				os.WriteFile(left, got, 0o644)
				t.Errorf("the example does not draw %s (%v); what it draws is in %s", path, err, left)
			}
		})
	}
}

// quietly runs an example without its output, which go test itself checks.
func quietly(t *testing.T, example func()) {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	out := os.Stdout
	os.Stdout = null
	defer func() { os.Stdout = out }()
	example()
}

// third returns a picture at a third of its size, which keeps golden files
// small.
func third(t *testing.T, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	full, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	small := image.NewNRGBA(image.Rect(0, 0, full.Bounds().Dx()/3, full.Bounds().Dy()/3))
	draw.CatmullRom.Scale(small, small.Bounds(), full, full.Bounds(), draw.Src, nil)
	var b bytes.Buffer
	if err := png.Encode(&b, small); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
