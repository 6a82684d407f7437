package figures

import (
	"fmt"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Confusion counts the answers of one model, or of several together, under a
// heading.
type Confusion struct {
	Head   string
	Counts [][]int // [true class][predicted class]
}

// Sizes around the cells of confusion matrices.
const (
	confusionLeft = vg.Length(26) // width of the names of the rows
	confusionGap  = vg.Length(9)  // width between matrices
	confusionRest = vg.Length(35) // height of the heading and of the columns' names

	confusionName = vg.Length(8) // width of a label that the sizes above have room for
)

// Confusions draws the confusion matrix of a reference, and beside it how
// others differ from it. Rows are true labels, columns are predictions. The
// cells of the reference hold counts; those of the others hold signed
// differences of counts, also on the diagonal. Zeros are left blank.
//
// The colour of a difference is white at 0, blue for fewer clips and red for
// more. The colour scale spans at least a tenth of the clips of a row, so that
// a single clip stays pale. The figure is as wide as the text. Only the first
// 12 labels are drawn, as the caption then says; the data have all of them.
//
// It is an error if a matrix does not have a row and a column for each label,
// or if its rows have other sums than the reference's.
func Confusions(reference Confusion, others []Confusion, labels []string) (*Figure, error) {
	if len(reference.Counts) == 0 || len(labels) == 0 {
		return nil, noData("confusions", "no matrix or no labels",
			"give the counts of a model with answers, and the labels of its corpus")
	}
	labels = slices.Clone(labels)
	all := append([]Confusion{reference}, others...)
	data := [][]string{{"model", "true", "predicted", "clips", "clips_reference"}}
	for _, m := range all {
		if err := m.check(reference, labels); err != nil {
			return nil, err
		}
		for i, row := range m.Counts {
			for j, n := range row {
				data = append(data, []string{m.Head, labels[i], labels[j], strconv.Itoa(n),
					strconv.Itoa(reference.Counts[i][j])})
			}
		}
	}
	shown, note := firstOf(labels, labelsMost, "label")
	more := max(0, widest(textStyle(smallSize, draw.XCenter, draw.YCenter), shown)-confusionName)
	pitch := (TextWidth - confusionLeft - more - barRoom) / vg.Length(max(2, len(all)))
	panels := confusionPanels(all)
	if len(others) > 0 {
		note = " Other matrices: how many clips more (red, +) or fewer (blue, −) than the first." + note
	}
	return &Figure{
		Caption: fmt.Sprintf("Confusion matrices (%s). Rows: true label; columns: predicted "+
			"label. First matrix: number of clips.%s", confusionNote(all), note),
		width: TextWidth, height: pitch + (confusionRest - confusionGap) + more,
		draw: func(c draw.Canvas) {
			for k, p := range panels {
				tile := c
				tile.Min.X = c.Min.X + confusionLeft + more + pitch*vg.Length(k)
				tile.Max.X = tile.Min.X + pitch - confusionGap
				area := drawConfusion(tile, p, shown, more, k == 0)
				if k > 0 && k == len(panels)-1 {
					p.bar().draw(c, area)
				}
			}
		},
		data: data,
	}, nil
}

// check returns an error if a matrix does not fit the labels, or counts other
// clips than the reference.
func (m Confusion) check(reference Confusion, labels []string) error {
	if len(m.Counts) != len(labels) {
		return fmt.Errorf("figure confusions: %s has %s for %s; give one for each label", m.Head,
			count(len(m.Counts), "row"), count(len(labels), "label"))
	}
	for i, row := range m.Counts {
		if len(row) != len(labels) {
			return fmt.Errorf("figure confusions: row %s of %s has %s for %s; give one for each "+
				"label", labels[i], m.Head, count(len(row), "cell"), count(len(labels), "label"))
		}
		if a, b := sumOf(row), sumOf(reference.Counts[i]); a != b {
			return fmt.Errorf("figure confusions: row %s has %d clips of %s and %d of %s; take "+
				"the same runs of both", labels[i], a, m.Head, b, reference.Head)
		}
	}
	return nil
}

func sumOf(row []int) (sum int) {
	for _, n := range row {
		sum += n
	}
	return sum
}

// confusionNote counts the clips and the right answers of each matrix.
func confusionNote(matrices []Confusion) string {
	note := ""
	for i, m := range matrices {
		if i > 0 {
			note += "; "
		}
		total, right := 0, 0
		for j, row := range m.Counts {
			total, right = total+sumOf(row), right+row[j]
		}
		note += fmt.Sprintf("%s: %s of %s right", m.Head, thousands(right), thousands(total))
	}
	return note
}
