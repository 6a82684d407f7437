package figures

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/report"
)

// A stressed is a figure of the gallery, or one from data that are hard to
// draw: many speakers, long names, large numbers.
type stressed struct {
	name    string
	figure  *Figure
	shrinks bool // numbers in cells or names of columns shrink to fit
}

// stressGallery returns the gallery and the hard figures.
func stressGallery(t *testing.T) []stressed {
	t.Helper()
	var all []stressed
	add := func(name string, f *Figure, err error) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		shrinks := strings.HasPrefix(name, "confusions") || strings.HasPrefix(name, "digits")
		all = append(all, stressed{name, f, shrinks})
	}
	for _, e := range figureGallery() {
		if e.name == "explain_planes" { // its digits are marks, a thousand of them, and no text
			continue
		}
		f, err := e.draw()
		add(e.name, f, err)
	}
	long := []string{"bartholomew", "maximilienne", "wilhelmina", "yweweler"}
	wide := madeUpRecords(long, 3)
	f, err := Gaps(wide)
	add("gaps of long names", f, err)
	f, err = BySpeaker(wide, "excluded", "conv-bn-stats", "noise-0.04x3")
	add("speakers of long names", f, err)
	f, err = Forest(viewOf(wide))
	add("forest of long names", f, err)
	f, err = Gaps(madeUpRecords(manyNames("speaker", 30), 1), "base")
	add("gaps of 30 speakers", f, err)
	f, err = Unheard(madeUpRecords(manyNames("s", 8), 2))
	add("unheard by 8", f, err)
	f, err = Unheard(madeUpRecords([]string{"ada", "ben"}, 2))
	add("unheard with two seeds", f, err)
	f, err = DigitsBySpeaker(madeUpCells()[:2])
	add("digits of one row", f, err)
	level := madeUpFrontier()
	for i := range level {
		level[i].Test, level[i].Excluded = level[15].Test, level[15].Test // gold2's
	}
	f, err = Frontier(slices.DeleteFunc(level, func(r report.FrontierRow) bool {
		return !slices.Contains([]string{"retrain-30", "base", "gold2", "original"}, r.Method)
	}))
	add("frontier of equals", f, err)
	f, err = Split("maximilienne", []SplitPart{{"retained", 200000, true, true},
		{"validation", 3, false, false}, {"test", 2, false, false},
		{"excluded", 1, true, false}, {"excluded-held", 1, false, false}})
	add("split into slivers", f, err)
	counts := make([][]int, 10)
	for i := range counts {
		counts[i] = make([]int, 10)
		counts[i][i], counts[i][(i+1)%10] = 90000, 10000
	}
	f, err = Confusions(Confusion{"Gold", counts}, nil, manyNames("word", 10))
	add("confusions of 1,000,000 clips", f, err)
	return all
}

// manyNames returns name1, name2, ….
func manyNames(name string, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("%s%d", name, i+1)
	}
	return all
}
