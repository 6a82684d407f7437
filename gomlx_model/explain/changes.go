package explain

import (
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// Changes are the answers to the excluded speaker's clips that are no longer
// the original's.
//
// Kappa is Cohen's agreement, over clips, between "the method changed the
// answer" and "gold changed the answer". With p the share of clips on which the
// two agree, and q the agreement by chance of two that change as many,
//
//	κ = (p − q) / (1 − q),   q = m·g + (1 − m)(1 − g)
//
// where m and g are the shares that the method and gold change. It is 1 if both
// change the same clips and 0 for chance; changing more clips does not raise
// it. J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and
// Psychological Measurement 20 (1960). A pair in which it is 0/0 has no value.
type Changes struct {
	Share records.Sample // of the excluded clips that change
	Kappa records.Sample
	// Of the clips that both change, those with gold's very answer.
	AsGold records.Sample

	ByDigit []float64    // share of each digit's clips that change, over all pairs
	Moves   [][]float64  // [from][to]: how many clips of a pair move, the mean
	Clips   []ClipChange // those that change in any pair, most often first
}

// A ClipChange says how often one clip changes its answer.
type ClipChange struct {
	Clip    int // in the corpus
	Changed int // in how many of Pairs
	Pairs   int
	To      []int8 // what it changes to, by seed
}

// Changes compares the answers of a method with those of the original and gold
// on the excluded clips, over all pairs that have what it needs.
func (a *Answers) Changes(method string) (Judged[Changes], error) {
	pairs, err := a.with(method, names.Original, names.Gold, names.Gold2, Noise)
	if err != nil {
		return Judged[Changes]{}, err
	}
	return Judge(byName(method), func(m string) (Changes, error) { return a.changes(pairs, m), nil })
}

func (a *Answers) changes(pairs []Pair, method string) (c Changes) {
	n := int(slices.Max(a.Labels)) + 1
	for _, p := range pairs { // an answer may be a class that no clip has
		n = max(n, int(slices.Max(p.Runs[method].Answers))+1,
			int(slices.Max(p.Runs[names.Original].Answers))+1)
	}
	c.ByDigit, c.Moves = make([]float64, n), make([][]float64, n)
	for from := range c.Moves {
		c.Moves[from] = make([]float64, n)
	}
	digits, clips := make([]float64, n), make([]ClipChange, len(a.Clips))
	for _, p := range pairs {
		before, after, gold := p.Runs[names.Original].Answers, p.Runs[method].Answers,
			p.Runs[names.Gold].Answers
		var mine, golds, both, same float64
		for _, i := range p.Split.Excluded {
			clips[i].Clip = i
			clips[i].Pairs++
			digits[a.Labels[i]]++
			moved, goldMoved := after[i] != before[i], gold[i] != before[i]
			if goldMoved {
				golds++
			}
			if !moved {
				continue
			}
			mine++
			c.ByDigit[a.Labels[i]]++
			c.Moves[before[i]][after[i]] += 1 / float64(len(pairs))
			clips[i].Changed++
			clips[i].To = append(clips[i].To, after[i])
			if goldMoved {
				both++
			}
			if goldMoved && after[i] == gold[i] {
				same++
			}
		}
		all := float64(len(p.Split.Excluded))
		p.put(&c.Share, mine/all)
		if k := kappa(mine/all, golds/all, both/all); !math.IsNaN(k) {
			p.put(&c.Kappa, k)
		}
		if both > 0 {
			p.put(&c.AsGold, same/both)
		}
	}
	for d := range c.ByDigit {
		c.ByDigit[d] /= digits[d]
	}
	c.Clips = slices.DeleteFunc(clips, func(c ClipChange) bool { return c.Changed == 0 })
	slices.SortStableFunc(c.Clips, func(a, b ClipChange) int { return b.Changed - a.Changed })
	return c
}

// kappa is Cohen's for two yes-or-no judgements, from the shares to which each
// and both say yes. It is NaN if they agree on everything by chance alone.
func kappa(m, g, both float64) float64 {
	p, q := 1-m-g+2*both, m*g+(1-m)*(1-g)
	return (p - q) / (1 - q)
}
