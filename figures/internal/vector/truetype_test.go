package vector

import (
	"fmt"
	"slices"
	"testing"

	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
)

// liberation returns the font of the figures in a weight.
func liberation(weight stdfont.Weight) font.Face {
	sans := font.Font{Typeface: "Liberation", Variant: "Sans", Weight: weight}
	return plot.DefaultTextHandler.Cache().Lookup(sans, 10)
}

// em asks for outlines in the units of the font.
const em = fixed.Int26_6(2048 << 6)

// glyphOf returns a rune's glyph with its advance and its outline.
func glyphOf(f *opentype.Font, r rune) (sfnt.GlyphIndex, fixed.Int26_6, sfnt.Segments, error) {
	var b sfnt.Buffer
	glyph, err := f.GlyphIndex(&b, r)
	if err != nil {
		return 0, 0, nil, err
	}
	advance, err := f.GlyphAdvance(&b, glyph, em, stdfont.HintingNone)
	if err != nil {
		return 0, 0, nil, err
	}
	shape, err := f.LoadGlyph(&b, glyph, em, nil)
	return glyph, advance, shape, err
}

// differences lists the runes that look different from the full font. The
// oracle is the full font, read by the same sfnt package.
func differences(full, subset *opentype.Font, runes []rune) (found []string) {
	for _, r := range runes {
		want, wantAdvance, wantShape, wantErr := glyphOf(full, r)
		got, advance, shape, err := glyphOf(subset, r)
		switch {
		case err != nil || wantErr != nil:
			found = append(found, fmt.Sprintf("%q: %v in the subset, %v in the font", r, err,
				wantErr))
		case (got == 0) != (want == 0):
			found = append(found, fmt.Sprintf("%q is glyph %d, in the font %d", r, got, want))
		case advance != wantAdvance:
			found = append(found, fmt.Sprintf("%q advances by %v, want %v", r, advance,
				wantAdvance))
		case !slices.Equal(shape, wantShape):
			found = append(found, fmt.Sprintf("%q has another shape", r))
		}
	}
	return found
}

// TestSubset wants each character of any subset to have the advance and the
// outline that it has in the full font.
func TestSubset(t *testing.T) {
	var all []rune
	for r := rune(0); r <= 0xFFFE; r++ {
		if glyph, _, _, err := glyphOf(liberation(stdfont.WeightNormal).Face, r); err == nil &&
			glyph > 0 {
			all = append(all, r)
		}
	}
	if len(all) < 2000 {
		t.Fatalf("the font has %d characters, want a test on thousands", len(all))
	}
	for name, runes := range map[string][]rune{
		"a figure's":               []rune(" (),-.0123456789ABCXYZabcxyz×÷éüñ–−≈"),
		"none":                     nil,
		"composite without parts":  {'é'},
		"composites of one part":   []rune("éèêóòô"),
		"not in the font":          []rune("a漢"),
		"beyond the basic plane":   []rune("a🎵"),
		"the last of the format":   {0xFFFE, 0xFFFF},
		"no character (surrogate)": {0xD800},
		"all":                      all,
	} {
		for _, weight := range []stdfont.Weight{stdfont.WeightNormal, stdfont.WeightBold} {
			full := liberation(weight).Face
			slices.Sort(runes)
			subset, err := subsetFont(full, runes)
			if err != nil {
				t.Errorf("%s, weight %v: %v", name, weight, err)
				continue
			}
			for _, d := range differences(full, subset, runes) {
				t.Errorf("%s, weight %v: %s", name, weight, d)
			}
		}
	}
}

// TestSubsetSize wants the glyphs asked for and no others. é is made of two
// parts; with é itself and the missing glyph there are four, but only é has a
// code.
func TestSubsetSize(t *testing.T) {
	subset, err := subsetFont(liberation(stdfont.WeightNormal).Face, []rune{'é'})
	if err != nil {
		t.Fatal(err)
	}
	if n := subset.NumGlyphs(); n != 4 {
		t.Errorf("%d glyphs for é, want 4", n)
	}
	for _, r := range "eQ´" {
		if glyph, _, _, err := glyphOf(subset, r); err != nil || glyph != 0 {
			t.Errorf("%q is glyph %d of the subset (%v), want 0: it was not asked for", r, glyph,
				err)
		}
	}
}

// TestNoTables wants an error for a font that lacks a table, as a font with
// PostScript outlines does.
func TestNoTables(t *testing.T) {
	if _, err := readTables(make([]byte, 12)); err == nil {
		t.Error("a font without tables gave no error")
	}
}
