package report

import (
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// A Claim is one claim of the paper, in our words, and how it fares.
type Claim struct {
	Text   string
	Source string // section or table of the paper
	Theirs string
	Ours   string // mean and 95 % interval
	Size   string
	Judgement

	sample    records.Sample
	direction int
	family    string // claims of one family are corrected together by Holm; "" where judged already
	// another claim's numbers under a second sentence of the paper: the tally
	// counts them once
	repeats bool
	chosen  bool // a setting that we took from the paper: it holds because we chose it
}

// Claims judges every claim of the paper, in the order of the paper's own
// argument. Those with a direction follow the rule of Judgement with Holm
// within a family: the twelve cells of Tables 1 and 2; the six comparisons of
// schemes; the others.
func Claims(e Evidence) []Claim {
	if e.Batch == nil {
		e.Batch = &records.View{}
	}
	claims := slices.Concat(cellClaims(e.Batch), impliedClaims(e.Batch), comparisonClaims(e.Batch),
		lossClaims(e.Batch),
		dropClaims(e.Batch), procedureClaims(e), normClaims(e))
	families := map[string][]int{}
	for i, c := range claims {
		if c.family != "" {
			families[c.family] = append(families[c.family], i)
		}
	}
	// each family is judged by itself, so their order does not matter
	for _, members := range families {
		p := make([]float64, len(members))
		for k, i := range members {
			p[k] = claims[i].sample.Test().P
		}
		for k, corrected := range stats.Holm(p) {
			c := &claims[members[k]]
			verdict := judge(c.sample, corrected, c.direction)
			if c.Why != "" && verdict.Verdict != NotRun {
				verdict.Why += "; " + c.Why
			}
			c.Judgement = verdict
		}
	}
	return claims
}

// directed returns a claim about the sign of a sample's mean; why is added to
// the verdict's reason.
func directed(text, source, theirs string, s records.Sample, direction int, family,
	why string) Claim {
	c := measured(text, source, theirs, s)
	c.sample, c.direction, c.family, c.Why = s, direction, family, why
	return c
}

// measured returns a claim with our estimate and no verdict yet.
func measured(text, source, theirs string, s records.Sample) Claim {
	c := Claim{Text: text, Source: source, Theirs: theirs, Ours: none, Size: none,
		Judgement: Judgement{NotRun, "no finished pair of runs"}}
	if t := s.Test(); t.N > 0 {
		c.Ours, c.Size = signed(t.Mean, 4), s.Size()
		if i := between(t.Low, t.High, 4); i != none {
			c.Ours += " " + i
		}
	}
	return c
}

// cellClaims are Tables 1 and 2, cell by cell.
func cellClaims(v *records.View) []Claim {
	var claims []Claim
	for _, t := range []struct {
		source, reference string
		cells             []PaperCell
	}{{"Table 1", names.Original, PaperTable1}, {"Table 2", names.Gold, PaperTable2}} {
		for _, c := range t.cells {
			s := v.Difference(records.F1, c.Set, c.Scheme, t.reference)
			why := covers(s, c)
			if spread := bySpeaker(s); c.Set == names.SetExcluded && spread != "" {
				why += "; " + spread
			}
			claims = append(claims, directed(fmt.Sprintf("F1 of %s − %s, %s", c.Scheme, t.reference,
				c.Set), t.source,
				signed(c.Value, c.Digits), s, sign(c.Value), "cells", why))
		}
	}
	return claims
}

// covers says whether our interval holds the paper's number, to the digits that
// it prints.
func covers(s records.Sample, c PaperCell) string {
	t := s.Test()
	half := 0.5
	for range c.Digits {
		half /= 10
	}
	switch {
	case c.Value+half < t.Low:
		return "their number lies below our interval"
	case c.Value-half > t.High:
		return "their number lies above our interval"
	case t.N > 1:
		return "their number lies in our interval"
	}
	return ""
}

// impliedClaims follow from the tables: original − gold is Table 2 less Table
// 1.
func impliedClaims(v *records.View) []Claim {
	excluded, test := v.Difference(records.F1, names.SetExcluded, names.Original, names.Gold),
		v.Difference(records.F1, names.SetTest, names.Original, names.Gold)
	return []Claim{
		directed("The original knows the excluded speaker better than gold does", "Tables 1, 2",
			impliedByPaper(names.SetExcluded, " to "), excluded, 1, "others", bySpeaker(excluded)),
		directed("On test the original is below gold", "Tables 1, 2",
			impliedByPaper(names.SetTest, " to "), test, -1,
			"others", bySpeaker(test)),
	}
}

// bySpeaker gives the range of the speaker means, empty for fewer than two
// speakers.
func bySpeaker(s records.Sample) string {
	list, means := s.Speakers(), s.SpeakerMeans()
	if len(list) < 2 {
		return ""
	}
	low, high := 0, 0
	for i, m := range means {
		if m < means[low] {
			low = i
		}
		if m > means[high] {
			high = i
		}
	}
	return fmt.Sprintf("by speaker from %s (%s) to %s (%s)", signed(means[low], 4), list[low],
		signed(means[high], 4), list[high])
}

// comparisonClaims are the six of the primary analysis.
func comparisonClaims(v *records.View) []Claim {
	var claims []Claim
	for _, c := range Analyse(v).Comparisons {
		what := map[string]string{names.SetTest: "keeps more of test",
			names.SetExcluded: "forgets more"}[c.Set]
		said := "not significant"
		if c.A == names.ConvBN && c.B == names.Base {
			said = fmt.Sprintf("p ≈ %g", paperP)
		}
		claim := measured(fmt.Sprintf("%s %s than %s", c.A, what, c.B), "section 5, Table 1",
			fmt.Sprintf("%s (%s)", signed(c.Paper, 4), said), c.Sample)
		claim.Judgement = c.Judgement
		claims = append(claims, claim)
	}
	return claims
}

// MinimalLoss is the loss of macro F1 up to which we call a degradation
// minimal: the paper calls its own drops of 0.0193 to 0.0223 so, and 0.03 is
// the next step of a hundredth.
const MinimalLoss = 0.03

// lossClaims are that unlearning costs little where nothing is to be forgotten.
func lossClaims(v *records.View) []Claim {
	var claims []Claim
	for _, c := range []struct{ text, set, theirs string }{
		{"Unlearning costs little on test", names.SetTest, signed(paperLoss(), 2)},
		{"Performance on the retained clips is preserved", names.SetRetained, "no number"},
	} {
		s := schemesMinusOriginal(v, records.F1, c.set)
		claim := measured(c.text, "sections 5a, 6", c.theirs, s)
		if t := s.Test(); t.N > 1 {
			loss := fmt.Sprintf("a loss of %g, their own of 0.02 rounded up; ours is the mean of "+
				"the three schemes", MinimalLoss)
			switch {
			case t.Low > -MinimalLoss:
				claim.Judgement = Judgement{Replicated, "our interval excludes " + loss}
			case t.High < -MinimalLoss:
				claim.Judgement = Judgement{NotReplicated, "our interval lies beyond " + loss}
			default:
				claim.Judgement = Judgement{Undecided, "our interval holds " + loss}
			}
		} else if t.N == 1 {
			claim.Judgement = Judgement{Undecided, t.Warnings[0]}
		}
		claims = append(claims, claim)
	}
	return claims
}

// dropClaims are that the excluded speaker is recognised less, and less surely.
func dropClaims(v *records.View) []Claim {
	return []Claim{
		directed("Accuracy on the excluded speaker drops", "section 5a", "significant",
			schemesMinusOriginal(v, records.Accuracy, names.SetExcluded), -1, "others", ""),
		directed("Confidence on the excluded speaker drops", "section 5a", "significant",
			schemesMinusOriginal(v, records.Confidence, names.SetExcluded), -1, "others", ""),
	}
}

// schemesMinusOriginal is the mean over those of the paper's three schemes that
// have records, less the original.
func schemesMinusOriginal(v *records.View, field records.Field, set string) records.Sample {
	methods := []string{names.Original}
	for _, m := range names.PaperSchemes() {
		if slices.Contains(v.Methods(), m) {
			methods = append(methods, m)
		}
	}
	if len(methods) == 1 {
		return records.Sample{}
	}
	return v.Combine(set, methods, func(r []records.Record) float64 {
		sum := 0.0
		for _, scheme := range r[1:] {
			sum += field(scheme)
		}
		return sum/float64(len(r)-1) - field(r[0])
	})
}
