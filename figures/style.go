package figures

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// The two widths of a figure: one column, or the full text width of a page.
const (
	ColumnWidth = 85 * vg.Millimeter
	TextWidth   = 170 * vg.Millimeter
)

// Sizes of text in the printed figure, in points. Small text is for numbers in
// cells and for remarks.
const (
	textSize  = vg.Length(8)
	headSize  = vg.Length(8.5)
	smallSize = vg.Length(7)
)

// The palette of M. Okabe and K. Ito, "Color Universal Design" (2008): eight
// colours that readers with protanopia, deuteranopia or tritanopia can tell
// apart. Yellow is too pale for marks on white, so it only fills areas.
var (
	black      = color.NRGBA{A: 255}
	orange     = color.NRGBA{R: 230, G: 159, A: 255}
	skyBlue    = color.NRGBA{R: 86, G: 180, B: 233, A: 255}
	green      = color.NRGBA{G: 158, B: 115, A: 255}
	yellow     = color.NRGBA{R: 240, G: 228, B: 66, A: 255}
	blue       = color.NRGBA{G: 114, B: 178, A: 255}
	vermillion = color.NRGBA{R: 213, G: 94, A: 255}
	purple     = color.NRGBA{R: 204, G: 121, B: 167, A: 255}

	white    = color.NRGBA{R: 255, G: 255, B: 255, A: 255}
	ink      = color.NRGBA{R: 38, G: 38, B: 38, A: 255}    // text and axes
	darkGrey = color.NRGBA{R: 104, G: 104, B: 104, A: 255} // remarks
	midGrey  = color.NRGBA{R: 128, G: 128, B: 128, A: 255} // leaders and reference lines
	gridGrey = color.NRGBA{R: 226, G: 226, B: 226, A: 255} // grid
	paleGrey = color.NRGBA{R: 243, G: 243, B: 243, A: 255} // shaded phases and boxes
)

// tint mixes a colour with white: share 1 keeps the colour, share 0 gives
// white. Figures use tints instead of transparency, because the SVG and PDF
// writers draw transparent colours too dark.
func tint(c color.NRGBA, share float64) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(math.Round(255 - share*(255-float64(v)))) }
	return color.NRGBA{R: mix(c.R), G: mix(c.G), B: mix(c.B), A: 255}
}

// lettering is a colour of the palette made dark enough for text on white.
func lettering(c color.NRGBA) color.NRGBA {
	dark := func(v uint8) uint8 { return uint8(math.Round(0.7 * float64(v))) }
	return color.NRGBA{R: dark(c.R), G: dark(c.G), B: dark(c.B), A: 255}
}

// readableOn returns black or white for text on a background, whichever has
// more contrast. The contrast is never below √21, about 4.58.
func readableOn(ground color.NRGBA) color.NRGBA {
	if contrast(white, ground) > contrast(black, ground) {
		return white
	}
	return black
}

// contrast is the ratio of the luminances of two colours, from 1 to 21, as the
// Web Content Accessibility Guidelines 2.1 define it. They ask for at least 4.5
// for text.
func contrast(a, b color.NRGBA) float64 {
	low, high := luminance(a), luminance(b)
	return (max(low, high) + 0.05) / (min(low, high) + 0.05)
}

// luminance is the relative luminance of an sRGB colour, as the same guidelines
// define it: 0 for black, 1 for white.
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		if s := float64(v) / 255; s > 0.04045 {
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		return float64(v) / 255 / 12.92
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// textStyle returns sans-serif text of a size. x and y say which point of the
// text lies on the point where it is drawn.
func textStyle(size vg.Length, x draw.XAlignment, y draw.YAlignment) draw.TextStyle {
	return draw.TextStyle{
		Color:   ink,
		Font:    font.Font{Typeface: "Liberation", Variant: "Sans", Size: size},
		XAlign:  x,
		YAlign:  y,
		Handler: plot.DefaultTextHandler,
	}
}

// bold returns a style in bold weight.
func bold(s draw.TextStyle) draw.TextStyle {
	s.Font.Weight = stdfont.WeightBold
	return s
}

// inked returns a style in another colour.
func inked(s draw.TextStyle, c color.Color) draw.TextStyle {
	s.Color = c
	return s
}

// stroke returns a line style; without dashes it is solid.
func stroke(c color.Color, width vg.Length, dashes ...vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c, Width: width, Dashes: dashes}
}

// newPlot returns an empty plot in the style of the package, with axis labels
// that name the quantity and its unit.
func newPlot(x, y string) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	p.X.Label.Text, p.Y.Label.Text = x, y
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle.Font = textStyle(textSize, 0, 0).Font
		a.Label.TextStyle.Color = ink
		a.Tick.Label.Font = a.Label.TextStyle.Font
		a.Tick.Label.Color = ink
		a.LineStyle = stroke(ink, 0.5)
		a.Tick.LineStyle = stroke(ink, 0.5)
		a.Tick.Length = 2.5
		a.Tick.Marker = niceTicks{}
		a.Padding = 3
	}
	p.X.Label.Padding, p.Y.Label.Padding = 1, 2
	p.Title.TextStyle.Font = textStyle(headSize, 0, 0).Font
	return p
}

// niceTicks puts about five labelled ticks at multiples of 1, 2 or 5 times a
// power of ten.
type niceTicks struct {
	Count int // ticks to aim at; 0 means 5
}

// Ticks implements plot.Ticker.
func (n niceTicks) Ticks(low, high float64) []plot.Tick {
	count := n.Count
	if count == 0 {
		count = 5
	}
	step := niceStep((high - low) / float64(count))
	decimals := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	var ticks []plot.Tick
	for i := math.Ceil(low/step - 1e-9); i*step <= high+1e-9*step; i++ {
		ticks = append(ticks, plot.Tick{Value: i * step, Label: number(i*step, decimals)})
	}
	return ticks
}

// niceStep rounds a step up to 1, 2 or 5 times a power of ten.
func niceStep(rough float64) float64 {
	if !(rough > 0) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, m := range []float64{1, 2, 5} {
		if rough <= m*power*(1+1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// logTicks labels the listed values on an axis of decimal logarithms. The list
// is in order of priority: a value too close to an earlier one gets no tick.
type logTicks []float64

// Ticks implements plot.Ticker.
func (values logTicks) Ticks(low, high float64) []plot.Tick {
	const apart = 0.085 // of the axis: a four-digit label on an axis of half the text width
	var ticks []plot.Tick
	for _, v := range values {
		at := math.Log10(v)
		near := slices.ContainsFunc(ticks, func(t plot.Tick) bool {
			return math.Abs(t.Value-at) < apart*(high-low)
		})
		if at >= low && at <= high && !near {
			ticks = append(ticks, plot.Tick{Value: at, Label: exact(v)})
		}
	}
	slices.SortFunc(ticks, func(a, b plot.Tick) int { return cmp.Compare(a.Value, b.Value) })
	return ticks
}

// namedTicks labels positions 0, 1, 2, … with names.
func namedTicks(names []string) plot.ConstantTicks {
	ticks := make(plot.ConstantTicks, len(names))
	for i, name := range names {
		ticks[i] = plot.Tick{Value: float64(i), Label: name}
	}
	return ticks
}

// number writes v with a fixed number of decimals and a typographic minus. A
// value that rounds to zero has no sign.
func number(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return strings.Replace(s, "-", "−", 1)
}

// exact writes v in Go's shortest form, as the published CSV files hold it.
func exact(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
