package report

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// ChangeTable is the paper's Table 1: macro F1 after unlearning minus before,
// by set and scheme.
func ChangeTable(v *records.View) Table {
	return differences(v, "Change in macro F1 by unlearning: unlearned − original (the paper's "+
		"Table 1)", PaperTable1, names.Original)
}

// GapTable is the paper's Table 2: macro F1 after unlearning minus that of
// gold, which never heard the speaker.
func GapTable(v *records.View) Table {
	return differences(v, "Gap in macro F1 to retraining: unlearned − gold (the paper's Table 2)",
		PaperTable2, names.Gold)
}

// differences lists each scheme's difference from a reference with the paper's.
func differences(v *records.View, title string, paper []PaperCell, reference string) Table {
	t := Table{Title: title, Header: []string{"Set", "Scheme", "Paper", "Ours", "95 % interval",
		"n"}}
	var samples []records.Sample
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		for _, scheme := range schemesToShow(v) {
			theirs := none
			if c, ok := paperValue(paper, set, scheme); ok {
				theirs = signed(c.Value, c.Digits)
			}
			s := v.Difference(records.F1, set, scheme, reference)
			samples = append(samples, s)
			t.Rows = append(t.Rows, append([]string{set, scheme, theirs}, estimate(s, 4)...))
		}
	}
	t.Notes = append([]string{fmt.Sprintf("The paper: %d seeds; we read it as one speaker for "+
		"all.", paperSeeds)}, notes(samples...)...)
	t.Notes = append(t.Notes, testNote(samples...)...)
	return t
}

// schemesToShow returns the paper's three schemes, run or not, and the others
// that have records.
func schemesToShow(v *records.View) []string {
	shown := names.PaperSchemes()
	for _, m := range v.Schemes() {
		if !slices.Contains(shown, m) {
			shown = append(shown, m)
		}
	}
	return shown
}

// estimate prints a sample's mean, interval and size.
func estimate(s records.Sample, digits int) []string {
	t := s.Test()
	return []string{signed(t.Mean, digits), between(t.Low, t.High, digits), s.Size()}
}

// sharedTest qualifies all intervals over speakers on test.
const sharedTest = "On test, the speakers' values share recordings: whoever is excluded, the " +
	"test clips are largely the same. So intervals there are about these clips only."

// testNote is sharedTest where a sample on test is over speakers.
func testNote(onTest ...records.Sample) []string {
	for _, s := range onTest {
		if _, unit := s.Units(); unit == records.UnitSpeakers {
			return []string{sharedTest}
		}
	}
	return nil
}

// notes says what the intervals of some samples are, and which runs they lack.
func notes(samples ...records.Sample) []string {
	return append([]string{intervalNote(samples...)}, lackNotes(samples...)...)
}

// intervalNote says what the means and intervals of some samples are over.
func intervalNote(samples ...records.Sample) string {
	unit, fewest := "", 0
	for _, s := range samples {
		values, u := s.Units()
		if len(values) > 0 && (unit == "" || len(values) < fewest) {
			unit, fewest = u, len(values)
		}
	}
	switch unit {
	case records.UnitSeeds:
		return fmt.Sprintf("Mean and Student's t interval over %s: they say nothing about "+
			"other speakers.",
			records.Plural(fewest, "seed"))
	case records.UnitSpeakers:
		return fmt.Sprintf("Mean of the speakers' means; Student's t interval over %s.",
			records.Plural(fewest, "speaker mean"))
	}
	return "No finished runs."
}

// lackNotes says which runs some samples lack.
func lackNotes(samples ...records.Sample) []string {
	var missing []records.Absence
	for _, s := range samples {
		missing = append(missing, s.Missing...)
	}
	return missingNotes(missing)
}

// ConfidenceTable has the mean largest softmax probability of the models before
// and after unlearning, and of gold: on the excluded clips, and on test, where
// a model that is only less sure of everybody loses it too.
func ConfidenceTable(v *records.View) Table {
	t := Table{Title: "Confidence on test and on the excluded speaker: mean largest probability",
		Header: []string{"Set", "Scheme", "Original", "Unlearned", "Gold", "Change",
			"95 % interval", "n"}}
	var samples []records.Sample
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		mean := func(method string) string {
			return plain(v.Level(records.Confidence, set, method).Test().Mean, 4)
		}
		for _, scheme := range schemesToShow(v) {
			change := v.Difference(records.Confidence, set, scheme, names.Original)
			samples = append(samples, change)
			t.Rows = append(t.Rows, append([]string{set, scheme, mean(names.Original),
				mean(scheme), mean(names.Gold)}, estimate(change, 4)...))
		}
	}
	t.Notes = notes(samples...)
	return t
}

// RetainedTable is the change in macro F1 on the retained clips, which the
// model still trains on.
func RetainedTable(v *records.View) Table {
	t := Table{Title: "Change in macro F1 on the retained clips: unlearned − original",
		Header: []string{"Scheme", "Change", "95 % interval", "n"}}
	var samples []records.Sample
	for _, scheme := range schemesToShow(v) {
		s := v.Difference(records.F1, names.SetRetained, scheme, names.Original)
		samples = append(samples, s)
		t.Rows = append(t.Rows, append([]string{scheme}, estimate(s, 4)...))
	}
	t.Notes = notes(samples...)
	return t
}

