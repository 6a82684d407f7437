package report

import (
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// ProbeTable says what a linear probe still hears of the excluded speaker in
// the last hidden layer of each method's models, under the paper's protocol,
// and how that compares with gold, which never heard the speaker and tells
// voices apart all the same.
func ProbeTable(findings []records.Finding) Table {
	t := againstGold(findings, names.ProtocolPaper, records.ProbeMeasure)
	t.Title = "The excluded speaker against all others, by a linear probe of the last hidden layer"
	t.Notes = append([]string{"0.5 is chance, 1 a clean cut. Ridge regression, judged on clips " +
		"that it did not learn from, in five folds by take."}, t.Notes...)
	return t
}

// AttackTable says how well the margins of each method's models betray which of
// the excluded speaker's clips the original was trained on, under protocol M.
// Gold heard none of them, so its deviation from 0.5 says how much easier one
// kind of clips is than the other.
func AttackTable(findings []records.Finding) Table {
	t := againstGold(findings, names.ProtocolHeldOut, records.AttackMeasure)
	t.Title = "Clips to forget against unheard clips of the same speaker, by their margins"
	keys := map[string]bool{}
	for _, f := range findings {
		if f.Protocol == names.ProtocolHeldOut && f.Method == names.Original &&
			f.Measure == records.AttackMeasure {
			keys[f.Key] = true
		}
	}
	t.Notes = append(t.Notes, modelsNote(len(keys), len(records.SampleOf(findings,
		names.ProtocolHeldOut, names.Original, records.AttackMeasure).Pairs))...)
	t.Notes = append([]string{"0.5: the model is equally sure of heard and unheard clips; 1: it " +
		"is surer of every heard clip than of every unheard one."}, t.Notes...)
	return t
}

// againstGold lists a measure by method, and its difference from gold's of the
// same speaker and seed. Methods of fewer speakers than gold are left out,
// since their intervals would mean something else.
func againstGold(findings []records.Finding, protocol, measure string) Table {
	t := Table{Header: []string{"Method", "AUC", "AUC − gold's", "95 % interval", "n"}}
	var methods []string
	for _, f := range findings {
		methods = append(methods, f.Method)
	}
	slices.SortFunc(methods, names.CompareMethods)
	golds := records.SampleOf(findings, protocol, names.Gold, measure)
	var samples []records.Sample
	for _, method := range slices.Compact(methods) {
		s := records.SampleOf(findings, protocol, method, measure)
		if len(s.Pairs) == 0 || len(s.Speakers()) < len(golds.Speakers()) {
			continue
		}
		row := []string{method, plain(s.Test().Mean, 3)}
		if method == names.Gold {
			t.Rows = append(t.Rows, append(row, none, none, s.Size()))
			continue
		}
		difference := s.Minus(golds)
		samples = append(samples, difference)
		t.Rows = append(t.Rows, append(row, estimate(difference, 3)...))
	}
	t.Notes = notes(samples...)
	return t
}
