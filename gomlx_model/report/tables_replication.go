package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// A coverage says what was run of one kind.
type coverage struct {
	speakers, methods, settings, runs, failed map[string]bool
	seeds                                     map[int]bool
}

// A coverageKind divides the published runs.
type coverageKind struct {
	protocol, norm string
	sequential     bool
	settings       string
}

// kindOf returns the kind of a record. Seeds that tune are one kind, whatever
// they tried, and so are the seeds of unlearning.
func kindOf(r records.Record) coverageKind {
	k := coverageKind{r.Protocol, r.Norm, strings.Contains(r.Speaker, "+"), r.Settings}
	switch {
	case r.Seed > records.LastStudySeed:
		k.settings = "tried on tuning seeds"
	case strings.HasPrefix(r.Settings, unlearnSeed):
		k.settings = "other seeds of unlearning"
	case r.Settings == "":
		k.settings = "the paper's"
	}
	return k
}

// CoverageTable says what was run.
func CoverageTable(all []records.Record) Table {
	kinds := map[coverageKind]*coverage{}
	for _, r := range all {
		k := kindOf(r)
		c := kinds[k]
		if c == nil {
			c = &coverage{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{},
				map[string]bool{}, map[int]bool{}}
			kinds[k] = c
		}
		c.methods[r.Method], c.runs[r.Key], c.seeds[r.Seed] = true, true, true
		c.settings[r.Settings] = true
		if r.Speaker != "" {
			c.speakers[r.Speaker] = true
		}
		if !r.OK() {
			c.failed[r.Key] = true
		}
	}
	t := Table{Title: "The published runs", Header: []string{"Protocol", "Norm", "Removal",
		"Settings", "Speakers or orders", "Seeds", "Methods", "Runs", "Failed"}}
	for _, k := range slices.SortedFunc(maps.Keys(kinds), func(a, b coverageKind) int {
		return cmp.Or(-cmp.Compare(a.protocol, b.protocol), cmp.Compare(a.norm, b.norm),
			cmp.Compare(removal(a.sequential), removal(b.sequential)),
			-cmp.Compare(a.settings, b.settings))
	}) {
		c := kinds[k]
		tried := k.settings
		if n := len(c.settings); n > 1 {
			tried += fmt.Sprintf(" (%d)", n)
		}
		t.Rows = append(t.Rows, []string{k.protocol, k.norm, removal(k.sequential), tried,
			fmt.Sprint(len(c.speakers)), fmt.Sprint(len(c.seeds)), fmt.Sprint(len(c.methods)),
			fmt.Sprint(len(c.runs)), fmt.Sprint(len(c.failed))})
	}
	t.Notes = []string{fmt.Sprintf("Protocol P: the paper's split, in which all clips of the speaker "+
		"are excluded. M: takes 0 to %d of every speaker are never trained on.", split.HeldTakes-1)}
	return t
}

// removal names the kinds so that single comes before one after another.
func removal(sequential bool) string {
	if sequential {
		return "several, in turn"
	}
	return "one"
}

// HeldTable compares the excluded speaker's clips that the original heard with
// those that no model heard, under protocol M. Their difference in macro F1, as
// far as it exceeds that of gold, which heard neither, is memory of clips.
func HeldTable(v *records.View) Table {
	t := Table{Title: "Macro F1 on clips to forget and on unheard clips of the same speaker",
		Header: []string{"Method", names.SetTest, names.SetExcluded, names.SetExcludedHeld,
			"Difference", "95 % interval", "Minus gold's", "95 % interval", "n"}}
	beyond := func(method string) records.Sample {
		return v.Level(records.F1, names.SetExcluded,
			method).Minus(v.Level(records.F1, names.SetExcludedHeld, method))
	}
	var samples []records.Sample
	for _, method := range v.Methods() {
		d := beyond(method)
		samples = append(samples, d)
		row := []string{method}
		for _, set := range []string{names.SetTest, names.SetExcluded, names.SetExcludedHeld} {
			row = append(row, plain(v.Level(records.F1, set, method).Test().Mean, 4))
		}
		row = append(row, signed(d.Test().Mean, 4), between(d.Test().Low, d.Test().High, 4))
		less := []string{none, none}
		if method != names.Gold {
			l := d.Minus(beyond(names.Gold)).Test()
			less = []string{signed(l.Mean, 4), between(l.Low, l.High, 4)}
		}
		t.Rows = append(t.Rows, append(append(row, less...), d.Size()))
	}
	t.Notes = append(notes(samples...), modelsNote(modelsOf(v, names.Original),
		len(v.Level(records.F1, names.SetExcluded, names.Original).Pairs))...)
	return t
}

// modelsOf counts the models behind a method's runs: an original that does not
// know who will be excluded is one for all speakers.
func modelsOf(v *records.View, method string) int {
	keys := map[string]bool{}
	v.Combine(names.SetExcluded, []string{method}, func(r []records.Record) float64 {
		keys[r[0].Key] = true
		return 0
	})
	return len(keys)
}

// modelsNote says if the runs of an original come from fewer models.
func modelsNote(models, runs int) []string {
	if models == 0 || models >= runs {
		return nil
	}
	return []string{fmt.Sprintf("The original's %d runs are of %s, each judged with every "+
		"speaker.", runs, records.Plural(models, "model"))}
}
