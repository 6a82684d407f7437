package figures

import (
	"errors"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"gonum.org/v1/plot/vg"

	"audiounlearning/gomlx_model/network"
)

// The tests of this file read each figure from its ink, as a reader does. The
// ticks say where a number belongs, and a mark must be there, one for each
// number. The oracle of a number is the figure's data, or a reference library.

// drawn returns a figure that must not fail, with its ink.
func drawn(t *testing.T, f *Figure, err error) (*Figure, []mark) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return f, inkOf(f)
}

// studentInterval is the 95 % interval of a mean by gonum's Student's t.
func studentInterval(values []float64) (low, mean, high float64) {
	mean, sd := stat.MeanStdDev(values, nil)
	n := float64(len(values))
	half := distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(0.975) * sd / math.Sqrt(n)
	return mean - half, mean, mean + half
}

// takeInterval removes the line of an interval, horizontal or vertical.
func takeInterval(marks *[]mark, c color.NRGBA, at func(vg.Point) vg.Length, low, high vg.Length) bool {
	return take(marks, func(m mark) bool {
		return m.kind == "line" && m.colour == c && len(m.points) == 2 &&
			near(at(m.points[0]), low) && near(at(m.points[1]), high)
	})
}

func across(p vg.Point) vg.Length { return p.X }
func upward(p vg.Point) vg.Length { return p.Y }

// Every run of sixty pairs is a dot in its method's tint at its gap, in the row
// of its speaker. A method's bar is Student's interval over its speakers'
// means.
func TestGapsPlaces(t *testing.T) {
	methods := []string{"base", "all-bn", "conv-bn"}
	f, err := Gaps(madeUpRecords(madeUpSpeakers, 10), methods...)
	f, ink := drawn(t, f, err)
	axes := readAxes(t, ink, foot(f), true, straight)
	if len(axes) != 2 {
		t.Fatalf("%d axes, want one for test and one for excluded", len(axes))
	}
	rows := map[string]vg.Length{} // by label: each method, then its speakers
	method := ""
	for _, m := range texts(ink) {
		if i := slices.IndexFunc(methods, func(s string) bool { return Label(s) == m.text }); i >= 0 {
			method = methods[i]
			rows[method] = m.middle().Y
		} else if slices.Contains(madeUpSpeakers, m.text) {
			rows[method+"/"+m.text] = m.middle().Y
		}
	}
	gaps := map[string]map[string][]float64{} // by set and method, then speaker
	for _, row := range f.Data()[1:] {
		place := axes[slices.Index([]string{"test", "excluded"}, row[0])](column(t, row, 5))
		tinted := tint(lookOf(row[1]).color, 0.6)
		if !take(&ink, func(m mark) bool {
			return m.colour == tinted && near(m.middle().X, place) &&
				math.Abs(float64(m.middle().Y-rows[row[1]+"/"+row[2]])) < 3.5
		}) {
			t.Fatalf("no dot for %v", row)
		}
		key := row[0] + "/" + row[1]
		if gaps[key] == nil {
			gaps[key] = map[string][]float64{}
		}
		gaps[key][row[2]] = append(gaps[key][row[2]], column(t, row, 5))
	}
	for i, set := range []string{"test", "excluded"} {
		for _, method := range methods {
			var means []float64
			for _, speaker := range madeUpSpeakers {
				means = append(means, stat.Mean(gaps[set+"/"+method][speaker], nil))
			}
			low, mean, high := studentInterval(means)
			c := lookOf(method).color
			if !takeInterval(&ink, c, across, axes[i](low), axes[i](high)) {
				t.Errorf("no bar from %.4f to %.4f for %s on %s", low, high, method, set)
			}
			if !take(&ink, func(m mark) bool {
				return m.colour == c && m.kind == "fill" && near(m.middle().X, axes[i](mean)) &&
					math.Abs(float64(m.middle().Y-rows[method])) < 1
			}) {
				t.Errorf("no mark at the mean %.4f of %s on %s", mean, method, set)
			}
		}
	}
	for _, m := range ink { // every dot belongs to a run
		for _, method := range methods {
			if m.colour == tint(lookOf(method).color, 0.6) {
				t.Fatalf("a dot of %s at %v is of no run", method, m.middle())
			}
		}
	}
}

