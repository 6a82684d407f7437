package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// confirmingSeeds is the number of confirmatory seeds, 11–20.
const confirmingSeeds = 10

// drawnAnswers returns the answers about a method, or about the tuned method,
// by the headline's seeds and by the other draw. The other answer uses the
// pairs that have the method and the whole line of retraining. Without such
// pairs, or with only one draw, it advises nothing.
func drawnAnswers(study *records.View, method string) (head, other answer, ok bool) {
	rows, _ := frontierOf(Headline(study), study)
	return answersAmong(study, rows, asTuned(rows, method))
}

// answersAmong returns the answers of both draws about exactly this method.
// Rows are those of the headline's frontier.
func answersAmong(study *records.View, rows []FrontierRow, method string) (head, other answer,
	ok bool) {
	v := Headline(study)
	if head, ok = answerOf(rows, method, ""); !ok {
		return head, other, false
	}
	head.seeds = seedRange(v, method)
	if !hasSchemes(study.Among(Confirming)) {
		return head, other, true
	}
	explored := withLine(study.Among(Exploring), rows, method)
	rows, _ = frontierOf(explored, study)
	if other, ok = answerOf(rows, method, seedRange(explored, method)); !ok {
		other = answer{}
	}
	return head, other, true
}

// withLine returns the pairs of a view that have a method, original, gold, and
// every retraining of a frontier that occurs in the view.
func withLine(v *records.View, rows []FrontierRow, method string) *records.View {
	methods := []string{method, names.Original, names.Gold}
	has := v.Methods()
	for _, r := range rows {
		if _, _, ok := names.Retraining(r.Method); ok && slices.Contains(has, r.Method) {
			methods = append(methods, r.Method)
		}
	}
	both := map[records.PairKey]int{}
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		for _, p := range v.Combine(set, methods, func([]records.Record) float64 { return 0 }).Pairs {
			both[p.Key()]++
		}
	}
	return v.Among(func(p records.PairKey) bool { return both[p] == 2 })
}

// DrawsSentence says which seeds give the answer, what the other seeds give for
// a method's way and price, whether the two draws are shown to differ, paired
// by speaker, and what the other draw advises. If the answer is about a tuned
// method that only one draw has, it compares the draws without tuning. It is
// empty if only one draw was run.
func DrawsSentence(study *records.View, method string) string {
	head, other, ok := drawnAnswers(study, method)
	if !ok || !hasSchemes(study.Among(Confirming)) {
		return ""
	}
	confirmed, explored := study.Among(Confirming), study.Among(Exploring)
	made, they := "", "They"
	if tuned := head.row.Method; tuned != method && !ran(explored, tuned) {
		rows := slices.DeleteFunc(slices.Clone(head.rows), func(r FrontierRow) bool {
			return strings.HasSuffix(r.Method, names.Tuned)
		})
		head, other, _ = answersAmong(study, rows, method)
		made, they = " and have no tuned runs", "Without tuning, they"
	}
	method = head.row.Method
	way, was := WayToGold(confirmed, method), WayToGold(explored, method)
	price, cost := Price(confirmed, method), Price(explored, method)
	if !ran(confirmed, method) || !ran(explored, method) {
		return ""
	}
	points := estimateOf(way.Sample.Minus(was.Sample), unchanged)
	ratio := estimateOf(price.Sample.Minus(cost.Sample), math.Exp)
	return fmt.Sprintf("This is from %s. On seeds %s, which shaped the analysis%s, `%s` "+
		"goes %s of the way at a price of %s. Paired by speaker, the two sets differ by %s "+
		"points %s of the way and a factor of %s %s in price: %s. %sBoth have the same %s and say "+
		"nothing of new ones.",
		provisional(study, method), seedRange(explored, method), made, method,
		percentWithEnds(was.Estimate), withEnds(cost, 2), signed(100*points.Mean, 1),
		between(100*points.Low, 100*points.High, 1), plain(ratio.Mean, 2), ends(ratio, 2),
		toldApart(points, ratio), otherSentence(head, other, they),
		records.Plural(len(points.Sample.Speakers()), "speaker"))
}

// ran reports whether a view has pairs with a method, original and gold.
func ran(v *records.View, method string) bool {
	return len(WayToGold(v, method).Sample.Pairs) > 0
}

// provisional names the confirmatory seeds, and says if some are not run yet.
func provisional(study *records.View, method string) string {
	confirmed := study.Among(Confirming)
	pairs := confirmed.Level(records.F1, names.SetExcluded, method)
	speakers := study.Level(records.F1, names.SetExcluded, method).Speakers()
	run, whole := seedRange(confirmed, method), confirmingSeeds*len(speakers)
	switch {
	case len(pairs.Pairs) == whole:
		return "seeds " + run + ", run once after the analysis was fixed"
	case run == "11–20":
		run = fmt.Sprintf("%d of %d pairs of seeds %s", len(pairs.Pairs), whole, run)
	default:
		run = "seeds " + run + " of 11–20"
	}
	return run + "; verdicts are provisional"
}

// toldApart says whether the two draws differ by more than chance within the
// speakers explains.
func toldApart(points, ratio Estimate) string {
	way, price := apartFrom(points, 0), apartFrom(ratio, 1)
	switch {
	case math.IsNaN(points.Low) || math.IsNaN(ratio.Low):
		return "with one speaker, this may be chance"
	case way && price:
		return "both differences are shown"
	case way:
		return "a difference is shown in the way, not in the price"
	case price:
		return "a difference is shown in the price, not in the way"
	}
	return "no difference is shown"
}

// apartFrom reports whether an interval excludes a value.
func apartFrom(e Estimate, value float64) bool { return e.Low > value || e.High < value }

// otherSentence says what retraining costs by the other draw, and what that
// draw advises. They is the subject of the advice.
func otherSentence(head, other answer, they string) string {
	var costs string
	switch {
	case other.row.Method == "" || other.reach == NoLine:
		return "On them, the cost of shorter retraining was not measured. "
	case other.reach == NotReached:
		costs = "no retraining reaches that price"
	case other.reach == Cheaper:
		costs = fmt.Sprintf("it reaches that price at %s of gold's passes or less",
			percent(other.share))
	default:
		costs = fmt.Sprintf("it reaches that price at about %s %% of gold's passes",
			plain(100*other.share, 0))
	}
	advice := they + " advise the same"
	switch {
	case sameAdvice(head, other):
	case head.advice() == retrainLess && other.advice() == retrainLess:
		advice = fmt.Sprintf("%s advise `%s`, and seeds %s `%s`", they, other.enough.Method,
			head.seeds, head.enough.Method)
	default:
		advice = they + " advise otherwise"
	}
	return fmt.Sprintf("On the %s of %s with shorter retraining, %s. %s. ",
		records.Plural(len(other.row.F1.Sample.Pairs), "pair"), seedsWord(other.seeds), costs, advice)
}

// seedsWord puts the word before seeds: "seed 1", "seeds 1–5".
func seedsWord(seeds string) string {
	if _, err := strconv.Atoi(seeds); err == nil {
		return "seed " + seeds
	}
	return "seeds " + seeds
}

// seedRange returns the seeds of a method's pairs; see [seedsOf].
func seedRange(v *records.View, method string) string {
	return seedsOf(v.Level(records.F1, names.SetExcluded, method))
}

// seedsOf returns the seeds of a sample, as in "1–5, 11–15".
func seedsOf(s records.Sample) string {
	var seeds []int
	for _, p := range s.Pairs {
		seeds = append(seeds, p.Seed)
	}
	slices.Sort(seeds)
	return orNone(records.Ranges(slices.Compact(seeds)))
}
