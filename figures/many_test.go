package figures

import (
	"fmt"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// What has no room is left out of the drawing, mentioned in the caption, and
// kept in the data.
func TestMany(t *testing.T) {
	var speakers, labels []string
	var cells []Cell
	for i := range 60 {
		speakers = append(speakers, fmt.Sprintf("speaker%d", i+1))
		cells = append(cells, Cell{"yes", speakers[i], 1, 1, []float32{1}})
	}
	counts := make([][]int, 35)
	for i := range counts {
		labels, counts[i] = append(labels, fmt.Sprintf("label%d", i+1)), make([]int, 35)
	}
	deep := network.Default()
	deep.Dense, deep.Dropout = []int{8, 8, 8, 8, 8, 8, 8}, make([]float64, 10)
	for name, c := range map[string]struct {
		draw func() (*Figure, error)
		want string
		rows int
	}{
		"by speaker": {func() (*Figure, error) {
			return BySpeaker(madeUpRecords(speakers, 1), "test", "base", "gold")
		}, "first 12 of 60 speakers", 121},
		"digits": {func() (*Figure, error) { return DigitsBySpeaker(cells) },
			"first 12 of 60 speakers", 61},
		"confusions": {func() (*Figure, error) {
			return Confusions(Confusion{"Base", counts}, nil, labels)
		}, "first 12 of 35 labels", 35*35 + 1},
		"architecture": {func() (*Figure, error) { return Architecture(deep) },
			"Not drawn: 2 stages", 13},
	} {
		f, err := c.draw()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(f.Caption, c.want) || len(f.Data()) != c.rows {
			t.Errorf("%s: %d rows of data, caption %q, want %d and %q", name, len(f.Data()),
				f.Caption, c.rows, c.want)
		}
		if _, height := f.Size(); height > 800 {
			t.Errorf("%s is %v points high", name, height)
		}
		if _, err := png(f, 20); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