// Each seed of each speaker is a dot in that speaker's panel, and the bars are
// Student's intervals over seeds.
func TestBySpeakerPlaces(t *testing.T) {
	speakers, methods := []string{"ada", "ben", "cleo"}, []string{"gold", "base", "conv-bn"}
	f, err := BySpeaker(madeUpRecords(speakers, 7), "excluded", methods...)
	f, ink := drawn(t, f, err)
	axes := readAxes(t, ink, foot(f), true, straight)
	if len(axes) != 3 {
		t.Fatalf("%d panels, want 3", len(axes))
	}
	scores := map[string][]float64{}
	for _, row := range f.Data()[1:] {
		place := axes[slices.Index(speakers, row[2])](column(t, row, 5))
		tinted := tint(lookOf(row[1]).color, 0.6)
		if !take(&ink, func(m mark) bool { return m.colour == tinted && near(m.middle().X, place) }) {
			t.Fatalf("no dot for %v", row)
		}
		scores[row[2]+"/"+row[1]] = append(scores[row[2]+"/"+row[1]], column(t, row, 5))
	}
	for i, speaker := range speakers {
		for _, method := range methods {
			low, _, high := studentInterval(scores[speaker+"/"+method])
			if !takeInterval(&ink, lookOf(method).color, across, axes[i](low), axes[i](high)) {
				t.Errorf("no bar from %.4f to %.4f for %s of %s", low, high, method, speaker)
			}
		}
	}
}

// Ten seeds with the same score are ten dots, and none covers another: their
// middles are further apart than the rim of the later one is wide. In unheard,
// seeds go to the right, elsewhere down.
func TestSeedsShow(t *testing.T) {
	all := madeUpRecords([]string{"ada", "ben"}, 10)
	for i := range all {
		all[i].F1 = 0.5
	}
	speaker, err := BySpeaker(all, "excluded", "base")
	gaps, err2 := Gaps(all, "base")
	unheard, err3 := Unheard(all)
	if err := errors.Join(err, err2, err3); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		f      *Figure
		colour color.NRGBA
		dots   int
	}{"by speaker": {speaker, tint(blue, 0.6), 20}, "gaps": {gaps, tint(blue, 0.6), 40},
		"unheard": {unheard, tint(orange, 0.6), 20}} {
		var dots []vg.Point
		for _, m := range inkOf(c.f) {
			if m.kind == "fill" && m.colour == c.colour {
				dots = append(dots, m.middle())
			}
		}
		if len(dots) != c.dots {
			t.Errorf("%s: %d dots, want %d", name, len(dots), c.dots)
		}
		for i, a := range dots {
			for _, b := range dots[i+1:] {
				if d := vg.Length(math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y))); d < rim+0.1 {
					t.Errorf("%s: two dots are %.2f points apart, the rim has %v", name, d, rim)
				}
			}
		}
	}
}

// Speakers are in the order of gold's mean; every seed is a dot near its
// speaker's name.
func TestUnheardPlaces(t *testing.T) {
	f, err := Unheard(madeUpRecords(madeUpSpeakers, 10))
	f, ink := drawn(t, f, err)
	left := vg.Rectangle{Max: vg.Point{X: 40, Y: f.height}}
	place := readAxes(t, ink, left, false, straight)[0]
	scores, last := map[string][]float64{}, vg.Length(0)
	var order []string
	for _, row := range f.Data()[1:] {
		name := find(t, ink, row[2]).middle()
		if !take(&ink, func(m mark) bool {
			return m.colour == tint(orange, 0.6) && near(m.middle().Y, place(column(t, row, 5))) &&
				math.Abs(float64(m.middle().X-name.X)) < 16
		}) {
			t.Fatalf("no dot for %v", row)
		}
		if name.X < last {
			t.Errorf("%s stands left of the one before", row[2])
		}
		last, scores[row[2]] = name.X, append(scores[row[2]], column(t, row, 5))
		order = appendNew(order, row[2])
	}
	for i, name := range order {
		low, mean, high := studentInterval(scores[name])
		if i > 0 && mean < stat.Mean(scores[order[i-1]], nil) {
			t.Errorf("%s has a lower mean than %s before it", name, order[i-1])
		}
		if !takeInterval(&ink, orange, upward, place(low), place(high)) {
			t.Errorf("no bar from %.4f to %.4f for %s", low, high, name)
		}
	}
}

