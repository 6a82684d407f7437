package study

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

var findingColumns = []string{"protocol", "norm", "speaker", "seed", "method", "measure", "value", "key"}

// WriteFindings writes findings as CSV, sorted by all columns but the value, floats in Go's shortest form.
func WriteFindings(w io.Writer, findings []Finding) error {
	findings = slices.Clone(findings)
	slices.SortFunc(findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Protocol, b.Protocol), strings.Compare(a.Norm, b.Norm), strings.Compare(a.Speaker, b.Speaker),
			a.Seed-b.Seed, strings.Compare(a.Method, b.Method), strings.Compare(a.Measure, b.Measure), strings.Compare(a.Key, b.Key))
	})
	rows := csv.NewWriter(w)
	rows.Write(findingColumns)
	for _, f := range findings {
		rows.Write([]string{f.Protocol, f.Norm, f.Speaker, strconv.Itoa(f.Seed), f.Method, f.Measure, strconv.FormatFloat(f.Value, 'g', -1, 64), f.Key})
	}
	rows.Flush()
	return rows.Error()
}

// ReadFindings reads what WriteFindings wrote. Errors name the row.
func ReadFindings(r io.Reader) ([]Finding, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], findingColumns) {
		return nil, fmt.Errorf("the first row must be %s", strings.Join(findingColumns, ","))
	}
	var findings []Finding
	for i, row := range rows[1:] {
		seed, err1 := strconv.Atoi(row[3])
		value, err2 := strconv.ParseFloat(row[6], 64)
		if err := cmp.Or(err1, err2); err != nil {
			return nil, fmt.Errorf("row %d: %w", i+2, err)
		}
		findings = append(findings, Finding{Key: row[7], Protocol: row[0], Norm: row[1], Speaker: row[2], Seed: seed, Method: row[4], Measure: row[5], Value: value})
	}
	return findings, nil
}

// sampleOf returns a measure of a method's runs under a protocol, with batch normalisation.
func sampleOf(findings []Finding, protocol, method, measure string) Sample {
	var s Sample
	for _, f := range findings {
		if f.Protocol == protocol && f.Norm == DefaultSelection().Norm && f.Method == method && f.Measure == measure {
			s.Pairs = append(s.Pairs, Pair{f.Speaker, f.Seed, f.Value})
		}
	}
	slices.SortFunc(s.Pairs, func(a, b Pair) int { return cmp.Or(strings.Compare(a.Speaker, b.Speaker), a.Seed-b.Seed) })
	return s
}

// ProbeTable says what a linear probe still hears of the excluded speaker in the last hidden layer of each method's models, under the paper's protocol, and how that
// compares with gold, which never heard the speaker and tells voices apart all the same.
func ProbeTable(findings []Finding) Table {
	t := againstGold(findings, ProtocolPaper, ProbeMeasure)
	t.Title = "The excluded speaker against all others, by a linear probe of the last hidden layer"
	t.Notes = append([]string{"0.5 is chance, 1 a clean cut; ridge regression on clips that it did not learn from, five folds by take."}, t.Notes...)
	return t
}

// AttackTable says how well the sureness of each method's models betrays which of the excluded speaker's clips the original was trained on, under protocol M. Gold heard none
// of them, so that its own deviation from 0.5 says how much easier the one kind of clips is than the other.
func AttackTable(findings []Finding) Table {
	t := againstGold(findings, ProtocolHeldOut, AttackMeasure)
	t.Title = "Clips to forget against unheard clips of the same speaker, by their margins"
	t.Notes = append([]string{"0.5: heard and unheard clips are answered equally surely; 1: every heard clip more surely than every unheard one."}, t.Notes...)
	return t
}

// againstGold lists a measure by method, and its difference from gold's of the same speaker and seed. Methods of fewer speakers than gold are left out, since their
// intervals would mean something else.
func againstGold(findings []Finding, protocol, measure string) Table {
	t := Table{Header: []string{"Method", "AUC", "AUC − gold's", "95 % interval", "n"}}
	var methods []string
	for _, f := range findings {
		methods = append(methods, f.Method)
	}
	slices.SortFunc(methods, func(a, b string) int { return cmp.Or(methodRank(a)-methodRank(b), strings.Compare(a, b)) })
	golds := sampleOf(findings, protocol, gold, measure)
	var samples []Sample
	for _, method := range slices.Compact(methods) {
		s := sampleOf(findings, protocol, method, measure)
		if len(s.Pairs) == 0 || len(s.Speakers()) < len(golds.Speakers()) {
			continue
		}
		row := []string{method, plain(s.Test().Mean, 3)}
		if method == gold {
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
