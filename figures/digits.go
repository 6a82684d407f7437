package figures

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Cell is the MFCC of one clip, in the grid of digits and speakers.
type Cell struct {
	Label, Speaker string
	Coefficients   int
	Frames         int
	Values         []float32 // all frames of coefficient 0, then of 1, …
}

// length returns the number of frames without the zeros at the end, which pad a
// short clip.
func (c Cell) length() int {
	for t := c.Frames - 1; t >= 0; t-- {
		for i := range c.Coefficients {
			if c.Values[i*c.Frames+t] != 0 {
				return t + 1
			}
		}
	}
	return 0
}

// standardised returns a matrix for each cell, with a row for each coefficient:
// the value minus the coefficient's mean, in units of its standard deviation.
// Both are computed over all frames of all cells, except the padding, which
// becomes NaN.
func standardised(cells []Cell) []mat.Matrix {
	mean, unit := make([]float64, cells[0].Coefficients), make([]float64, cells[0].Coefficients)
	for i := range mean {
		var values []float64
		for _, c := range cells {
			for _, v := range c.Values[i*c.Frames : i*c.Frames+c.length()] {
				values = append(values, float64(v))
			}
		}
		if len(values) > 0 {
			mean[i], unit[i] = stat.PopMeanStdDev(values, nil)
		}
	}
	all := make([]mat.Matrix, len(cells))
	for k, c := range cells {
		m, length := mat.NewDense(c.Coefficients, c.Frames, nil), c.length()
		for i := range c.Coefficients {
			for t := range c.Frames {
				v := (float64(c.Values[i*c.Frames+t]) - mean[i]) / max(unit[i], 1e-9)
				if t >= length {
					v = math.NaN()
				}
				m.Set(i, t, v)
			}
		}
		all[k] = m
	}
	return all
}

// Heights in the grid of digits. Ten digits take two thirds of a page.
const (
	digitsHead = vg.Length(14) // of the speakers' names
	digitsFoot = vg.Length(2)  // below the last digit
	digitsRow  = vg.Length(42) // of a digit
)

// digitsLimit is the number of standard deviations that has the darkest colour.
// About one value in eighty of a normal distribution lies beyond it.
const digitsLimit = 2.5

// DigitsBySpeaker draws the MFCC of one clip for each digit (rows) and speaker
// (columns), in the order in which they first appear. Colours show the
// deviation from the coefficient's mean in standard deviations, both computed
// over all that is drawn, so small coefficients show as well as large ones.
//
// If a digit and speaker have several cells, the first is drawn. Only the first
// 12 labels and 12 speakers are drawn, as the caption then says. The figure is
// as wide as the text. It is an error if a cell has too few or too many values,
// or other dimensions than the first.
func DigitsBySpeaker(cells []Cell) (*Figure, error) {
	if len(cells) == 0 {
		return nil, noData("digits by speaker", "no cells",
			"ask CellsOf for a take and labels that the corpus has")
	}
	cells = slices.Clone(cells)
	var labels, speakers []string
	data := [][]string{{"digit", "speaker", "coefficient", "frame", "value"}}
	for _, cell := range cells {
		if cell.Coefficients < 1 || cell.Frames < 1 ||
			len(cell.Values) != cell.Coefficients*cell.Frames {
			return nil, fmt.Errorf("figure digits by speaker: the cell of %s by %s has %s for "+
				"%d × %d; give one for each coefficient and frame", cell.Label, cell.Speaker,
				count(len(cell.Values), "value"), cell.Coefficients, cell.Frames)
		}
		if first := cells[0]; cell.Coefficients != first.Coefficients || cell.Frames != first.Frames {
			return nil, fmt.Errorf("figure digits by speaker: the cell of %s by %s is %d × %d, the "+
				"first %d × %d; take all from the same features", cell.Label, cell.Speaker,
				cell.Coefficients, cell.Frames, first.Coefficients, first.Frames)
		}
		labels, speakers = appendNew(labels, cell.Label), appendNew(speakers, cell.Speaker)
		for i, v := range cell.Values {
			data = append(data, []string{
				cell.Label, cell.Speaker,
				strconv.Itoa(i / cell.Frames), strconv.Itoa(i % cell.Frames), exact(float64(v)),
			})
		}
	}
	what := "words"
	if areDigits(labels) {
		what = "digits"
	}
	_, note := firstOf(labels, labelsMost, "label")
	_, more := firstOf(speakers, speakersMost, "speaker")
	labels, speakers = labels[:min(labelsMost, len(labels))],
		speakers[:min(speakersMost, len(speakers))]
	drawn := slices.DeleteFunc(slices.Clone(cells), func(cell Cell) bool {
		return !slices.Contains(labels, cell.Label) || !slices.Contains(speakers, cell.Speaker)
	})
	matrices := standardised(drawn)
	return &Figure{
		Caption: fmt.Sprintf(
			"The same %s by different speakers: the MFCC of one clip each, with %d coefficients "+
				"from bottom to top and %d frames from left to right. Colour: deviation from the "+
				"coefficient's mean over all clips drawn, in standard deviations. Grey: zero "+
				"padding.%s%s", what, cells[0].Coefficients, cells[0].Frames, note, more),
		width: TextWidth, height: digitsHead + digitsFoot + digitsRow*vg.Length(len(labels)),
		draw: func(c draw.Canvas) { drawDigits(c, drawn, matrices, labels, speakers) },
		data: data,
	}, nil
}

