package report

import (
	"fmt"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// places are where to look for a speaker: in the answers, in each layer, and in
// the attribution maps. The summary counts them all.
func places() []Quantity {
	list := []Quantity{
		{"the answers to the speaker's clips", "rounding", "right, 8 bits", 0},
		{"the last hidden layer's silhouette", standing.Analysis, standing.Part, standing.Place},
	}
	for _, q := range likeness(names.SetExcluded) {
		q.Name += "'s likeness to gold"
		list = append(list, q)
	}
	for _, q := range voice() {
		q.Name += "'s probe"
		list = append(list, q)
	}
	for _, q := range ways() {
		q.Name = "the map by " + q.Name
		list = append(list, q)
	}
	return list
}

// WhereTable gives for each place the values of the original, a method, gold2
// and the control, and says what is left of the speaker.
func WhereTable(r Readings, method string) Table {
	t := Table{Title: "Where is the speaker after " + method + "?", Header: []string{"Where",
		names.Original, method, names.Gold2, modelName(explain.Random), "Left of the speaker", "n"}}
	most := r.mostSpeakers(method)
	for _, q := range places() {
		s := r.Of(q, method)
		if len(s.Pairs) == 0 {
			continue
		}
		left := outcomeOf(r.of(q), method).String()
		if len(s.Speakers()) < most {
			left = "too few speakers"
		}
		row := []string{q.Name}
		for _, m := range []string{names.Original, method, names.Gold2, explain.Random} {
			row = append(row, withEnds(estimateOf(r.Of(q, m), unchanged), 3))
		}
		t.Rows = append(t.Rows, append(row, left, s.Size()))
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No weights were surveyed yet: run go run ./notebooks publish -survey."}
		return t
	}
	t.Notes = append(notes(r.Of(places()[0], method)), "Gone: differs from the original, and is "+
		"not shown to differ from gold2, which does not prove that the two are equal. Still there: "+
		"differs from gold2, on the original's side. Nothing to tell: the original is not shown to "+
		"differ from gold2. Unclear: not shown to differ from either. Each is judged by the 95 % "+
		"interval of the paired difference, "+
		fmt.Sprintf("not corrected for their number: of %s, about one in twenty differs by chance.",
			records.Plural(len(t.Rows), "place")))
	return t
}

// mostSpeakers is how many speakers the place that was read most often has: an
// interval over fewer says too little.
func (r Readings) mostSpeakers(method string) (most int) {
	for _, q := range places() {
		most = max(most, len(r.Of(q, method).Speakers()))
	}
	return most
}

// WhereSentence sums up where the speaker is gone, where they are still there,
// and what brings them back.
func WhereSentence(r Readings, method string) string {
	found, most, read := map[Outcome][]string{}, r.mostSpeakers(method), 0
	for _, q := range places() {
		if most > 0 && len(r.Of(q, method).Speakers()) == most {
			o := outcomeOf(r.of(q), method)
			found[o] = append(found[o], q.Name)
			read++
		}
	}
	if read == 0 {
		return "No weights were surveyed, so nothing is known about where a speaker is."
	}
	parts := []string{}
	for _, o := range []struct {
		outcome Outcome
		text    string
	}{{Gone, "gone from"}, {Still, "still in"}, {Beyond, "pushed beyond gold2 in"},
		{Unclear, "neither clearly in nor clearly gone from"}} {
		if list := found[o.outcome]; len(list) > 0 {
			parts = append(parts, o.text+" "+briefly(list))
		}
	}
	text := fmt.Sprintf("Of %d places measured for all %s, the original is shown to differ from "+
		"gold2 in %d; only these can show forgetting.", read, records.Plural(most, "excluded speaker"),
		read-len(found[Silent]))
	if len(parts) > 0 {
		text += fmt.Sprintf(" After `%s` the speaker is **%s**.", method, strings.Join(parts, "; "))
	}
	return text + comesBack(r, method)
}

// comesBack says what brings a speaker back.
func comesBack(r Readings, method string) string {
	own, never := r.steps(method)
	floor, neverFloor := r.steps(names.Gold2)
	if len(own.Pairs) == 0 {
		return ""
	}
	after := func(mean float64, never, n int) string {
		if never > 0 {
			return fmt.Sprintf("at least %s steps (never in %d of %d runs)", plain(mean, 1), never, n)
		}
		return plain(mean, 1) + " steps"
	}
	text := fmt.Sprintf(" Relearning a tenth of what was lost, on five clips, takes **%s**, for "+
		"gold2 %s: %s.",
		after(own.Test().Mean, never, len(own.Pairs)),
		after(floor.Test().Mean, neverFloor, len(floor.Pairs)),
		bySide(own.Minus(floor).Test(), "sooner than for a model that never heard them",
			"no difference is shown", "later than for a model that never heard them"))
	rounded := r.rounded(method, "right, 8 bits")
	if len(rounded.Pairs) == 0 {
		return text
	}
	return text + fmt.Sprintf(" Rounding to 8 bits %s.", map[bool]string{true: "brings some back",
		false: "is not shown to bring any of it back"}[side(rounded.Test()) > 0])
}

// briefly lists places and says what they have in common once, as in "the probe
// in conv1 and conv2".
func briefly(list []string) string {
	var kinds []string
	members := map[string][]string{}
	for _, place := range list {
		layer, kind, ok := strings.Cut(place, "'s ")
		if !ok || strings.Contains(layer, " ") {
			kinds = append(kinds, place)
			continue
		}
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
		members[kind] = append(members[kind], layer)
	}
	for i, kind := range kinds {
		if layers := members[kind]; len(layers) > 0 {
			kinds[i] = "the " + kind + " in " + listed(layers)
		}
	}
	return listed(kinds)
}