// Each point of a learning curve is a dot at its epoch and its error in
// percent; a point without errors is where the axis says 0.
func TestLearningCurvesPlaces(t *testing.T) {
	f, err := LearningCurves(madeUpTraining(2), madeUpRecords([]string{"ada"}, 1))
	f, ink := drawn(t, f, err)
	xs := readAxes(t, ink, foot(f), true, straight)
	heads := []mark{find(t, ink, "test, n = 250"), find(t, ink, "excluded, n = 500")}
	var ys []axis
	for _, head := range heads {
		ys = append(ys, readAxes(t, ink, beside(head), false, math.Log10)...)
	}
	dots := 0
	for _, row := range f.Data()[1:] {
		i := slices.Index([]string{"test", "excluded"}, row[5])
		if i < 0 {
			continue // validation and training are in the data alone
		}
		floor := 100 * []float64{0.5 / 250, 0.5 / 500}[i]
		x, y := xs[i](column(t, row, 4)), ys[i](max(floor, 100*(1-column(t, row, 6))))
		pale := tint(lookOf(row[0]).color, 0.45)
		if !take(&ink, func(m mark) bool {
			return m.kind == "fill" && m.colour == pale && near(m.middle().X, x) &&
				near(m.middle().Y, y)
		}) {
			t.Fatalf("no dot for %v", row)
		}
		dots++
	}
	if want := 2 * 2 * (101 + 121); dots != want {
		t.Errorf("%d dots, want %d: two sets, two seeds, epochs 0 to 100 and 0 to 120", dots, want)
	}
}

// takePath removes a line of a colour through points.
func takePath(marks *[]mark, c color.NRGBA, points []vg.Point) bool {
	return take(marks, func(m mark) bool {
		return m.kind == "line" && m.colour == c && slices.EqualFunc(m.points, points,
			func(a, b vg.Point) bool { return near(a.X, b.X) && near(a.Y, b.Y) })
	})
}

// Every run is a thin line through its scores, and the mean of a method's runs
// is a thick line through their means.
func TestPhasesPlaces(t *testing.T) {
	methods := []string{"base", "conv-bn"}
	runs := madeUpUnlearning(3)
	f, err := Phases(runs, madeUpRecords([]string{"ada"}, 3), methods...)
	f, ink := drawn(t, f, err)
	xs := readAxes(t, ink, foot(f), true, straight)
	for i, set := range []string{"test", "excluded"} {
		head := find(t, ink, []string{"test, n = 250", "excluded, n = 500"}[i])
		y := readAxes(t, ink, beside(head), false, straight)[0]
		for _, method := range methods {
			means := make([]vg.Point, len(madeUpPhases))
			for _, r := range runs {
				var points []vg.Point
				for _, p := range r.Trace {
					if r.Method == method && p.Set == set {
						points = append(points, vg.Point{X: xs[i](float64(p.Epoch)), Y: y(p.F1)})
						means[p.Epoch].X = xs[i](float64(p.Epoch))
						means[p.Epoch].Y += y(p.F1) / 3
					}
				}
				if len(points) > 0 && !takePath(&ink, tint(lookOf(method).color, 0.4), points) {
					t.Errorf("no line for %s, seed %d, on %s", method, r.Seed, set)
				}
			}
			if !takePath(&ink, lookOf(method).color, means) {
				t.Errorf("no line through the means of %s on %s", method, set)
			}
		}
	}
}

