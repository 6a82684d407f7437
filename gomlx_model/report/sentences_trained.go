package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// TrainedSentence says what [TrainedTable] shows: how much there is to forget
// on the excluded speaker, what hearing the speaker does to the others, and
// whether each is what the paper's tables imply.
func TrainedSentence(v *records.View) string {
	room := v.Difference(records.F1, names.SetExcluded, names.Original, names.Gold)
	test := v.Difference(records.F1, names.SetTest, names.Original, names.Gold)
	if len(room.Pairs) == 0 || len(test.Pairs) == 0 {
		return "There is no finished pair of original and gold to compare."
	}
	r, t := room.Test(), test.Test()
	return fmt.Sprintf("On the excluded speaker original − gold is %s (%s): %s. The paper "+
		"implies %s, %s. On test it is %s: %s. There the paper implies %s, %s.",
		estimated(r, 3), room.Size(), bySide(r, "there is nothing to forget",
			"it is not shown that there is anything to forget, since "+openNote(r),
			"that is how much there is to forget"),
		impliedByPaper(names.SetExcluded, " to "),
		besides(r, paperOriginalLessGold(names.SetExcluded)), estimated(t, 4), helped(t),
		impliedByPaper(names.SetTest, " to "),
		besides(t, paperOriginalLessGold(names.SetTest)))
}

// helped says what hearing the excluded speaker does to the other voices, by
// original − gold on test.
func helped(t stats.TTest) string {
	if margin := GoldMargin(names.SetTest); t.Low > -margin && t.High < margin {
		return fmt.Sprintf("hearing the speaker changes the other voices less than training gold "+
			"twice does (%g)", margin)
	}
	return bySide(t, "hearing the speaker harmed the other voices",
		"hearing the speaker is not shown to matter to the other voices, since "+openNote(t),
		"hearing the speaker helped with the other voices")
}

// besides says where a known number of the paper lies beside our interval.
func besides(t stats.TTest, theirs paperNumber) string {
	switch {
	case math.IsNaN(t.Low):
		return "and ours has no interval to compare"
	case holds(t, theirs):
		return "which our interval contains"
	case theirs.low > t.High:
		return "above our interval"
	}
	return "below our interval"
}

// holds reports whether an interval contains a number of the paper, as far as
// its digits tell.
func holds(t stats.TTest, theirs paperNumber) bool {
	return theirs.known && theirs.high >= t.Low && theirs.low <= t.High
}
