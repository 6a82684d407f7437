package figures

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"audiounlearning/gomlx_model/records"
)

// TestOrder wants figures not to depend on the order of the records: shuffled
// records give the same caption, data and drawing.
func TestOrder(t *testing.T) {
	sorted := madeUpRecords(madeUpSpeakers[:4], 4)
	shuffled := append([]records.Record(nil), sorted...)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(shuffled), func(i, j int) {
		shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
	})
	for name, draw := range map[string]func([]records.Record) (*Figure, error){
		"gaps":    func(r []records.Record) (*Figure, error) { return Gaps(r) },
		"speaker": func(r []records.Record) (*Figure, error) { return BySpeaker(r, "excluded") },
		"unheard": Unheard,
		"forest":  func(r []records.Record) (*Figure, error) { return Forest(viewOf(r)) },
		"lottery": func(r []records.Record) (*Figure, error) { return Lottery(viewOf(r)) },
		"noise":   func(r []records.Record) (*Figure, error) { return NoiseSteps(viewOf(r)) },
		"curves": func(r []records.Record) (*Figure, error) {
			return LearningCurves(madeUpTraining(1), r)
		},
		"phases": func(r []records.Record) (*Figure, error) {
			return Phases(madeUpUnlearning(1), r, "base")
		},
	} {
		one, err := draw(sorted)
		if err != nil {
			t.Fatal(err)
		}
		two, err := draw(shuffled)
		if err != nil {
			t.Fatal(err)
		}
		if one.Caption != two.Caption {
			t.Errorf("%s: another order says %q, not %q", name, two.Caption, one.Caption)
		}
		for format, encode := range map[string]func(*Figure) ([]byte, error){"SVG": SVG, "CSV": CSV} {
			a, _ := encode(one)
			b, _ := encode(two)
			if len(a) == 0 || !bytes.Equal(a, b) {
				t.Errorf("%s: another order of the records gives another %s", name, format)
			}
		}
	}
}

// TestOwnData wants a figure to stay the same if the caller changes the data
// that it was made from, or the table that it returned.
func TestOwnData(t *testing.T) {
	counts := [][]int{{9, 1}, {2, 8}}
	cell := Cell{"0", "ada", 2, 2, []float32{1, 2, 3, 4}}
	parts := madeUpSplit()
	confusions, err := Confusions(Confusion{"Gold", counts}, nil, []string{"0", "1"})
	if err != nil {
		t.Fatal(err)
	}
	digits, err := DigitsBySpeaker([]Cell{cell})
	if err != nil {
		t.Fatal(err)
	}
	split, err := Split("ada", parts)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		f      *Figure
		change func()
	}{
		"confusions": {confusions, func() { counts[0][0], counts[1] = 0, []int{0, 0} }},
		"digits":     {digits, func() { cell.Values[0] = 99 }},
		"split":      {split, func() { parts[0].Clips = 1 }},
		"its table":  {Idea(), nil},
	} {
		before, err := png(c.f, 30)
		if err != nil {
			t.Fatal(err)
		}
		table := c.f.Data()
		if c.change != nil {
			c.change()
		}
		table[1][0] = "changed"
		after, err := png(c.f, 30)
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s: what the caller changed reached the drawing (%v)", name, err)
		}
		if c.f.Data()[1][0] == "changed" {
			t.Errorf("%s: what the caller changed reached the data", name)
		}
	}
}
