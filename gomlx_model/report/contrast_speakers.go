package report

import (
	"math"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// A SpeakerEffect is a contrast of two methods for one speaker, on the
// contrast's scale: a share of the way, or the logarithm of a ratio of errors.
type SpeakerEffect struct {
	Speaker   string
	Seeds     int
	Mean      float64
	Low, High float64 // 95 % interval over seeds, NaN where it takes more of them
}

// BySpeaker splits the contrast of two methods by speaker: what Scaled has of
// each, with an interval over the speaker's seeds. A share of the way has
// Student's. The ratio of errors is one of means over seeds, ā and b̄ in clips,
// and its logarithm has the interval of its linear part,
//
//	ln((½ + ā)/(½ + b̄)) ± t_{n−1, 0.975} · s/√n
//
// where s is the standard deviation over seeds of
// (½ + a)/(½ + ā) − (½ + b)/(½ + b̄), the delta method. No test uses these
// intervals.
func (c Contrast) BySpeaker(v *records.View) []SpeakerEffect {
	var effects []SpeakerEffect
	clusters := c.Scaled.Clusters()
	if c.Scale != ScaleErrors || len(clusters) == 1 {
		for i, speaker := range c.Scaled.Speakers() {
			t := stats.PairedT(clusters[i])
			effects = append(effects, SpeakerEffect{speaker, t.N, t.Mean, t.Low, t.High})
		}
		return effects
	}
	methods := []string{c.A, c.B}
	ours := v.Combine(c.Set, methods, func(r []records.Record) float64 { return wrong(r[0]) })
	theirs := v.Combine(c.Set, methods, func(r []records.Record) float64 { return wrong(r[1]) })
	a, b := ours.Clusters(), theirs.Clusters()
	for i, speaker := range ours.Speakers() {
		effects = append(effects, logRatio(speaker, a[i], b[i]))
	}
	return effects
}

// logRatio is the logarithm of the ratio of two means, in clips, with the
// interval that the delta method gives for pairs.
func logRatio(speaker string, a, b []float64) SpeakerEffect {
	above, below := 0.5+stat.Mean(a, nil), 0.5+stat.Mean(b, nil)
	mean, nan := math.Log(above/below), math.NaN()
	if len(a) < 2 {
		return SpeakerEffect{speaker, len(a), mean, nan, nan}
	}
	linear := make([]float64, len(a))
	for i := range a {
		linear[i] = (0.5+a[i])/above - (0.5+b[i])/below
	}
	n := float64(len(a))
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(1 - stats.Alpha/2)
	half := t * stat.StdDev(linear, nil) / math.Sqrt(n)
	return SpeakerEffect{speaker, len(a), mean, mean - half, mean + half}
}
