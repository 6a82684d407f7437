package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// A Verdict says how a claim of the paper fares in our runs.
type Verdict string

// The verdicts. NotRun is for claims whose runs are not among the records.
const (
	Replicated    Verdict = "replicated"
	NotReplicated Verdict = "not replicated"
	Undecided     Verdict = "undecided"
	NotRun        Verdict = "not run"
)

// EquivalenceMargin is the difference in macro F1 below which two models count
// as equal: one percentage point.
const EquivalenceMargin = 0.01

// A Judgement is a verdict and the sentence that justifies it.
type Judgement struct {
	Verdict Verdict
	Why     string
}

// judge applies the rule that was fixed before the runs. A claim with a
// direction (+1 or −1) is replicated if the corrected p is below Alpha and our
// mean has that direction; not replicated if it is below Alpha and has the
// other, or if the difference is equivalent to 0 within ±EquivalenceMargin;
// otherwise undecided.
func judge(s records.Sample, corrected float64, direction int) Judgement {
	test := s.Test()
	values, unit := s.Units()
	switch {
	case test.N == 0:
		return Judgement{NotRun, "no finished pair of runs"}
	case math.IsNaN(test.P):
		return Judgement{Undecided, test.Warnings[0]}
	}
	equal := stats.TOST(values, EquivalenceMargin)
	basis := fmt.Sprintf("corrected p %s over %d %s", FormatP(corrected), test.N, unit)
	switch {
	case corrected < stats.Alpha && test.Mean*float64(direction) > 0:
		if equal.Equivalent() {
			basis += fmt.Sprintf("; smaller than ±%g all the same", EquivalenceMargin)
		}
		return Judgement{Replicated, basis}
	case corrected < stats.Alpha:
		return Judgement{NotReplicated, "the other way: " + basis}
	case equal.Equivalent():
		return Judgement{NotReplicated, fmt.Sprintf("equal to 0 within ±%g (TOST p %s over %d %s)",
			EquivalenceMargin, FormatP(equal.P), test.N, unit)}
	}
	return Judgement{Undecided, basis + fmt.Sprintf("; not equal within ±%g either (TOST p %s)",
		EquivalenceMargin, FormatP(equal.P))}
}

// sign is −1, 0 or 1.
func sign(x float64) int {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}
