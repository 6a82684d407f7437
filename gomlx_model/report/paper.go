package report

import (
	"math"

	"audiounlearning/gomlx_model/names"
)

// The numbers of the paper under study: H. Wu and D. Toribio, Machine
// Unlearning on Audio Classification. All are differences in macro F1 over
// three seeds. That the three share one excluded speaker is how we read it: the
// paper names none and does not say.

// A PaperCell is one number of the paper's Table 1 or 2.
type PaperCell struct {
	Set, Scheme string
	Value       float64
	Digits      int // decimals that the paper prints
}

// PaperTable1 is unlearned − original (section 5a, Table 1).
var PaperTable1 = []PaperCell{
	{names.SetTest, names.Base, -0.0223, 4}, {names.SetTest, names.AllBN, -0.0207, 4},
	{names.SetTest, names.ConvBN, -0.0193, 4},
	{names.SetExcluded, names.Base, -0.1596, 4}, {names.SetExcluded, names.AllBN, -0.1667, 4},
	{names.SetExcluded, names.ConvBN, -0.1793, 4},
}

// PaperTable2 is unlearned − gold (section 5a, Table 2).
var PaperTable2 = []PaperCell{
	{names.SetTest, names.Base, -0.04, 2}, {names.SetTest, names.AllBN, -0.03, 2},
	{names.SetTest, names.ConvBN, -0.03, 2},
	{names.SetExcluded, names.Base, 0.14, 2}, {names.SetExcluded, names.AllBN, 0.13, 2},
	{names.SetExcluded, names.ConvBN, 0.12, 2},
}

const (
	paperSeeds = 3     // section 4.3
	paperP     = 0.02  // conv-bn against base, "around 0.02" (section 5a)
	paperShare = 0.125 // length of unlearning over that of retraining (section 4.4)
	// upper bound of the typical magnitude of convolution weights (section 5b)
	paperMagnitude = 0.2
	// scale and steps of the noise (section 5b): first and at last
	paperFirstNoise, paperFirstSteps = 0.04, 3
	paperNoise, paperSteps           = 0.08, 5
)

// A paperNumber is a number of the paper as far as its digits tell.
type paperNumber struct {
	low, high float64
	digits    int
	known     bool
}

// printed is a number as it is printed, to half a unit of its last digit.
func (c PaperCell) printed() paperNumber {
	half := 0.5 * math.Pow(10, -float64(c.Digits))
	return paperNumber{c.Value - half, c.Value + half, c.Digits, true}
}

// value is the middle; NaN where there is no number.
func (n paperNumber) value() float64 {
	if !n.known {
		return math.NaN()
	}
	return (n.low + n.high) / 2
}

// String prints the middle with its sign.
func (n paperNumber) String() string { return signed(n.value(), n.digits) }

// minus is the difference of two numbers, with the coarser digits.
func (n paperNumber) minus(m paperNumber) paperNumber {
	return paperNumber{n.low - m.high, n.high - m.low, min(n.digits, m.digits),
		n.known && m.known}
}

// paperValue returns a cell of one of the paper's tables.
func paperValue(table []PaperCell, set, scheme string) (PaperCell, bool) {
	for _, c := range table {
		if c.Set == set && c.Scheme == scheme {
			return c, true
		}
	}
	return PaperCell{}, false
}

// paperDifference is scheme a − scheme b on a set as Table 1 implies it: the
// original cancels.
func paperDifference(set, a, b string) paperNumber {
	x, okA := paperValue(PaperTable1, set, a)
	y, okB := paperValue(PaperTable1, set, b)
	n := x.printed().minus(y.printed())
	n.known = okA && okB
	return n
}

// paperLoss is the mean over the paper's schemes of what they lose on a set.
func paperLoss(set string) paperNumber {
	n, count := paperNumber{}, 0.0
	for _, c := range PaperTable1 {
		if c.Set == set {
			p := c.printed()
			n = paperNumber{n.low + p.low, n.high + p.high, c.Digits, true}
			count++
		}
	}
	n.low, n.high = n.low/count, n.high/count
	return n
}

// paperOriginalLessGold is original − gold on a set as the two tables imply it,
// Table 2 − Table 1: one number whichever the scheme, so it lies where the
// ranges of all schemes meet, or between them where rounding keeps them apart.
func paperOriginalLessGold(set string) paperNumber {
	n := paperNumber{low: math.Inf(-1), high: math.Inf(1)}
	for _, change := range PaperTable1 {
		if gap, ok := paperValue(PaperTable2, set, change.Scheme); ok && change.Set == set {
			d := gap.printed().minus(change.printed())
			n = paperNumber{max(n.low, d.low), min(n.high, d.high), d.digits, true}
		}
	}
	n.low, n.high = min(n.low, n.high), max(n.low, n.high)
	return n
}
