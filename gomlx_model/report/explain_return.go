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

// lesson returns the curves of a method's models: of what was lost, the share
// that is known again after each step. A model that had lost nothing has
// nothing to know again, no step, and no part in it.
func (r Readings) lesson(method string) (list []records.Reading) {
	for _, x := range r {
		if x.Analysis == "relearning" && x.Method == method && x.Part == "known again" &&
			len(x.Values) > 1 {
			list = append(list, x)
		}
	}
	return list
}

// knownAfter is the share that is known again after so many steps; a lesson
// that ended because all was known stays there.
func (r Readings) knownAfter(method string, steps int) (s records.Sample) {
	for _, x := range r.lesson(method) {
		s.Pairs = append(s.Pairs, records.Pair{Speaker: x.Speaker, Seed: x.Seed,
			Value: x.Values[min(steps, len(x.Values)-1)]})
	}
	return s
}

// lessonSteps is how many steps the longest lesson took.
func (r Readings) lessonSteps() (most int) {
	for _, m := range looked {
		for _, x := range r.lesson(m) {
			most = max(most, len(x.Values)-1)
		}
	}
	return most
}

// steps returns after how many steps a tenth was known again. A model that
// never got there counts with a step more than all were given, so that a mean
// of these is no more than a lower bound; never counts them.
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

// lost is the share of the clips asked for that a model did not know before the
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

// RelearnTable says how soon each model knows again what it had lost.
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
		t.Notes = []string{"Nothing was taught: go run ./notebooks publish -survey."}
		return t
	}
	t.Notes = append(notes(samples...), fmt.Sprintf("Lost: the speaker's other clips that the "+
		"model answers wrong. A model that never got there counts as %d steps. Lost clips are a "+
		"model's hardest ones, and unlearned models lost fewer and harder clips than gold.", most+1))
	return t
}

// RelearnSentence says whether the speaker comes back sooner to a method than
// to gold2, which never heard them, and whether wrong labels bring back as
// much.
func RelearnSentence(r Readings, method string) string {
	own, _ := r.steps(method)
	floor, _ := r.steps(names.Gold2)
	wrong, never := r.steps(explain.WrongLabels)
	d := own.Minus(floor)
	if len(d.Pairs) == 0 {
		return "No model was taught."
	}
	t := d.Test()
	return fmt.Sprintf("After five of the speaker's clips `%s` knows a tenth of what it had lost "+
		"again in %s steps, gold2 in %s: %s (difference %s, %s). Taught wrong labels it takes at "+
		"least %s steps, and never gets there in %d of %s.", method, plain(own.Test().Mean, 1),
		plain(floor.Test().Mean, 1), bySide(t, "sooner, like a model that only suppressed a "+
			"speaker", "not shown to be sooner than a model that never heard them",
			"later than a model that never heard them, so nothing was only suppressed"), estimated(t, 1),
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

// RoundingTable says what rounding the weights does to each model on the
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
	t.Notes = append(notes(samples...), "Changes: of right answers in points, of the mean margin in "+
		"nats. Only kernels are rounded, symmetrically, each by its own largest weight.")
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
	return fmt.Sprintf("Rounded to 8 bits, `%s` answers %s points more of the speaker's clips right "+
		"(%s), gold2 %s: the speaker %s.", method, estimated(inPoints(t), 2), own.Size(),
		estimated(inPoints(floor.Test()), 2), map[bool]string{true: "comes back, beyond what " +
			"rounding does to a model that never heard them",
			false: "is not shown to come back"}[side(t) > 0 && side(beyond) > 0])
}
