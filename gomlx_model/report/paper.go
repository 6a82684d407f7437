package report

import "audiounlearning/gomlx_model/names"

// The numbers of the paper under study: H. Wu and D. Toribio, Machine
// Unlearning on Audio Classification. All are differences in macro F1 for one
// excluded speaker, whom the paper does not name, over three seeds.

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
	paperNoise     = 0.08 // scale of the noise (section 5b)
)

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
func paperDifference(set, a, b string) float64 {
	x, _ := paperValue(PaperTable1, set, a)
	y, _ := paperValue(PaperTable1, set, b)
	return x.Value - y.Value
}

// paperLoss is the mean over the paper's schemes of what they lose on test.
func paperLoss() float64 {
	sum, n := 0.0, 0.0
	for _, c := range PaperTable1 {
		if c.Set == names.SetTest {
			sum, n = sum+c.Value, n+1
		}
	}
	return sum / n
}
