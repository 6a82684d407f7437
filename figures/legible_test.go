package figures

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// The least sizes of text that a reader can make out in print: for text that
// stands alone, and for numbers and names that shrink to fit a cell or a
// column.
const (
	leastText   = smallSize
	leastShrunk = vg.Length(5)
)

// TestText wants every text of every figure to be large enough, whole on the
// page and clear of every other text, with a contrast of at least 4.5 to its
// background, as the Web Content Accessibility Guidelines ask.
func TestText(t *testing.T) {
	for _, e := range stressGallery(t) {
		w, h := e.figure.Size()
		marks := inkOf(e.figure)
		all := texts(marks)
		for i, m := range all {
			least := leastText
			if e.shrinks {
				least = leastShrunk
			}
			if m.size < least {
				t.Errorf("%s: %q is set in %.1f pt, want %v or more", e.name, m.text, m.size, least)
			}
			if !within(m.box, vg.Rectangle{Max: vg.Point{X: w, Y: h}}, 0.5) {
				t.Errorf("%s: %q reaches beyond the page, %v on %v × %v", e.name, m.text, m.box, w, h)
			}
			for _, other := range all[i+1:] {
				if meet(m.box, other.box) {
					t.Errorf("%s: %q runs into %q", e.name, m.text, other.text)
				}
			}
		}
		for i, m := range marks {
			if m.kind != "text" {
				continue
			}
			ground := white
			for _, below := range marks[:i] {
				if at := m.middle(); below.kind == "fill" && meet(below.box, vg.Rectangle{Min: at,
					Max: at.Add(vg.Point{X: 0.1, Y: 0.1})}) {
					ground = below.colour
				}
			}
			if c := contrast(m.colour, ground); c < 4.5 {
				t.Errorf("%s: %q has contrast %.1f, want 4.5 or more", e.name, m.text, c)
			}
		}
	}
}

// TestPage wants every mark on the page: lines, shapes and images too.
func TestPage(t *testing.T) {
	for _, e := range stressGallery(t) {
		w, h := e.figure.Size()
		for _, m := range inkOf(e.figure) {
			if !within(m.box, vg.Rectangle{Max: vg.Point{X: w, Y: h}}, 0.5) {
				t.Errorf("%s: a %s of %v reaches beyond the page: %v", e.name, m.kind, m.colour, m.box)
			}
		}
	}
}

// TestPalette wants no colours except those of the palette and the ramps, their
// tints, and greys.
func TestPalette(t *testing.T) {
	palette := []color.NRGBA{black, orange, skyBlue, green, yellow, blue, vermillion, purple}
	known := func(c color.NRGBA) bool {
		if c.R == c.G && c.G == c.B {
			return true
		}
		for _, p := range palette {
			if c == lettering(p) {
				return true
			}
			for share := 0.05; share <= 1.001; share += 0.05 {
				if c == tint(p, share) {
					return true
				}
			}
		}
		for share := 0.0; share <= 1; share += 1.0 / 2000 {
			for _, r := range []ramp{sequential, diverging} {
				if near := r.at(share); absDiff(near.R, c.R)+absDiff(near.G, c.G)+absDiff(near.B, c.B) < 3 {
					return true
				}
			}
		}
		return false
	}
	for _, e := range stressGallery(t) {
		var foreign []color.NRGBA
		for _, m := range inkOf(e.figure) {
			if m.kind != "image" && !known(m.colour) && !slices.Contains(foreign, m.colour) {
				foreign = append(foreign, m.colour)
				t.Errorf("%s: %v is no colour of the palette (%s %q)", e.name, m.colour, m.kind, m.text)
			}
		}
	}
}

func absDiff(a, b uint8) int { return int(max(a, b)) - int(min(a, b)) }

// TestGreyPrint wants methods that share a panel to differ without colour: in
// their markers, and in their dashes if they have lines. The schemes of the
// study are drawn together most often.
func TestGreyPrint(t *testing.T) {
	together := []string{"original", "gold", "base", "all-bn", "conv-bn"}
	for i, a := range together {
		for _, b := range together[i+1:] {
			la, lb := lookOf(a), lookOf(b)
			if la.marker == lb.marker && contrast(la.color, lb.color) < 2 {
				t.Errorf("%s and %s look alike in grey by their marks", a, b)
			}
			if slices.Equal(la.dashes, lb.dashes) && contrast(la.color, lb.color) < 2 {
				t.Errorf("%s and %s look alike in grey by their lines", a, b)
			}
		}
	}
	for i := 1; i <= 5; i++ {
		for j := i + 1; j <= 5; j++ {
			a, b := layerLook("norm"+string(rune('0'+i))), layerLook("norm"+string(rune('0'+j)))
			if slices.Equal(a.dashes, b.dashes) {
				t.Errorf("layers %d and %d have the same dashes", i, j)
			}
		}
	}
}

