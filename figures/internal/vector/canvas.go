package vector

import (
	"fmt"
	"slices"
	"strings"

	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/text/encoding/charmap"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// A vectorCanvas draws text in the subset fonts. The full ones would add half a
// megabyte to each file.
type vectorCanvas struct {
	vg.Canvas
	fonts  map[font.Font]*opentype.Font
	widths map[int]bool // of the images drawn so far; nil if widths may repeat

	// windows1252 is set for the PDF writer, which takes one regular font, and
	// text in that code page instead of UTF-8.
	windows1252 bool
}

// FillString implements vg.Canvas.
func (c vectorCanvas) FillString(face font.Face, at vg.Point, s string) {
	face.Face = c.fonts[anySize(face.Font)]
	if c.windows1252 {
		encoded, err := charmap.Windows1252.NewEncoder().String(printable(s))
		if err != nil || face.Font.Weight == stdfont.WeightBold {
			fillOutlines(c.Canvas, face, at, s)
			return
		}
		s = encoded
	}
	c.Canvas.FillString(face, at, s)
}

// printable replaces the minus, which code page 1252 lacks, by the en dash,
// which looks the same.
func printable(s string) string { return strings.ReplaceAll(s, "−", "–") }

// anySize returns a font without its size. It is the key in the tables of
// subsets.
func anySize(f font.Font) font.Font {
	f.Size = 0
	return f
}

// textRecorder notes which characters a drawing writes in each font.
type textRecorder struct {
	*recorder.Canvas
	runes map[font.Font][]rune
	faces map[font.Font]*opentype.Font
}

// FillString implements vg.Canvas.
func (r textRecorder) FillString(face font.Face, _ vg.Point, s string) {
	key := anySize(face.Font)
	r.faces[key] = face.Face
	r.runes[key] = append(r.runes[key], []rune(s+printable(s))...)
}

// subsetFonts paints once to learn what is written, and returns for each font
// in use a subset with only those characters.
func subsetFonts(w, h vg.Length, paint func(draw.Canvas)) (map[font.Font]*opentype.Font, error) {
	r := textRecorder{
		Canvas: new(recorder.Canvas),
		runes:  make(map[font.Font][]rune),
		faces:  make(map[font.Font]*opentype.Font),
	}
	paint(draw.NewCanvas(r, w, h))
	subsets := make(map[font.Font]*opentype.Font)
	for key, runes := range r.runes {
		slices.Sort(runes)
		subset, err := subsetFont(r.faces[key], slices.Compact(runes))
		if err != nil {
			return nil, fmt.Errorf("subset the font %s: %w", key.Name(), err)
		}
		subsets[key] = subset
	}
	return subsets, nil
}
