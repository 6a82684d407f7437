package figures

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"

	"audiounlearning/figures/internal/vector"

	"github.com/google/renameio/v2/maybe"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// pngDPI is twice the 96 dots an inch that a screen is taken to have.
const pngDPI = 192

// Save writes the figure to dir as name.svg, name.pdf, name.png and name.csv.
// It makes dir if it is missing.
//
// Except on Windows, each file is written under a temporary name, synced and
// renamed, so that nobody ever reads half a file. The same data give the same
// bytes.
func Save(dir, name string, f *Figure) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("save figure %s: %w", name, err)
	}
	formats := []struct {
		suffix string
		encode func(*Figure) ([]byte, error)
	}{{".svg", SVG}, {".pdf", PDF}, {".png", PNG}, {".csv", CSV}}
	for _, format := range formats {
		data, err := format.encode(f)
		if err == nil {
			err = maybe.WriteFile(filepath.Join(dir, name+format.suffix), data, 0o644)
		}
		if err != nil {
			return fmt.Errorf("save figure %s%s: %w", name, format.suffix, err)
		}
	}
	return nil
}

// PNG returns the figure as a PNG image of 192 dots an inch: 642 pixels wide
// for a column, 1285 for the text.
func PNG(f *Figure) ([]byte, error) { return png(f, pngDPI) }

// png is PNG at a resolution.
func png(f *Figure, dpi int) ([]byte, error) {
	w, h := f.Size()
	c := vgimg.NewWith(vgimg.UseWH(w, h), vgimg.UseDPI(dpi))
	f.Draw(draw.New(c))
	var b bytes.Buffer
	_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(&b)
	return b.Bytes(), err
}

// SVG returns the figure as a Scalable Vector Graphics document. It contains
// its fonts, and its caption as a description for screen readers.
func SVG(f *Figure) ([]byte, error) {
	w, h := f.Size()
	return vector.SVG(w, h, f.Caption, f.Draw)
}

// PDF returns the figure as a document of one page of its size. The document
// contains the glyphs that it uses, and no date.
func PDF(f *Figure) ([]byte, error) {
	w, h := f.Size()
	return vector.PDF(w, h, f.Draw)
}

// CSV returns the numbers of the figure, the header first.
func CSV(f *Figure) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	err := w.WriteAll(f.data)
	return b.Bytes(), err
}
