package explain

import (
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// A Memory says whether a method forgets what the original memorised. For each
// excluded clip, with the margins of the true class in nats, z_y − ln Σ_{k≠y}
// exp z_k,
//
//	memorised = original's margin − gold's
//	forgotten = original's margin − the method's
//
// The first is what training on the clip's speaker adds to the clip's margin,
// as in V. Feldman and C. Zhang, arXiv:2008.03703, but with a speaker left out
// instead of a clip.
//
// Both differences contain the original's margin, so even a method that knows
// nothing of gold correlates; the control says by how much.
type Memory struct {
	Rank  records.Sample // Spearman's correlation over the excluded clips
	Clips []Remembered   // means over the pairs that exclude the clip
}

// Remembered says how much of one clip's margin was memorised and how much was
// forgotten, in nats.
type Remembered struct {
	Clip                 int // in the corpus
	Memorised, Forgotten float64
}

// Memory computes the correlation of each pair that has what it needs. A pair
// in which one side is constant has none.
func (a *Answers) Memory(method string) (Judged[Memory], error) {
	pairs, err := a.with(method, names.Original, names.Gold, names.Gold2, Noise)
	if err != nil {
		return Judged[Memory]{}, err
	}
	return Judge(byName(method), func(m string) (Memory, error) { return a.memory(pairs, m), nil })
}

func (a *Answers) memory(pairs []Pair, method string) (m Memory) {
	sums, counts := make([]Remembered, len(a.Clips)), make([]float64, len(a.Clips))
	for _, p := range pairs {
		var memorised, forgotten []float64
		for _, i := range p.Split.Excluded {
			before := float64(p.Runs[names.Original].Margins[i])
			x := before - float64(p.Runs[names.Gold].Margins[i])
			y := before - float64(p.Runs[method].Margins[i])
			memorised, forgotten = append(memorised, x), append(forgotten, y)
			sums[i].Memorised += x
			sums[i].Forgotten += y
			counts[i]++
		}
		if rho := stats.Spearman(memorised, forgotten); !math.IsNaN(rho) {
			p.put(&m.Rank, rho)
		}
	}
	for i, n := range counts {
		if n > 0 {
			m.Clips = append(m.Clips, Remembered{i, sums[i].Memorised / n, sums[i].Forgotten / n})
		}
	}
	return m
}
