package figures

import (
	"bytes"
	"encoding/base64"
	"image"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
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
	if want := []string{"idea.csv", "idea.pdf", "idea.png", "idea.svg"}; !slices.Equal(names, want) {
		t.Errorf("Save left %v, want %v and no temporary file", names, want)
	}
	blocked := filepath.Join(dir, "idea.csv") // a file where a folder is needed
	if err := Save(blocked, "idea", Idea()); err == nil {
		t.Error("Save into a file as if it were a folder gave no error")
	}
}

// TestSubset compares every character of a subset with the full font: its advance and its outline must be the same. The
// oracle is the full font, read by the same sfnt package.
func TestSubset(t *testing.T) {
	full := plot.DefaultTextHandler.Cache().Lookup(font.Font{Typeface: "Liberation", Variant: "Sans"}, 10).Face
	runes := []rune(" (),-.0123456789ABCXYZabcxyz×÷éüñ–−≈")
	slices.Sort(runes)
	subset, err := subsetFont(full, runes)
	if err != nil {
		t.Fatal(err)
	}
	var a, b sfnt.Buffer
	const em = 2048 << 6
	for _, r := range runes {
		want, _ := full.GlyphIndex(&a, r)
		got, err := subset.GlyphIndex(&b, r)
		if err != nil || (got == 0) != (want == 0) {
			t.Fatalf("%q is glyph %d of the subset, %d of the font (%v)", r, got, want, err)
		}
		wantAdvance, _ := full.GlyphAdvance(&a, want, em, 0)
		if gotAdvance, err := subset.GlyphAdvance(&b, got, em, 0); err != nil || gotAdvance != wantAdvance {
			t.Errorf("%q advances by %v, want %v (%v)", r, gotAdvance, wantAdvance, err)
		}
		wantShape, _ := full.LoadGlyph(&a, want, em, nil)
		if gotShape, err := subset.LoadGlyph(&b, got, em, nil); err != nil || !slices.Equal(gotShape, wantShape) {
			t.Errorf("%q has another shape in the subset (%v)", r, err)
		}
	}
	if other, _ := subset.GlyphIndex(&b, 'Q'); other != 0 {
		t.Error("the subset holds a letter that was not asked for")
	}
}

// TestEmbedded wants the SVG to carry fonts that can be read and the PDF to stay small.
func TestEmbedded(t *testing.T) {
	svg, err := SVG(Idea())
	if err != nil {
		t.Fatal(err)
	}
	fonts := regexp.MustCompile(`base64,([A-Za-z0-9+/=]+)\) format`).FindAllSubmatch(svg, -1)
	if len(fonts) != 2 {
		t.Fatalf("%d fonts in the SVG, want the regular and the bold", len(fonts))
	}
	for _, f := range fonts {
		raw, err := base64.StdEncoding.DecodeString(string(f[1]))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := opentype.Parse(raw); err != nil {
			t.Errorf("font in the SVG: %v", err)
		}
	}
	pdf, err := PDF(Idea())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(pdf, []byte("/FontFile2")) || len(pdf) > 50_000 {
		t.Errorf("PDF of %d bytes, want an embedded font within 50,000", len(pdf))
	}
}

// TestUpright wants the heat maps of the PDF stored from bottom to top, as its writer paints them, and those of the SVG
// free to fill their area: each is what it takes for the first row to come out at the bottom in both.
func TestUpright(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 1, 2))
	img.SetNRGBA(0, 0, blue)
	if got := (stretched{img, 3}).At(2, 1); got != blue {
		t.Errorf("the upper row of an image for the PDF came out as %v, want it at the bottom", got)
	}
	f, err := ClipStages(madeUpClip())
	if err != nil {
		t.Fatal(err)
	}
	svg, err := SVG(f)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(svg, []byte("<image ")); n == 0 || n != bytes.Count(svg, []byte(`<image preserveAspectRatio="none"`)) || bytes.Contains(svg, []byte("image/jpg")) {
		t.Error("the SVG holds an image that keeps its proportions or is called a JPEG")
	}
}
