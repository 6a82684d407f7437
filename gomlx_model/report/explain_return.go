package report

import (
	"fmt"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// returned is the share of what was lost that counts as coming back.
const returned = 0.1

// lesson returns the curves of a method's models: the share of the lost clips
// that is known again after each step. A model that had lost nothing has no
// steps and is left out.
func (r Readings) lesson(method string) (list []records.Reading) {
	for _, x := range r {
		if x.Analysis == "relearning" && x.Method == method && x.Part == "known again" &&
			len(x.Values) > 1 {
			list = append(list, x)
		}
	}
	return list
}

// knownAfter is the share that is known again after a number of steps. A lesson
// that ended early, because all was known, keeps its last value.
func (r Readings) knownAfter(method string, steps int) (s records.Sample) {
	for _, x := range r.lesson(method) {
		s.Pairs = append(s.Pairs, records.Pair{Speaker: x.Speaker, Seed: x.Seed,
			Value: x.Values[min(steps, len(x.Values)-1)]})
	}
	return s
}

// lessonSteps is the number of steps of the longest lesson.
func (r Readings) lessonSteps() (most int) {
	for _, m := range looked {
		for _, x := range r.lesson(m) {
			most = max(most, len(x.Values)-1)
		}
	}
	return most
}

// steps returns the number of steps until a tenth was known again. A model that
// never got there counts with one step more than the longest lesson, so the
// mean is only a lower bound; never counts these models.
func (r Readings) steps(method string) (s records.Sample, never int) {
	most := r.lessonSteps()
	for _, x := range r.lesson(method) {
		after := most + 1
		for i, share := range x.Values {
			if share >= returned {
				after = i
				break
			}
		}
		if after > most {
			never++
		}
		s.Pairs = append(s.Pairs, records.Pair{Speaker: x.Speaker, Seed: x.Seed,
			Value: float64(after)})
	}
	return s, never
}

// lost is the share of the tested clips that a model did not know before the
// lesson.
func (r Readings) lost(method string) (s records.Sample) {
	for _, x := range r {
		if x.Analysis == "relearning" && x.Method == method && x.Part == "lost" &&
			len(x.Values) == 2 {
			s.Pairs = append(s.Pairs, records.Pair{Speaker: x.Speaker, Seed: x.Seed,
				Value: x.Values[0] / x.Values[1]})
		}
	}
	return s
}

// RelearnTable says how soon each model relearns what it had lost.
func RelearnTable(r Readings) Table {
	most := r.lessonSteps()
	t := Table{Title: "How soon does the speaker come back? A lesson of five clips",
		Header: []string{"Model", "Lost before", "Steps to a tenth of it", "Never",
			"Known again after 10 steps", fmt.Sprintf("After %d", most), "n"}}
	var samples []records.Sample
	for _, m := range looked {
		steps, never := r.steps(m)
		if len(steps.Pairs) == 0 {
			continue
		}
		samples = append(samples, steps)
		t.Rows = append(t.Rows, []string{modelName(m), percentWithEnds(estimateOf(r.lost(m),
			unchanged)), withEnds(estimateOf(steps, unchanged), 1), fmt.Sprint(never),
			percentWithEnds(estimateOf(r.knownAfter(m, 10), unchanged)),
			percentWithEnds(estimateOf(r.knownAfter(m, most), unchanged)), steps.Size()})
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"Nothing was taught: run go run ./notebooks publish -survey."}
		return t
	}
	t.Notes = append(notes(samples...), fmt.Sprintf("Lost: the speaker's other clips that the "+
		"model answers wrong. A model that never relearns a tenth counts as %d steps, so a mean with "+
		"such models is a lower bound. A model that lost fewer clips lost only its hardest ones, so "+
		"the rows compare only roughly.", most+1))
	return t
}

// RelearnSentence says whether a method relearns the speaker sooner than gold2,
// which never heard them, and whether wrong labels bring back as much.
func RelearnSentence(r Readings, method string) string {
	own, ownNever := r.steps(method)
	floor, _ := r.steps(names.Gold2)
	wrong, never := r.steps(explain.WrongLabels)
	d := own.Minus(floor)
	if len(d.Pairs) == 0 {
		return "No model was taught."
	}
	t := d.Test()
	return fmt.Sprintf("Trained on five of the speaker's clips, `%s` relearns a tenth of what it "+
		"had lost in %s steps, gold2 in %s: %s (difference %s, %s). Taught wrong labels, it takes at "+
		"least %s steps, and never gets there in %d of %s.", method,
		map[bool]string{true: "at least "}[ownNever > 0]+plain(own.Test().Mean, 1),
		plain(floor.Test().Mean, 1), bySide(t, "sooner, as a model would that only suppresses the "+
			"speaker", "not shown to be sooner than a model that never heard them",
			"later than a model that never heard them, so there is no sign of mere suppression"),
		estimated(t, 1),
		d.Size(), plain(wrong.Test().Mean, 1), never, records.Plural(len(wrong.Pairs), "run"))
}

// rounded is the change of a score by rounding, of the excluded clips.
func (r Readings) rounded(method, part string) records.Sample {
	before := r.Of(Quantity{Analysis: "rounding", Part: part}, method)
	return r.Of(Quantity{Analysis: "rounding", Part: part, Place: 1}, method).Minus(before)
}

// inPoints turns shares into points.
func inPoints(t stats.TTest) stats.TTest {
	t.Mean, t.Low, t.High = 100*t.Mean, 100*t.Low, 100*t.High
	return t
}

// RoundingTable says how rounding the weights changes each model on the
// speaker's clips.
func RoundingTable(r Readings) Table {
	t := Table{Title: "Does rounding bring the speaker back? Excluded clips",
		Header: []string{"Model", "Right before", "8 bits, right", "4 bits, right",
			"8 bits, margin", "4 bits, margin", "n"}}
	var samples []records.Sample
	for _, m := range looked {
		before := r.Of(Quantity{Analysis: "rounding", Part: "right, 8 bits"}, m)
		if len(before.Pairs) == 0 {
			continue
		}
		samples = append(samples, before)
		row := []string{modelName(m), percent(before.Test().Mean)}
		for _, part := range []string{"right, 8 bits", "right, 4 bits"} {
			row = append(row, estimated(inPoints(r.rounded(m, part).Test()), 2))
		}
		for _, part := range []string{"margin, 8 bits", "margin, 4 bits"} {
			row = append(row, estimated(r.rounded(m, part).Test(), 2))
		}
		t.Rows = append(t.Rows, append(row, before.Size()))
	}
	t.Notes = append(notes(samples...), "Columns with bits are changes by rounding: of right "+
		"answers in "+
		"points, of the mean margin in nats. Only kernels are rounded, symmetrically, each scaled by "+
		"its largest weight.")
	return t
}

// RoundingSentence says whether rounding to 8 bits brings the speaker back.
func RoundingSentence(r Readings, method string) string {
	own, floor := r.rounded(method, "right, 8 bits"), r.rounded(names.Gold2, "right, 8 bits")
	if len(own.Pairs) == 0 {
		return "No weights were rounded."
	}
	beyond := own.Minus(floor).Test()
	t := own.Test()
	return fmt.Sprintf("Rounding to 8 bits changes the share of the speaker's clips that `%s` answers "+
		"right by %s points (%s), and gold2's by %s: the speaker %s.", method,
		estimated(inPoints(t), 2), own.Size(), estimated(inPoints(floor.Test()), 2),
		map[bool]string{true: "comes back, beyond what " +
			"rounding does to a model that never heard them",
			false: "is not shown to come back"}[side(t) > 0 && side(beyond) > 0])
}
