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

// pngDPI is twice the 96 dots per inch that software assumes for a screen.
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

// PNG returns the figure as a PNG image at 192 dots per inch: 642 pixels wide
// for a figure of one column, 1285 for one of the text width.
func PNG(f *Figure) ([]byte, error) { return png(f, pngDPI) }

// png is PNG at another resolution.
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

// PDF returns the figure as a PDF of one page, which has the figure's size. It
// embeds the glyphs that it uses, and has no date, so the same data give the
// same bytes.
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