// TestColourBlind wants the palette's colours for marks to stay distinct for
// readers who lack one kind of cone. The matrices are those of F. Viénot, H.
// Brettel and J. D. Mollon (1999), for linear RGB. 0.05 is about twice the
// difference of neighbouring greys on a scale of 16 steps.
func TestColourBlind(t *testing.T) {
	kinds := map[string][3][3]float64{
		"protanopia":   {{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}},
		"deuteranopia": {{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}},
	}
	linear := func(v uint8) float64 { return math.Pow(float64(v)/255, 2.2) }
	marks := []color.NRGBA{black, orange, skyBlue, green, blue, vermillion, purple}
	for kind, m := range kinds {
		seen := func(c color.NRGBA) (s [3]float64) {
			in := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
			for i := range s {
				for j := range in {
					s[i] += m[i][j] * in[j]
				}
				s[i] = math.Pow(max(0, s[i]), 1/2.2)
			}
			return s
		}
		for i, a := range marks {
			for _, b := range marks[i+1:] {
				sa, sb := seen(a), seen(b)
				d := math.Hypot(math.Hypot(sa[0]-sb[0], sa[1]-sb[1]), sa[2]-sb[2])
				if d < 0.05 {
					t.Errorf("%s: %v and %v are %.3f apart", kind, a, b, d)
				}
			}
		}
	}
}

// TestReadableOn wants readable text on any colour of a heat map or bar. The
// limit of 4.5 is below √21, which black or white always reaches.
func TestReadableOn(t *testing.T) {
	for share := 0.0; share <= 1; share += 0.01 {
		for _, r := range []ramp{sequential, diverging, greys} {
			if c := contrast(readableOn(r.at(share)), r.at(share)); c < 4.5 {
				t.Errorf("text on %v has contrast %.2f", r.at(share), c)
			}
		}
	}
	// By hand: black on white is 1.05 ÷ 0.05.
	if c := contrast(black, white); math.Abs(c-21) > 1e-12 {
		t.Errorf("black on white has contrast %v, want 21", c)
	}
	for _, c := range []color.NRGBA{black, green, blue, vermillion, purple} {
		if got := contrast(lettering(c), white); got < 4.5 {
			t.Errorf("lettering in %v has contrast %.2f on white", c, got)
		}
	}
}

// TestAxes wants every axis to name its quantity and, if it has one, the unit.
func TestAxes(t *testing.T) {
	labels := map[string][]string{
		"clip":                 {"amplitude", "kHz", "MFCC", "coefficient", "time in s", "dB"},
		"clip_stages":          {"amplitude", "kHz", "MFCC", "coefficient", "time in s", "dB", "power"},
		"digits":               {"standard deviations"},
		"curves":               {"epoch", "error, 1 − macro F1, in %"},
		"phases":               {"epoch of unlearning", "macro F1"},
		"distances_weights":    {"epoch of unlearning", "relative distance"},
		"distances_statistics": {"epoch of unlearning", "relative distance"},
		"gaps_3_pairs":         {"macro F1 − macro F1 of gold"},
		"gaps_60_pairs":        {"macro F1 − macro F1 of gold"},
		"confusions":           {"predicted", "true digit", "clips"},
		"forest":               {"ratio of errors, A ÷ B", "way to gold, A − B, percentage points"},
		"lottery":              {"studies, %", "estimates below, %", "middle 95 %", "paper"},
		"frontier":             {"sample passes, % of gold's", "distance from gold (gold2: 1)"},
		"worth": {"passes, % of gold's", "distance from gold (gold2: 1)",
			"errors ÷ gold's"},
		"speakers": {"macro F1"},
		"unheard":  {"macro F1 of gold", "excluded speaker"},
		"noise":    {"% of the way to gold", "errors ÷ gold's errors", "noise scale"},
	}
	for _, e := range stressGallery(t) {
		var have []string
		for _, m := range texts(inkOf(e.figure)) {
			have = append(have, m.text)
		}
		for _, want := range labels[e.name] {
			if !slices.Contains(have, want) {
				t.Errorf("%s: no axis is called %q; its texts are %s", e.name, want,
					strings.Join(have, " | "))
			}
		}
		delete(labels, e.name)
	}
	for name := range labels {
		t.Errorf("%s is not in the gallery", name)
	}
}
