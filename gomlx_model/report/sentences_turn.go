package report

import (
	"fmt"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// InTurnSentence says whether the speaker forgotten first stays forgotten while
// others are removed: whether the score on that speaker rises or falls with
// each later removal, and what that of gold does, which never heard them.
// The views are those of [SequentialTable].
func InTurnSentence(single, turn *records.View) string {
	var parts []string
	rose, steps, size := 0, 0, ""
	for _, method := range append(turn.Unlearning(), names.Gold) {
		before := atPlace(single, turn, 1, 0, method)
		var moved []string
		for k := 2; k <= 3; k++ {
			now := atPlace(single, turn, k, 0, method)
			change := now.Minus(before)
			if before = now; len(change.Pairs) == 0 {
				continue
			}
			t := change.Test()
			moved = append(moved, fmt.Sprintf("%s (%s, removal %d)",
				bySide(t, "fell", noChange, "rose"), estimated(t, 3), k))
			if size = change.Size(); method != names.Gold {
				steps++
				if side(t) > 0 {
					rose++
				}
			}
		}
		if len(moved) > 0 {
			parts = append(parts, "`"+method+"` "+listed(moved))
		}
	}
	if steps == 0 {
		return "No removals of several speakers were run."
	}
	text := fmt.Sprintf("The score on the speaker removed first, while others are removed: %s "+
		"(%s). ", strings.Join(parts, "; "), size)
	if rose == 0 {
		return text + fmt.Sprintf("No rise is shown in any of %s of unlearning: the first "+
			"speaker is not shown to come back.", records.Plural(steps, "step"))
	}
	return text + fmt.Sprintf("It rises in %d of %s of unlearning: the first speaker partly "+
		"comes back, from other voices.", rose, records.Plural(steps, "step"))
}