// Each layer is a line through its distances, in the panel of its reference.
// Its name is to the right of the panel, in its colour.
func TestDistancesPlaces(t *testing.T) {
	runs := madeUpUnlearning(2)
	f, err := Distances(runs, "conv-bn", "statistics")
	f, ink := drawn(t, f, err)
	xs := readAxes(t, ink, foot(f), true, straight)
	for i, from := range []string{"original", "gold"} {
		head := find(t, ink, []string{"from the original", "from gold"}[i])
		y := readAxes(t, ink, beside(head), false, straight)[0]
		for _, layer := range []string{"norm1", "norm2", "norm3", "norm4", "norm5"} {
			for _, r := range runs {
				var points []vg.Point
				for _, d := range r.Distances {
					if r.Method == "conv-bn" && d.Layer == layer && d.From == from &&
						d.Kind == "statistics" {
						points = append(points, vg.Point{X: xs[i](float64(d.Epoch)), Y: y(d.Distance)})
					}
				}
				colour := layerLook(layer).color
				if len(points) > 0 && !takePath(&ink, tint(colour, 0.4), points) {
					t.Errorf("no line for %s from %s, seed %d", layer, from, r.Seed)
				}
			}
			if !take(&ink, func(m mark) bool {
				return m.text == layer && m.colour == lettering(layerLook(layer).color)
			}) {
				t.Errorf("%s is not named in its colour", layer)
			}
		}
	}
}

// Each row of the forest is a mark at its mean with its interval, on the scale
// of its set and at the height of its name.
func TestForestPlaces(t *testing.T) {
	f, err := Forest(viewOf(madeUpRecords(madeUpSpeakers, 10)))
	f, ink := drawn(t, f, err)
	axes := []axis{}
	for _, half := range []vg.Length{0, f.width / 2} {
		scale := straight
		if half == 0 {
			scale = math.Log10
		}
		area := vg.Rectangle{Min: vg.Point{X: half}, Max: vg.Point{X: half + f.width/2, Y: 26}}
		axes = append(axes, readAxes(t, ink, area, true, scale)[0])
	}
	heights := map[string][]vg.Length{} // of the rows called so, from the top
	for _, m := range texts(ink) {
		heights[m.text] = append(heights[m.text], m.middle().Y)
	}
	var comparisons []string
	for _, row := range f.Data()[1:] {
		comparisons = appendNew(comparisons, row[1])
	}
	for _, row := range f.Data()[1:] {
		place := axes[slices.Index([]string{"test", "excluded"}, row[0])]
		at := heights[row[2]][slices.Index(comparisons, row[1])]
		c := blue
		if row[7] != "" { // a verdict
			c = vermillion
		}
		if !take(&ink, func(m mark) bool {
			return m.kind == "fill" && m.colour == c && near(m.middle().X, place(column(t, row, 4))) &&
				math.Abs(float64(m.middle().Y-at)) < 1
		}) {
			t.Errorf("no mark for %v", row)
		}
		if !takeInterval(&ink, c, across, place(column(t, row, 5)), place(column(t, row, 6))) {
			t.Errorf("no interval for %v", row)
		}
		if row[7] != "" && !take(&ink, func(m mark) bool {
			return m.text == row[7] && m.colour == lettering(vermillion)
		}) {
			t.Errorf("the verdict of %v is not written", row)
		}
	}
}