// drawDigits draws the grid: the matrix of each cell, and the names of its row
// and column.
func drawDigits(c draw.Canvas, cells []Cell, matrices []mat.Matrix, labels, speakers []string) {
	const head, gap = digitsHead, vg.Length(3)
	name := bold(textStyle(headSize, draw.XCenter, draw.YCenter))
	namesOf, _ := firstOf(labels, len(labels), "label")
	columns, _ := firstOf(speakers, len(speakers), "speaker")
	left := max(14, widest(name, namesOf)+4)
	scale := linear(-digitsLimit, digitsLimit)
	width := (c.Max.X - c.Min.X - left - barRoom) / vg.Length(len(speakers))
	height := (c.Max.Y - c.Min.Y - head - digitsFoot) / vg.Length(len(labels))
	heading := name
	if most := widest(name, columns); most > width-gap {
		heading.Font.Size *= (width - gap) / most
	}
	for j, s := range columns {
		x := c.Min.X + left + width*(vg.Length(j)+0.5) - gap/2
		c.FillText(heading, vg.Point{X: x, Y: c.Max.Y - head/2}, s)
	}
	for i, l := range labels {
		top := c.Max.Y - head - height*vg.Length(i)
		c.FillText(name, vg.Point{X: c.Min.X + left/2, Y: top - height/2 + gap/2}, namesOf[i])
		for j, s := range speakers {
			k := slices.IndexFunc(cells, func(cell Cell) bool {
				return cell.Label == l && cell.Speaker == s
			})
			if k < 0 {
				continue
			}
			x := c.Min.X + left + width*vg.Length(j)
			area := vg.Rectangle{
				Min: vg.Point{X: x, Y: top - height + gap},
				Max: vg.Point{X: x + width - gap, Y: top},
			}
			c.DrawImage(area, heatImage(matrices[k], diverging, scale))
		}
	}
	middle := (c.Max.Y - head + c.Min.Y) / 2
	half := min(70, middle-c.Min.Y-digitsFoot)
	bar := colourBar{colours: diverging, scale: scale, low: -digitsLimit, high: digitsLimit,
		label: "standard deviations"}
	if textStyle(smallSize, 0, 0).Width(bar.label) > 2*half {
		bar.label = "SD"
	}
	bar.draw(c, vg.Rectangle{
		Min: vg.Point{X: c.Min.X, Y: middle - half},
		Max: vg.Point{X: c.Max.X - barRoom - gap, Y: middle + half},
	})
}
