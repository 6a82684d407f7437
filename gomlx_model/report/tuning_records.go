package report

import (
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// Records returns the records of tuned methods among all records: for each
// speaker those with the settings that other speakers chose. They get the
// method's name with ", tuned" and no settings. A seed counts only if every
// speaker with a finished run of base has one of the tuned method too. So a
// tuned method covers the same speakers as the others.
func (t Tuning) Records(all []records.Record) (tuned []records.Record) {
	chosen := map[[2]string]string{}
	for _, c := range t.Choices {
		for _, speaker := range c.For {
			chosen[[2]string{c.Method, speaker}] = c.Settings
		}
	}
	wanted, has := map[draw]map[string]bool{}, map[draw]map[string]bool{}
	for _, r := range all {
		if r.Method == names.Base && r.Settings == "" && r.OK() {
			mark(wanted, drawOf(r, ""), r.Speaker)
		}
		settled, ok := chosen[[2]string{r.Method, r.Speaker}]
		if ok && r.Settings == settled && r.OK() && r.Seed <= records.LastStudySeed {
			mark(has, drawOf(r, r.Method), r.Speaker)
			r.Method, r.Settings = r.Method+names.Tuned, ""
			tuned = append(tuned, r)
		}
	}
	return slices.DeleteFunc(tuned, func(r records.Record) bool {
		speakers := has[drawOf(r, strings.TrimSuffix(r.Method, names.Tuned))]
		for speaker := range wanted[drawOf(r, "")] {
			if !speakers[speaker] {
				return true
			}
		}
		return false
	})
}

// Answers returns the answers of the runs that Records names, under the tuned
// methods' names.
func (t Tuning) Answers(p records.Published) []records.Run {
	return renamed(t, p, slices.Concat(p.Clips, p.Tuned),
		func(r *records.Run) (string, *string) { return r.Key, &r.Method })
}

// Findings returns what was measured on the runs that Records names, under the
// tuned methods' names.
func (t Tuning) Findings(p records.Published) []records.Finding {
	return renamed(t, p, slices.Concat(p.Findings, p.TunedFindings),
		func(f *records.Finding) (string, *string) { return f.Key, &f.Method })
}

// renamed keeps what belongs to the tuned runs of a publication, under the
// tuned methods' names. Of returns the key and the method of one.
func renamed[T any](t Tuning, p records.Published, all []T,
	of func(*T) (string, *string)) (tuned []T) {
	methods := map[string]string{}
	for _, r := range t.Records(p.Records) {
		methods[r.Key] = r.Method
	}
	for _, x := range all {
		key, method := of(&x)
		if name, ok := methods[key]; ok {
			*method = name
			tuned = append(tuned, x)
		}
	}
	return tuned
}

// A draw is one seed of one method in a study that excludes one speaker at a
// time.
type draw struct {
	corpus, protocol, norm, removal, backend string
	seed                                     int
	method                                   string
}

// drawOf returns the draw of a record.
func drawOf(r records.Record, method string) draw {
	return draw{r.Corpus, r.Protocol, r.Norm, names.Removal(r.Speaker), r.Backend, r.Seed, method}
}

// mark notes that a draw has a speaker.
func mark(draws map[draw]map[string]bool, d draw, speaker string) {
	if draws[d] == nil {
		draws[d] = map[string]bool{}
	}
	draws[d][speaker] = true
}
