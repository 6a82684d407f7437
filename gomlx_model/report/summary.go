package report

import (
	"fmt"
	"math"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// InShort says in a few sentences of Markdown how far the paper's schemes go
// from the original to gold on the excluded speaker, what they cost on test,
// and whether they differ, all by the means of the speakers' means.
func InShort(v *records.View) string {
	var list, scores, shares, losses []string
	for _, scheme := range names.PaperSchemes() {
		after, gone, room := v.Level(records.F1, names.SetExcluded, scheme).Test(),
			v.Difference(records.F1, names.SetExcluded, scheme, names.Original).Test(),
			v.Difference(records.F1, names.SetExcluded, names.Gold, names.Original).Test()
		if after.N == 0 {
			continue
		}
		list, scores = append(list, "`"+scheme+"`"), append(scores, plain(after.Mean, 3))
		shares = append(shares, percent(gone.Mean/room.Mean))
		losses = append(losses, signed(v.Difference(records.F1, names.SetTest, scheme,
			names.Gold).Test().Mean, 3))
	}
	if len(list) == 0 {
		return "None of the paper's schemes was run."
	}
	text := fmt.Sprintf("**In short** (%s, means of the speakers' means): macro F1 on the "+
		"speaker to forget is %s for the original and %s for gold, retrained without them. After "+
		"%s it is %s: "+
		"%s of the way from the original to gold. On test that is %s against gold.",
		v.Difference(records.F1, names.SetExcluded, names.Original, names.Gold).Size(),
		plain(v.Level(records.F1, names.SetExcluded, names.Original).Test().Mean, 3),
		plain(v.Level(records.F1, names.SetExcluded, names.Gold).Test().Mean, 3),
		listed(list), listed(scores), listed(shares), listed(losses))
	made, equal, significant := 0, 0, []string{}
	for _, c := range Analyse(v).Comparisons {
		switch {
		case math.IsNaN(c.Corrected):
			continue
		case c.Corrected < stats.Alpha:
			significant = append(significant, c.Name()+": "+signed(c.Primary.Mean, 4))
		case c.Equal.Equivalent():
			equal++
		}
		made++
	}
	if made == 0 {
		return text
	}
	detail := ""
	if len(significant) > 0 {
		detail = " (" + listed(significant) + ")"
	}
	return text + fmt.Sprintf(" Of the %d differences between schemes, by p corrected for all: "+
		"%d significant%s, %d more shown to be within ±%g, %d undecided.",
		made, len(significant), detail, equal, EquivalenceMargin, made-len(significant)-equal)
}

// listed joins parts as a sentence does: "a, b and c".
func listed(parts []string) string {
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}