// Each method of the frontier is at its distance with its interval, and has its
// name. A method without a neighbour of the same cost is also at its cost.
func TestFrontierPlaces(t *testing.T) {
	f, err := Frontier(madeUpFrontier())
	f, ink := drawn(t, f, err)
	heads := []mark{find(t, ink, "On test: the speakers who stay"),
		find(t, ink, "On excluded: the speaker to forget")}
	for i, set := range []string{"test", "excluded"} {
		y := readAxes(t, ink, beside(heads[i]), false, math.Log10)[0]
		area := foot(f) // between this heading and the next
		area.Min.X = heads[i].box.Min.X + 20
		if i == 0 {
			area.Max.X = heads[1].box.Min.X - 15
		}
		x := readAxes(t, ink, area, true, math.Log10)[0]
		for _, row := range f.Data()[1:] {
			if row[0] != set {
				continue
			}
			c, share := lookOf(row[1]).color, column(t, row, 3)
			alone := slices.Contains([]float64{1. / 3, 0.5, 1}, share)
			inPanel := func(m mark) bool {
				return m.middle().X > heads[i].box.Min.X && (i == 1 || m.middle().X < heads[1].box.Min.X)
			}
			if !take(&ink, func(m mark) bool {
				return m.colour == c && m.text == "" && inPanel(m) &&
					near(m.middle().Y, y(column(t, row, 4))) &&
					(!alone || near(m.middle().X, x(100*share)))
			}) {
				t.Errorf("no mark for %v", row)
			}
			if !takeInterval(&ink, c, upward, y(column(t, row, 5)), y(column(t, row, 6))) {
				t.Errorf("no interval for %v", row)
			}
			if retrainRank(row[1]) == 0 && row[1] != "gold2" && !take(&ink, func(m mark) bool {
				return m.text == Label(row[1]) && inPanel(m)
			}) {
				t.Errorf("%s has no name on %s", row[1], set)
			}
		}
	}
}

// Each speaker is a dot at its mean beside the tick of its noise, in both
// panels.
func TestNoiseStepsPlaces(t *testing.T) {
	f, err := NoiseSteps(viewOf(madeUpRecords(madeUpSpeakers, 5)))
	f, ink := drawn(t, f, err)
	x := readAxes(t, ink, foot(f), true, straight)[0]
	heads := []mark{find(t, ink, "excluded: way to gold"),
		find(t, ink, "test: price")}
	scales := []func(float64) float64{func(v float64) float64 { return bend(v / 100) }, math.Log10}
	for i, set := range []string{"excluded", "test"} {
		area := beside(heads[i])
		if i == 0 {
			area.Min.Y = heads[1].box.Max.Y + 20
		}
		y, unit := readAxes(t, ink, area, false, scales[i])[0], []float64{100, 1}[i]
		for _, row := range f.Data()[1:] {
			if row[0] != set {
				continue
			}
			c, dx := tint(blue, 0.5), noiseDots
			if row[3] != "" { // other rounds
				c, dx = skyBlue, noiseDots+noiseRounds
			}
			at := vg.Point{X: x(column(t, row, 2)) + dx, Y: y(unit * column(t, row, 5))}
			if !take(&ink, func(m mark) bool {
				return m.colour == c && m.text == "" && near(m.middle().X, at.X) &&
					math.Abs(float64(m.middle().Y-at.Y)) < 1
			}) {
				t.Errorf("no dot for %v at %v", row, at)
			}
		}
	}
}

// Each bar of the lottery has parts as wide as their shares of the studies, and
// a diamond at the share of estimates below the paper's number.
func TestLotteryPlaces(t *testing.T) {
	f, err := Lottery(viewOf(madeUpRecords(madeUpSpeakers, 5)))
	f, ink := drawn(t, f, err)
	axes := readAxes(t, ink, foot(f), true, straight)
	if len(axes) != 2 {
		t.Fatalf("%d axes, want studies and estimates, in percent", len(axes))
	}
	for _, row := range f.Data()[1:] {
		at := find(t, ink, row[3]).middle().Y // the paper's number heads the row
		studies, begin := column(t, row, 5), 0.0
		for i, fill := range []color.NRGBA{blue, gridGrey, vermillion} {
			end := begin + 100*column(t, row, 6+i)/studies
			if !take(&ink, func(m mark) bool {
				return m.kind == "fill" && m.colour == fill && near(m.box.Min.X, axes[0](begin)) &&
					near(m.box.Max.X, axes[0](end)) && math.Abs(float64(m.middle().Y-at)) < 2
			}) {
				t.Errorf("%v: no part from %.1f to %.1f %%", row, begin, end)
			}
			begin = end
		}
		if !take(&ink, func(m mark) bool {
			return m.kind == "fill" && m.colour == orange &&
				near(m.middle().X, axes[1](100*column(t, row, 9))) && math.Abs(float64(m.middle().Y-at)) < 2
		}) {
			t.Errorf("%v: no diamond", row)
		}
		take(&ink, func(m mark) bool { return m.text == row[3] }) // of two rows alike, each once
	}
}

