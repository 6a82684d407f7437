// Package vector turns a drawing into SVG and PDF documents that embed the
// part of each font that they use.
//
// A drawing is a size and a function that paints on a canvas. The function is
// called twice: first to learn which characters are written in which font, then
// to paint on the writer of the format, with fonts of only those characters:
//
//	paint → textRecorder → subsetFont → vectorCanvas → SVG or PDF
//
// The same drawing gives the same bytes, even if several are made at once.
package vector

import (
	"bytes"
	"html"
	"sync"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// SVG returns a drawing of size w × h as a Scalable Vector Graphics document
// with its fonts inside. Its desc element holds shows, a text that says what
// the drawing shows.
func SVG(w, h vg.Length, shows string, paint func(draw.Canvas)) ([]byte, error) {
	fonts, err := subsetFonts(w, h, paint)
	if err != nil {
		return nil, err
	}
	c := vgsvg.NewWith(vgsvg.UseWH(w, h), vgsvg.EmbedFonts(true))
	paint(draw.NewCanvas(vectorCanvas{Canvas: c, fonts: fonts}, w, h))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return nil, err
	}
	// Gonum's SVG writer labels embedded PNG images as JPEG, which strict
	// readers refuse. It also lets readers keep the proportions of an image,
	// which leaves gaps in a heat map.
	svg := bytes.ReplaceAll(b.Bytes(), []byte("data:image/jpg;"), []byte("data:image/png;"))
	svg = bytes.ReplaceAll(svg, []byte("<image x="), []byte(`<image preserveAspectRatio="none" x=`))
	desc := "<desc>" + html.EscapeString(shows) + "</desc>\n<defs>"
	return bytes.Replace(svg, []byte("<defs>"), []byte(desc), 1), nil
}

// pdfDefaults guards the package-wide settings of fpdf.
var pdfDefaults sync.Mutex

// PDF returns a drawing of size w × h as a one-page document of that size, with
// its fonts inside and without a date.
func PDF(w, h vg.Length, paint func(draw.Canvas)) ([]byte, error) {
	fonts, err := subsetFonts(w, h, paint)
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
	paint(draw.NewCanvas(vectorCanvas{
		Canvas: c, fonts: fonts, widths: make(map[int]bool), windows1252: true,
	}, w, h))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return nil, err
	}
	return withoutDates(b.Bytes(), epoch), nil
}

// withoutDates overwrites the two dates of a PDF with blanks. The file keeps
// its length, so the offsets in its table stay valid.
func withoutDates(pdf []byte, date time.Time) []byte {
	for _, key := range []string{"/CreationDate", "/ModDate"} {
		entry := []byte(key + " (D:" + date.Format("20060102150405") + ")")
		pdf = bytes.Replace(pdf, entry, bytes.Repeat([]byte(" "), len(entry)), 1)
	}
	return pdf
}
