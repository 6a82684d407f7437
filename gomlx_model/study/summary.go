package study

import (
	"fmt"
	"math"
	"strings"
)

// InShort says in a few sentences of Markdown how far the paper's schemes go from the original to gold on the excluded speaker, what they cost on test, and whether
// they differ, all by the means of the speakers' means.
func InShort(v *View) string {
	var names, scores, shares, losses []string
	for _, scheme := range PaperSchemes() {
		after, gone, room := v.Level(F1, SetExcluded, scheme).Test(), v.Difference(F1, SetExcluded, scheme, Original).Test(), v.Difference(F1, SetExcluded, Gold, Original).Test()
		if after.N == 0 {
			continue
		}
		names, scores = append(names, "`"+scheme+"`"), append(scores, plain(after.Mean, 3))
		shares = append(shares, percent(gone.Mean/room.Mean))
		losses = append(losses, signed(v.Difference(F1, SetTest, scheme, Gold).Test().Mean, 3))
	}
	if len(names) == 0 {
		return "None of the paper's schemes was run."
	}
	text := fmt.Sprintf("**In short** (%s, means of the speakers' means): macro F1 on the speaker to forget is %s for the original and %s for gold, retrained without them. After %s it is %s: "+
		"%s of the way from the original to gold. On test that is %s against gold.",
		v.Difference(F1, SetExcluded, Original, Gold).Size(), plain(v.Level(F1, SetExcluded, Original).Test().Mean, 3), plain(v.Level(F1, SetExcluded, Gold).Test().Mean, 3),
		listed(names), listed(scores), listed(shares), listed(losses))
	made, equal, significant := 0, 0, []string{}
	for _, c := range Analyse(v).Comparisons {
		switch {
		case math.IsNaN(c.Corrected):
			continue
		case c.Corrected < Alpha:
			significant = append(significant, c.Name()+": "+signed(c.Primary.Mean, 4))
		case c.Equal.Equivalent():
			equal++
		}
		made++
	}
	if made == 0 {
		return text
	}
	list := ""
	if len(significant) > 0 {
		list = " (" + listed(significant) + ")"
	}
	return text + fmt.Sprintf(" Of the %d differences between schemes, by p corrected for all: %d significant%s, %d more shown to be within ±%g, %d undecided.",
		made, len(significant), list, equal, EquivalenceMargin, made-len(significant)-equal)
}

// listed joins parts as a sentence does: "a, b and c".
func listed(parts []string) string {
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}