// CostTable is each method's sample passes as a share of gold's.
func CostTable(v *records.View) Table {
	t := Table{Title: "Cost: sample passes as a share of retraining",
		Header: []string{"Method", "Passes", "Share of gold's", "n"}}
	var samples []records.Sample
	for _, method := range v.Unlearning() {
		s := v.Share(records.Passes, names.SetTest, method, names.Gold)
		samples = append(samples, s)
		passes := v.Level(records.Passes, names.SetTest, method).Test()
		t.Rows = append(t.Rows, []string{method, plain(passes.Mean, 0), percent(s.Test().Mean),
			s.Size()})
	}
	t.Notes = append([]string{fmt.Sprintf("The paper: %s of the length of retraining.",
		percent(paperShare))}, lackNotes(samples...)...)
	return t
}

// percent prints a share.
func percent(share float64) string {
	if p := plain(100*share, 1); p != none {
		return p + " %"
	}
	return none
}

// ControlTable compares every unlearning method with base: its gaps to gold,
// and how far they are from base's gaps. Differences that are not significant
// after Holm print as "~". The p-values of the paper's schemes are in
// [Analysis.Table] and not here.
func ControlTable(v *records.View) Table {
	t := Table{Title: "Schemes and controls: gap to gold in macro F1, and difference from base " +
		"on the excluded speaker",
		Header: []string{"Method", "Gap, test", "Gap, excluded", "95 % interval", "Minus base's",
			"95 % interval", "Corrected p", "Cost", "n"}}
	controls := Controls(v)
	var samples []records.Sample
	for _, m := range v.Unlearning() {
		test, excluded := v.Difference(records.F1, names.SetTest, m, names.Gold),
			v.Difference(records.F1, names.SetExcluded, m, names.Gold)
		samples = append(samples, test, excluded)
		e := excluded.Test()
		lessBase, interval, adjusted := none, none, none
		if i := slices.IndexFunc(controls, func(c Contrast) bool { return c.A == m }); i >= 0 {
			d := controls[i]
			lessBase, interval, adjusted = d.Difference(4), between(d.F1.Low, d.F1.High, 4),
				FormatP(d.Corrected)
		} else if m != names.Base {
			d := contrast(v, names.SetExcluded, m, names.Base)
			lessBase, interval = signed(d.F1.Mean, 4), between(d.F1.Low, d.F1.High, 4)
		}
		t.Rows = append(t.Rows, []string{m, signed(test.Test().Mean, 4), signed(e.Mean, 4),
			between(e.Low, e.High, 4), lessBase, interval, adjusted,
			percent(v.Share(records.Passes, names.SetTest, m, names.Gold).Test().Mean),
			excluded.Size()})
	}
	t.Notes = []string{"Seeds " + seedRange(v, names.Base) + "."}
	floor := v.Difference(records.F1, names.SetExcluded, names.Gold2, names.Gold)
	if f := floor.Test(); f.N > 0 {
		// Two golds are alike but for their draws, so the size of their
		// differences is the floor; the mean, with its sign, tends to 0.
		size := 0.0
		for _, d := range floor.Values() {
			size += math.Abs(d) / float64(len(floor.Values()))
		}
		t.Notes = append(t.Notes, fmt.Sprintf("Noise floor: on the excluded speaker, a second "+
			"gold differs from the first by %s, the mean of the absolute differences (%s); the "+
			"signed mean, which should be 0, is %s %s.",
			plain(size, 4), floor.Size(), signed(f.Mean, 4), between(f.Low, f.High, 4)))
	}
	t.Notes = append(t.Notes, "Minus base's: paired by speaker and seed, over the seeds that "+
		"both have. The interval is in F1 and uncorrected. p is on the share of the way, corrected by "+
		"Holm in two families: the controls in a claim of the paper, and the others. ~: p is above "+
		"0.05, which means undecided, not equal. The paper's schemes are tested only in the primary "+
		"analysis. Cost: sample passes as a share of gold's.")
	t.Notes = append(append(t.Notes, notes(samples...)...), testNote(samples...)...)
	return t
}

// SpeakerTable is macro F1 on the excluded clips by speaker: how hard each
// voice is for a model that never heard it.
func SpeakerTable(v *records.View) Table {
	t := Table{Title: "Macro F1 on the excluded speaker, by speaker",
		Header: []string{"Speaker", "Original", "Gold"}}
	schemes := schemesToShow(v)
	t.Header = append(t.Header, schemes...)
	columns := []records.Sample{}
	for _, m := range append([]string{names.Original, names.Gold}, schemes...) {
		columns = append(columns, v.Level(records.F1, names.SetExcluded, m))
	}
	var speakers []string
	for _, p := range v.Pairs() {
		speakers = append(speakers, p.Speaker)
	}
	for _, speaker := range slices.Compact(speakers) {
		row := []string{speaker}
		for _, c := range columns {
			cell := none
			if i, ok := slices.BinarySearch(c.Speakers(), speaker); ok {
				cell = plain(c.SpeakerMeans()[i], 4)
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append([]string{"Each number is a mean over seeds (the original: " +
		columns[0].Size() + ")."}, lackNotes(columns...)...)
	return t
}
