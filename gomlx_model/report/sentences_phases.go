package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/gonum/stat"
)

// partLabels are the parts within a sentence.
var partLabels = map[string]string{"reset": "the reset", "noise": "the noise",
	"finetune": "fine-tuning"}

// A part is what one part of the procedure changes in macro F1.
type part struct {
	name           string
	excluded, test records.Sample // at its end less at the end of the part before
}

// partsOf are the changes of the parts that a method has after its start.
func partsOf(runs []records.Run, method string) (parts []part) {
	var excludedBefore, testBefore records.Sample
	for _, phase := range phaseNames {
		excluded, _ := atPhaseEnd(runs, method, phase, names.SetExcluded)
		test, _ := atPhaseEnd(runs, method, phase, names.SetTest)
		if len(excluded.Pairs) == 0 || len(test.Pairs) == 0 {
			continue
		}
		if len(excludedBefore.Pairs) > 0 {
			parts = append(parts, part{phase, excluded.Minus(excludedBefore),
				test.Minus(testBefore)})
		}
		excludedBefore, testBefore = excluded, test
	}
	return parts
}

// PhaseSentence says what each part of a method does to the excluded speaker
// and to the others, which part takes most, and whether fine-tuning raises the
// score on the excluded speaker again.
func PhaseSentence(r *records.Results, method string) string {
	parts := partsOf(r.Runs, method)
	if len(parts) == 0 {
		return fmt.Sprintf("No run of `%s` was followed through its parts.", method)
	}
	var excluded, test []string
	taken := parts[0]
	for _, p := range parts {
		excluded = append(excluded, partLabels[p.name]+" "+estimated(p.excluded.Test(), 3))
		test = append(test, partLabels[p.name]+" "+estimated(p.test.Test(), 3))
		if p.excluded.Test().Mean < taken.excluded.Test().Mean {
			taken = p
		}
	}
	text := fmt.Sprintf("The parts of `%s` change macro F1 on the excluded speaker, by %s, and on "+
		"test, by %s (%s). ", method, listed(excluded), listed(test), parts[0].excluded.Size())
	t := taken.excluded.Test()
	if t.Mean < 0 {
		text += fmt.Sprintf("On the excluded speaker %s takes most%s.", partLabels[taken.name],
			bySide(t, "", ", though "+openNote(t), ""))
	} else {
		text += "No part takes anything from the excluded speaker."
	}
	if last := parts[len(parts)-1]; last.name == "finetune" && len(parts) > 1 {
		text += " " + liftSentence(parts)
	}
	return text
}

// liftSentence says whether the last part undoes what the parts before took
// from the excluded speaker.
func liftSentence(parts []part) string {
	last := parts[len(parts)-1].excluded.Test()
	lost := 0.0
	for _, p := range parts[:len(parts)-1] {
		lost -= p.excluded.Test().Mean
	}
	back := ""
	if lost > 0 && last.Mean > 0 {
		back = fmt.Sprintf(", %s of what was taken", percent(last.Mean/lost))
	}
	gives := fmt.Sprintf("Fine-tuning on other voices alone gives the speaker back %s%s",
		plain(last.Mean, 3), back)
	open := "Fine-tuning is not shown to take more from the speaker, since " + openNote(last)
	if last.Mean > 0 {
		open = gives + ", by the mean; " + openNote(last)
	}
	return bySide(last, "Fine-tuning takes still more from the speaker", open, gives) + "."
}

// ResetSentence says whether it matters to reset the moving statistics alone.
// It gives the largest difference, at the end of the part that follows the
// reset, between base and the schemes that reset nothing else, beside what
// seeds of one speaker differ by.
func ResetSentence(r *records.Results) string {
	const phase = "reset"
	schemes := []string{names.Base, names.AllBNStats, names.ConvBNStats}
	worst, found := worstDifference{size: -1}, false
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		for i, a := range schemes {
			of, _ := atPhaseEnd(r.Runs, a, phase, set)
			for _, b := range schemes[:i] {
				other, _ := atPhaseEnd(r.Runs, b, phase, set)
				d := of.Minus(other)
				found = found || len(d.Pairs) > 0
				for _, p := range d.Pairs {
					if size := math.Abs(p.Value); size > worst.size {
						base, _ := atPhaseEnd(r.Runs, b, phase, set)
						worst = worstDifference{size, set, d, withinSpeakers(base)}
					}
				}
			}
		}
	}
	if !found {
		return "Base and the schemes that reset only the statistics have no runs in common."
	}
	if worst.size == 0 {
		return fmt.Sprintf("At the end of the first part, %s score alike in every run (%s): a reset "+
			"of the moving statistics alone has changed nothing there.", coded(schemes),
			worst.sample.Size())
	}
	return fmt.Sprintf("At the end of the first part, %s: the largest difference of %s in any run is "+
		"%s in F1 (%s; %s). %s", bySizes(worst), coded(schemes), plain(worst.size, 5),
		worst.set, worst.sample.Size(), worst.besideSeeds())
}

// A worstDifference is the largest among some, and what seeds differ by there.
type worstDifference struct {
	size   float64
	set    string
	sample records.Sample
	seeds  float64 // standard deviation between seeds of one speaker
}

// bySizes says what the largest difference means.
func bySizes(w worstDifference) string {
	switch {
	case w.size <= w.seeds:
		return "a reset of the moving statistics alone has mattered less than the seed"
	case w.size > w.seeds:
		return "a reset of the moving statistics alone has mattered more than the seed"
	}
	return "there are too few seeds to judge a reset of the moving statistics by"
}

// besideSeeds says what it is compared with.
func (w worstDifference) besideSeeds() string {
	if math.IsNaN(w.seeds) {
		return "The spread of seeds needs two seeds of one speaker."
	}
	return fmt.Sprintf("Seeds of one speaker differ there by %s (standard deviation).",
		plain(w.seeds, 4))
}

// withinSpeakers is the standard deviation between seeds of one speaker, pooled
// over speakers; NaN where no speaker has two.
func withinSpeakers(s records.Sample) float64 {
	squares, free := 0.0, 0
	for _, values := range s.Clusters() {
		if len(values) > 1 {
			squares += stat.Variance(values, nil) * float64(len(values)-1)
			free += len(values) - 1
		}
	}
	return math.Sqrt(squares / float64(free))
}