// Each cell of a confusion matrix that is not zero holds its number, in the row
// of its digit and the column of the prediction.
func TestConfusionsPlaces(t *testing.T) {
	digits := strings.Split("0123456789", "")
	gold, base := Confusion{"Gold", madeUpCounts(0.75, 3)}, Confusion{"Base", madeUpCounts(0.9, 2)}
	f, err := Confusions(gold, []Confusion{base}, digits)
	f, ink := drawn(t, f, err)
	head := find(t, ink, "Base − Gold").box.Min.X
	rows, columns := map[string]vg.Length{}, map[string][2]vg.Length{}
	for _, m := range texts(ink) {
		if len(m.text) != 1 {
			continue
		}
		if at := m.middle(); at.X < confusionLeft { // left of the cells
			rows[m.text] = at.Y
		} else if at.Y < 22 { // below them
			pair := columns[m.text]
			if pair[0] == 0 {
				pair[0] = at.X
			} else {
				pair[1] = at.X
			}
			columns[m.text] = pair
		}
	}
	numbers := 0
	for _, row := range f.Data()[1:] {
		n, i := int(column(t, row, 3)), 0
		want := strconv.Itoa(n)
		if row[0] == "Base" {
			n, i = n-int(column(t, row, 4)), 1
			if want = number(float64(n), 0); n > 0 {
				want = "+" + want
			}
		}
		if n == 0 {
			continue
		}
		numbers++
		if !take(&ink, func(m mark) bool {
			return m.text == want && near(m.middle().X, columns[row[2]][i]) &&
				math.Abs(float64(m.middle().Y-rows[row[1]])) < 1 && (i == 0) == (m.box.Max.X < head)
		}) {
			t.Errorf("no %q for %v", want, row)
		}
	}
	if numbers < 40 {
		t.Errorf("%d numbers drawn, want a test on many", numbers)
	}
}

// The bars of a split are to scale, and each model's bar has the sets that it
// trains on: 430 points minus the gaps hold 3,000 clips.
func TestSplitPlaces(t *testing.T) {
	f, err := Split("ada", madeUpSplit())
	f, ink := drawn(t, f, err)
	width := f.width - splitLeft - splitRight
	for _, row := range f.Data()[1:] {
		want := width * vg.Length(column(t, row, 1)/3000)
		bars := 1 // of all clips
		for _, trains := range row[2:] {
			if trains == "true" {
				bars++
			}
		}
		fill := tint(splitFills[row[0]].color, 0.5)
		got := 0
		for take(&ink, func(m mark) bool { return m.kind == "fill" && m.colour == fill }) {
			got++
		}
		if got != bars {
			t.Errorf("%s has %d bars, want %d", row[0], got, bars)
		}
		_, again := drawn(t, f, nil)
		if !take(&again, func(m mark) bool {
			return m.colour == fill && near(m.box.Max.X-m.box.Min.X, want)
		}) {
			t.Errorf("%s is not %.1f points wide", row[0], want)
		}
	}
}

// The height of a block's front is proportional to the square root of its rows:
// blocks of 20, 10 and 5 rows are each √2 times as high as the next.
func TestArchitecturePlaces(t *testing.T) {
	f, err := Architecture(network.Default())
	_, ink := drawn(t, f, err)
	var fronts []vg.Length
	for _, m := range ink {
		if m.kind == "fill" && (m.colour == tint(yellow, 0.75) || m.colour == tint(skyBlue, 0.75)) {
			fronts = append(fronts, m.box.Max.Y-m.box.Min.Y)
		}
	}
	if len(fronts) != 4 {
		t.Fatalf("%d blocks, want the input and three", len(fronts))
	}
	for i := 1; i < 3; i++ {
		if ratio := float64(fronts[i-1] / fronts[i]); math.Abs(ratio-math.Sqrt2) > 0.01 {
			t.Errorf("block %d is %.3f times as high as the next, want √2", i, ratio)
		}
	}
}
