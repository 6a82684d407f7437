package figures

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// pngDPI is twice the 96 dots an inch that a screen is taken to have.
const pngDPI = 192

// Save writes the figure to dir as name.svg, name.pdf, name.png and name.csv and makes dir where it is missing.
//
// Each file is written under another name, synced and renamed, so that a reader never sees half of one, and holds the
// same bytes whenever the figure shows the same data. SVG and PDF carry the glyphs that they use.
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
			err = writeWhole(filepath.Join(dir, name+format.suffix), data)
		}
		if err != nil {
			return fmt.Errorf("save figure %s%s: %w", name, format.suffix, err)
		}
	}
	return nil
}

// PNG returns the figure as a PNG image with 192 dots an inch: 642 pixels wide for a column, 1285 for the text.
func PNG(f *Figure) ([]byte, error) { return png(f, pngDPI) }

func png(f *Figure, dpi int) ([]byte, error) {
	w, h := f.Size()
	c := vgimg.NewWith(vgimg.UseWH(w, h), vgimg.UseDPI(dpi))
	f.Draw(draw.New(c))
	var b bytes.Buffer
	_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(&b)
	return b.Bytes(), err
}

// SVG returns the figure as a Scalable Vector Graphics document with its fonts inside.
func SVG(f *Figure) ([]byte, error) {
	w, h := f.Size()
	fonts, err := subsetFonts(f)
	if err != nil {
		return nil, err
	}
	c := vgsvg.NewWith(vgsvg.UseWH(w, h), vgsvg.EmbedFonts(true))
	f.Draw(draw.NewCanvas(vectorCanvas{Canvas: c, fonts: fonts}, w, h))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return nil, err
	}
	// The writer of gonum calls embedded PNG images JPEG, which strict readers refuse, and lets readers keep the images'
	// proportions, which leaves gaps in a heat map.
	svg := bytes.ReplaceAll(b.Bytes(), []byte("data:image/jpg;"), []byte("data:image/png;"))
	return bytes.ReplaceAll(svg, []byte("<image x="), []byte(`<image preserveAspectRatio="none" x=`)), nil
}

// pdfDefaults guards the package-wide settings of fpdf.
var pdfDefaults sync.Mutex

// PDF returns the figure as a one-page document of its size, with its fonts inside and without any date.
func PDF(f *Figure) ([]byte, error) {
	w, h := f.Size()
	fonts, err := subsetFonts(f)
	if err != nil {
		return nil, err
	}
	pdfDefaults.Lock()
	defer pdfDefaults.Unlock()
	epoch := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	fpdf.SetDefaultCatalogSort(true)
	fpdf.SetDefaultCreationDate(epoch)
	fpdf.SetDefaultModificationDate(epoch)
	c := vgpdf.New(w, h)
	f.Draw(draw.NewCanvas(vectorCanvas{Canvas: c, fonts: fonts, widths: make(map[int]bool), windows1252: true}, w, h))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return nil, err
	}
	return withoutDates(b.Bytes(), epoch), nil
}

// withoutDates blanks the two date entries of a PDF in place, so that the offsets in its table stay true.
func withoutDates(pdf []byte, date time.Time) []byte {
	for _, key := range []string{"/CreationDate", "/ModDate"} {
		entry := []byte(key + " (D:" + date.Format("20060102150405") + ")")
		pdf = bytes.Replace(pdf, entry, bytes.Repeat([]byte(" "), len(entry)), 1)
	}
	return pdf
}

// CSV returns the numbers in the figure, a header line first.
func CSV(f *Figure) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	err := w.WriteAll(f.data)
	return b.Bytes(), err
}

// writeWhole replaces a file in one step.
func writeWhole(path string, data []byte) (err error) {
	t, err := os.CreateTemp(filepath.Dir(path), ".figure-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			t.Close()
			os.Remove(t.Name())
		}
	}()
	if _, err = t.Write(data); err != nil {
		return err
	}
	if err = t.Chmod(0o644); err != nil {
		return err
	}
	if err = t.Sync(); err != nil {
		return err
	}
	if err = t.Close(); err != nil {
		return err
	}
	return os.Rename(t.Name(), path)
}
