package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// confirmingSeeds is how many seeds confirm, 11–20.
const confirmingSeeds = 10

// drawnAnswers are the answers about a method, or about it as it was tuned, by
// the seeds that head it and by the other draw. The other has the same method
// and the line over the same pairs, those that have both; where it has none, or
// one draw is all there is, it advises nothing.
func drawnAnswers(study *records.View, method string) (head, other answer, ok bool) {
	rows, _ := frontierOf(Headline(study), study)
	return answersAmong(study, rows, asTuned(rows, method))
}

// answersAmong are the answers of both draws about a method as it is named,
// beside some rows of the frontier that heads.
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

// withLine are the pairs of a view that have a method, original and gold, and
// all retrainings of a frontier that the view has at all.
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
// a method's way and price, whether the differences by speaker tell the two
// draws apart, and what the other draw would advise. If the answer is about a
// tuned method that only one draw has, it compares the draws untuned. It is
// empty if only one draw was run.
func DrawsSentence(study *records.View, method string) string {
	head, other, ok := drawnAnswers(study, method)
	if !ok || !hasSchemes(study.Among(Confirming)) {
		return ""
	}
	confirmed, explored := study.Among(Confirming), study.Among(Exploring)
	made, advice := "", "advise"
	if tuned := head.row.Method; tuned != method && !ran(explored, tuned) {
		rows := slices.DeleteFunc(slices.Clone(head.rows), func(r FrontierRow) bool {
			return strings.HasSuffix(r.Method, names.Tuned)
		})
		head, other, _ = answersAmong(study, rows, method)
		made, advice = " and which have no tuned runs", "would, untuned, advise"
	}
	method = head.row.Method
	way, was := WayToGold(confirmed, method), WayToGold(explored, method)
	price, cost := Price(confirmed, method), Price(explored, method)
	if !ran(confirmed, method) || !ran(explored, method) {
		return ""
	}
	points := estimateOf(way.Sample.Minus(was.Sample), unchanged)
	ratio := estimateOf(price.Sample.Minus(cost.Sample), math.Exp)
	return fmt.Sprintf("This is by %s. Seeds %s, by which the analysis was made%s, have `%s` at %s of "+
		"the way and a price of %s; by speaker the draws differ by %s points %s and %s times in price "+
		"%s, and %s. %sBoth draws are of the same %s and say nothing of new ones.",
		provisional(study, method), seedRange(explored, method), made, method,
		percentWithEnds(was.Estimate), withEnds(cost, 2), signed(100*points.Mean, 1),
		between(100*points.Low, 100*points.High, 1), plain(ratio.Mean, 2), ends(ratio, 2),
		toldApart(points, ratio), otherSentence(head, other, advice),
		records.Plural(len(points.Sample.Speakers()), "speaker"))
}

// ran reports whether a view has a method's runs, beside original and gold.
func ran(v *records.View, method string) bool {
	return len(WayToGold(v, method).Sample.Pairs) > 0
}

// provisional names the seeds that confirm, and says where some are not run
// yet.
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

// toldApart says whether the two draws differ by what chance within the
// speakers does not give.
func toldApart(points, ratio Estimate) string {
	way, price := apartFrom(points, 0), apartFrom(ratio, 1)
	switch {
	case math.IsNaN(points.Low) || math.IsNaN(ratio.Low):
		return "one speaker cannot tell whether by chance"
	case way && price:
		return "are told apart in both"
	case way:
		return "are told apart in the way, not in the price"
	case price:
		return "are told apart in the price, not in the way"
	}
	return "cannot be told apart"
}

// apartFrom reports whether an interval leaves out a value.
func apartFrom(e Estimate, value float64) bool { return e.Low > value || e.High < value }

// otherSentence says what the line to beat says by the other draw, and what
// that advises, or would.
func otherSentence(head, other answer, advises string) string {
	var costs string
	switch {
	case other.row.Method == "" || other.reach == NoLine:
		return "What retraining for less costs by them was not measured. "
	case other.reach == NotReached:
		costs = "find no retraining for that price"
	case other.reach == Cheaper:
		costs = fmt.Sprintf("find that price for %s of gold's passes or less", percent(other.share))
	default:
		costs = fmt.Sprintf("find that price at about %s %% of gold's passes",
			plain(100*other.share, 0))
	}
	advice := advises + " the same"
	switch {
	case sameAdvice(head, other):
	case head.advice() == retrainLess && other.advice() == retrainLess:
		advice = fmt.Sprintf("%s `%s` where seeds %s advise `%s`", advises, other.enough.Method,
			head.seeds, head.enough.Method)
	default:
		advice = advises + " otherwise"
	}
	return fmt.Sprintf("The %s of seeds %s with retraining for less %s, and %s. ",
		records.Plural(len(other.row.F1.Sample.Pairs), "pair"), other.seeds, costs, advice)
}

// seedRange is the first and the last seed of a method's pairs, as in "11–20".
func seedRange(v *records.View, method string) string {
	least, most := math.MaxInt, 0
	for _, p := range v.Level(records.F1, names.SetExcluded, method).Pairs {
		least, most = min(least, p.Seed), max(most, p.Seed)
	}
	return fmt.Sprintf("%d–%d", least, most)
}
