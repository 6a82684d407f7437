package figures

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"gonum.org/v1/plot/cmpimg"

	"audiounlearning/gomlx_model/network"
)

// gallery names a folder for looking at the figures: every figure of the
// gallery is saved there in full size.
var gallery = flag.String("gallery", "", "save the figures of the tests to this folder")

// goldenDPI keeps the golden images small: a third of what Save writes.
const goldenDPI = 64

type entry struct {
	name string
	draw func() (*Figure, error)
}

// figureGallery draws every figure of the package from made-up data, in the
// sizes that matter.
func figureGallery() []entry {
	three, sixty := madeUpRecords([]string{"ada"}, 3), madeUpRecords(madeUpSpeakers, 10)
	var digits []string
	for i := range 10 {
		digits = append(digits, strconv.Itoa(i))
	}
	return append([]entry{
		{"architecture", func() (*Figure, error) { return Architecture(network.Default()) }},
		{"idea", func() (*Figure, error) { return Idea(), nil }},
		{"power", func() (*Figure, error) { return Power(madeUpPowers()) }},
		{"worth", func() (*Figure, error) { return Worth(madeUpWorth()) }},
		{"split", func() (*Figure, error) { return Split("ada", madeUpSplit()) }},
		{"split_banner", func() (*Figure, error) {
			f, err := Split("ada", madeUpSplit())
			f.Banner = "synthetic data, quick"
			return f, err
		}},
		{"clip", func() (*Figure, error) { return ClipStages(madeUpClip()) }},
		{"clip_stages", func() (*Figure, error) {
			return ClipStages(madeUpClip(), Waveform, PowerSpectrum, MelSpectrum, Decibels,
				Cepstrum)
		}},
		{"digits", func() (*Figure, error) { return DigitsBySpeaker(madeUpCells()) }},
		{"split_held", func() (*Figure, error) {
			return Split("yolanda", []SplitPart{{"retained", 2250, true, true},
				{"test", 250, false, false}, {"excluded", 450, true, false},
				{"excluded-held", 50, false, false}})
		}},
		{"idea_banner", func() (*Figure, error) {
			f := Idea()
			f.Banner = "quick run on synthetic speech: it shows that everything works and " +
				"measures nothing"
			return f, nil
		}},
		{"curves", func() (*Figure, error) { return LearningCurves(madeUpTraining(3), three) }},
		{"phases", func() (*Figure, error) {
			return Phases(madeUpUnlearning(3), three, "base", "all-bn", "conv-bn")
		}},
		{"distances_weights", func() (*Figure, error) {
			return Distances(madeUpUnlearning(3),
				"conv-bn", "weights")
		}},
		{"distances_statistics", func() (*Figure, error) {
			return Distances(madeUpUnlearning(1),
				"conv-bn", "statistics")
		}},
		{"gaps_3_pairs", func() (*Figure, error) {
			return Gaps(three, "base", "all-bn",
				"conv-bn")
		}},
		{"gaps_60_pairs", func() (*Figure, error) {
			return Gaps(sixty, "base", "all-bn", "conv-bn", "all-bn-stats", "conv-bn-stats")
		}},
		{"confusions", func() (*Figure, error) {
			return Confusions(Confusion{"Gold", madeUpCounts(0.75, 3)}, []Confusion{
				{"Original", madeUpCounts(0.995, 1)}, {"Conv BN", madeUpCounts(0.91, 2)}}, digits)
		}},
		{"forest", func() (*Figure, error) { return Forest(viewOf(sixty)) }},
		{"lottery", func() (*Figure, error) { return Lottery(viewOf(sixty)) }},
		{"frontier", func() (*Figure, error) { return Frontier(madeUpFrontier()) }},
		{"speakers", func() (*Figure, error) {
			return BySpeaker(sixty, "excluded", "original", "gold", "base", "all-bn", "conv-bn")
		}},
		{"unheard", func() (*Figure, error) { return Unheard(sixty) }},
		{"noise", func() (*Figure, error) { return NoiseSteps(viewOf(sixty)) }},
	}, madeUpExplained()...)
}

func madeUpSplit() []SplitPart {
	return []SplitPart{{"retained", 2025, true, true}, {"validation", 225, false, false},
		{"test", 250, false, false}, {"excluded", 500, true, false}}
}

// TestGolden compares each figure with a picture that was looked at and found
// good. After an intended change run go test ./figures -run Golden -args -regen
// and look at the pictures again; -gallery DIR saves them in full size.
func TestGolden(t *testing.T) {
	for _, e := range figureGallery() {
		t.Run(e.name, func(t *testing.T) {
			f, err := e.draw()
			if err != nil {
				t.Fatal(err)
			}
			if *gallery != "" {
				if err := Save(*gallery, e.name, f); err != nil {
					t.Fatal(err)
				}
			}
			got, err := png(f, goldenDPI)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", e.name+"_golden.png")
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
			// The tolerance allows a shade to differ in its last bit, as it may
			// between processors, but no mark to move.
			if same, err := cmpimg.EqualApprox("png", got, want, 0.02); err != nil || !same {
				left := filepath.Join(t.ArtifactDir(), e.name+".png")
				os.WriteFile(left, got, 0o644)
				t.Errorf("the figure is not that of %s (%v); it is in %s", path, err, left)
			}
		})
	}
}

// TestSameBytes makes each figure twice from the start and wants the same file
// in every format, and no date in the PDF.
func TestSameBytes(t *testing.T) {
	small := func(f *Figure) ([]byte, error) { return png(f, goldenDPI) }
	for _, e := range figureGallery() {
		first, err := e.draw()
		second, err2 := e.draw()
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		for format, encode := range map[string]func(*Figure) ([]byte, error){"svg": SVG, "pdf": PDF,
			"png": small, "csv": CSV} {
			one, err := encode(first)
			two, err2 := encode(second)
			if err := errors.Join(err, err2); err != nil || !bytes.Equal(one, two) {
				t.Errorf("%s.%s differs from one run to the next (%v)", e.name, format, err)
			}
			if format == "pdf" && (bytes.Contains(one, []byte("Date")) ||
				bytes.Contains(one, []byte("D:19"))) {
				t.Errorf("%s.pdf holds a date", e.name)
			}
		}
		if testing.Short() {
			break
		}
	}
}

// TestCaptions wants each figure to say what is in it, to carry its numbers,
// and to be as wide as a column or the text.
func TestCaptions(t *testing.T) {
	for _, e := range figureGallery() {
		f, err := e.draw()
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Caption) < 60 || f.Caption[len(f.Caption)-1] != '.' {
			t.Errorf("%s: caption %q is not a sentence that says what to see", e.name, f.Caption)
		}
		if w, h := f.Size(); w != ColumnWidth && w != TextWidth || h > 240*TextWidth/170 {
			t.Errorf("%s is %v × %v points, want a column or the text wide and no taller than a "+
				"page", e.name, w, h)
		}
		table := f.Data()
		if len(table) < 2 {
			t.Errorf("%s carries no data", e.name)
		}
		for _, row := range table {
			if len(row) != len(table[0]) {
				t.Errorf("%s: row %v has %d cells, its header %d", e.name, row, len(row),
					len(table[0]))
			}
		}
	}
}
