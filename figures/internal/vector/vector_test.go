package vector

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"regexp"
	"sync"
	"testing"

	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// writing returns a drawing of a text in regular and in bold weight.
func writing(s string) func(draw.Canvas) {
	return func(c draw.Canvas) {
		c.FillString(liberation(stdfont.WeightNormal), vg.Point{X: 5, Y: 5}, s)
		c.FillString(liberation(stdfont.WeightBold), vg.Point{X: 5, Y: 20}, s)
	}
}

// TestEmbedded wants readable fonts inside the SVG, and a PDF that stays small.
func TestEmbedded(t *testing.T) {
	paint := writing("Résumé: −0.5")
	svg, err := SVG(100, 40, "", paint)
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
	pdf, err := PDF(100, 40, paint)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(pdf, []byte("/FontFile2")) || len(pdf) > 20_000 {
		t.Errorf("PDF of %d bytes, want an embedded font within 20,000", len(pdf))
	}
}

// TestOddText wants valid documents for text with characters that the font or
// the PDF's code page lacks, and for no text.
func TestOddText(t *testing.T) {
	for _, s := range []string{"", " ", "≈ and 漢", "🎵", "\xff\xfe", "<&>"} {
		if svg, err := SVG(100, 40, "", writing(s)); err != nil ||
			!bytes.HasSuffix(svg, []byte("</svg>\n")) {
			t.Errorf("SVG of %q: %d bytes, %v", s, len(svg), err)
		}
		if pdf, err := PDF(100, 40, writing(s)); err != nil ||
			!bytes.HasSuffix(pdf, []byte("%%EOF\n")) {
			t.Errorf("PDF of %q: %d bytes, %v", s, len(pdf), err)
		}
	}
}

// TestConcurrent wants the same bytes from drawings made at the same time.
func TestConcurrent(t *testing.T) {
	want, err := PDF(100, 40, writing("same"))
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if got, err := PDF(100, 40, writing("same")); err != nil || !bytes.Equal(got, want) {
				t.Errorf("the PDF of the same drawing differs (%v)", err)
			}
		})
	}
	group.Wait()
	if bytes.Contains(want, []byte("Date")) {
		t.Error("the PDF holds a date")
	}
}

// TestUpright wants images for the PDF stored from bottom to top, as its writer
// paints them, and images in the SVG free to fill their area. Both formats then
// show the first row at the top.
func TestUpright(t *testing.T) {
	blue := color.NRGBA{B: 255, A: 255}
	img := image.NewNRGBA(image.Rect(0, 0, 1, 2))
	img.SetNRGBA(0, 0, blue)
	if got := stretched(img, 3).At(2, 1); got != blue {
		t.Errorf("the upper row of an image for the PDF came out as %v, want it at the bottom", got)
	}
	svg, err := SVG(100, 40, "", func(c draw.Canvas) { c.DrawImage(c.Rectangle, img) })
	if err != nil {
		t.Fatal(err)
	}
	free := bytes.Count(svg, []byte(`<image preserveAspectRatio="none"`))
	if all := bytes.Count(svg, []byte("<image ")); all != 1 || free != all {
		t.Errorf("%d of %d images in the SVG are free to fill their area, want the one", free, all)
	}
	if bytes.Contains(svg, []byte("image/jpg")) {
		t.Error("the SVG calls an image a JPEG")
	}
}
