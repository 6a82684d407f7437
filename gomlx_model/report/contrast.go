package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// A Scale is what a contrast is tested and judged on.
type Scale string

// The scales. Of the first two, positive means a lower score of A.
const (
	ScaleWay    Scale = "points of the way" // on excluded; stored as a share
	ScaleErrors Scale = "ratio of prices"   // elsewhere; stored as a logarithm
	ScalePlain  Scale = ""                  // the differences as they are
)

// A Contrast is method A − B on one set: in macro F1, as the paper prints it,
// and on the scale of its test. Two methods and a set have one contrast, and
// one p, in all tables.
type Contrast struct {
	A, B, Set string

	Sample records.Sample // A − B in macro F1, by pair
	F1     stats.TTest    // over Sample's units: the estimate beside the paper's
	Scale  Scale
	Scaled records.Sample // A − B on Scale
	// what Primary runs over: UnitSpeakers, or UnitSeeds where there is one
	// speaker
	Unit      string
	Primary   stats.TTest       // over Scaled's units
	Flip      stats.SignFlip    // over the same, uncorrected
	Corrected float64           // Primary's p after Holm over the stated family
	Equal     stats.Equivalence // within the margin of two such methods
	// the mean that Equal is about, to see on which side of the margin it lies
	equalMean float64
}

// contrast compares method a with b on a set. Corrected is Primary's p until a
// family corrects it.
func contrast(v *records.View, set, a, b string) Contrast {
	return contrastOf(v, set, a, []string{a}, b)
}

// contrastOf compares the mean of several methods, under one name, with b;
// without methods it is empty. The original and gold, the ends of the way, are
// compared in F1.
func contrastOf(v *records.View, set, name string, methods []string, b string) Contrast {
	if len(methods) == 0 {
		return plainContrast(records.Sample{})
	}
	c := Contrast{A: name, B: b, Set: set, Sample: v.Combine(set, append([]string{b}, methods...),
		func(r []records.Record) float64 { return meanOf(r[1:], records.F1) - r[0].F1 })}
	switch {
	case name == names.Original && b == names.Gold:
		c.Scaled = c.Sample
	case set == names.SetExcluded:
		c.Scale, c.Scaled = ScaleWay, shareOfWay(v, methods, b)
	default:
		c.Scale, c.Scaled = ScaleErrors, logErrors(v, set, methods, b)
	}
	c.test()
	values, margin := c.margin()
	c.Equal, c.equalMean = stats.TOST(values, margin), stats.PairedT(values).Mean
	return c
}

// plainContrast judges a sample as it is, without a margin.
func plainContrast(s records.Sample) Contrast {
	c := Contrast{Sample: s, Scaled: s}
	c.test()
	c.Equal = stats.Equivalence{Margin: math.NaN(), P: math.NaN()}
	return c
}

// test fills in the tests of Sample and Scaled.
func (c *Contrast) test() {
	units, unit := c.Scaled.Units()
	c.Unit, c.F1, c.Primary, c.Flip = unit, c.Sample.Test(), stats.PairedT(units),
		stats.FlipSigns(units)
	c.Corrected = c.Primary.P
}

// margin returns the differences and the margin that decide whether the two
// count as equal: F1 and GoldMargin if one is gold, else Scaled and the
// scale's margin.
func (c Contrast) margin() (values []float64, margin float64) {
	if c.A == names.Gold || c.B == names.Gold {
		values, _ = c.Sample.Units()
		return values, GoldMargin(c.Set)
	}
	values, _ = c.Scaled.Units()
	if c.Scale == ScaleWay {
		return values, WayMargin
	}
	return values, math.Log(ErrorsMargin)
}

// Name is "conv-bn − base, excluded".
func (c Contrast) Name() string { return fmt.Sprintf("%s − %s, %s", c.A, c.B, c.Set) }

// direction is the sign of A − B in F1, by the mean on Scale.
func (c Contrast) direction() int {
	if c.Scale == ScalePlain {
		return sign(c.Primary.Mean)
	}
	return -sign(c.Primary.Mean)
}

// Different reports whether the corrected p is below Alpha.
func (c Contrast) Different() bool { return c.Corrected < stats.Alpha }

// OnScale prints the mean on Scale with its interval: "+6.8 points of the way
// [+4.3, +9.3]" or "price × 1.22 [1.02, 1.46]", which is A's over B's and not
// the ratio of their errors; empty for ScalePlain.
func (c Contrast) OnScale() string {
	p := c.Primary
	switch {
	case p.N == 0 || c.Scale == ScalePlain:
		return ""
	case c.Scale == ScaleWay:
		return fmt.Sprintf("%s %s %s", signed(100*p.Mean, 1), c.Scale,
			between(100*p.Low, 100*p.High, 1))
	}
	interval := none
	if !math.IsNaN(p.Low) {
		interval = fmt.Sprintf("[%s, %s]", plain(math.Exp(p.Low), 2), plain(math.Exp(p.High), 2))
	}
	return fmt.Sprintf("price × %s %s", plain(math.Exp(p.Mean), 2), interval)
}

// correct corrects the p of a family by Holm.
func correct(family []Contrast) {
	p := make([]float64, len(family))
	for i, c := range family {
		p[i] = c.Primary.P
	}
	for i, corrected := range stats.Holm(p) {
		family[i].Corrected = corrected
	}
}
