package report

import (
	"testing"

	"audiounlearning/gomlx_model/names"
)

// TestPaperNumbers: on test original − gold is −0.04 ± 0.005 + 0.0223 =
// −0.0227…−0.0127 by base, −0.0143…−0.0043 by all-bn, −0.0157…−0.0057 by
// conv-bn, each 0.00005 wider for the four digits of Table 1: they meet in
// −0.01435…−0.01265. On excluded 0.14 + 0.1596, 0.13 + 0.1667, 0.12 + 0.1793,
// all ± 0.00505, meet in 0.29455…0.30175. The losses on test are −0.0223,
// −0.0207 and −0.0193: mean −0.0623/3.
func TestPaperNumbers(t *testing.T) {
	for _, c := range []struct {
		what      string
		got       paperNumber
		low, high float64
	}{
		{"original − gold, test", paperOriginalLessGold(names.SetTest), -0.01435, -0.01265},
		{"original − gold, excluded", paperOriginalLessGold(names.SetExcluded), 0.29455, 0.30175},
		{"conv-bn − base, excluded", paperDifference(names.SetExcluded, names.ConvBN, names.Base),
			-0.0198, -0.0196},
		{"loss", paperLoss(names.SetTest), -0.0623/3 - 0.00005, -0.0623/3 + 0.00005},
		{"base − gold, test", PaperTable2[0].printed(), -0.045, -0.035},
	} {
		near(t, c.what+" low", c.got.low, c.low, 1e-9)
		near(t, c.what+" high", c.got.high, c.high, 1e-9)
	}
	if n := paperDifference(names.SetTest, names.AllBNStats, names.Base); n.known ||
		n.String() != none {
		t.Errorf("the paper has no all-bn-stats, and gives %v", n)
	}
}
