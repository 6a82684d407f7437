package records

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A Finding is one number about a run that its records do not hold, because it
// needs the weights, or the margins before they are rounded for publishing.
type Finding struct {
	Key, Protocol, Norm, Speaker string
	Seed                         int
	Method                       string
	// ProbeMeasure, AttackMeasure, or MagnitudeMeasure and a layer's name
	Measure string
	Value   float64
}

// The measures.
const (
	// ProbeMeasure: metrics.ProbeAUC of the excluded speaker's clips against
	// all others, by the last hidden layer
	ProbeMeasure = "probe-auc"
	// under protocol M, AUC of the logit margins: the excluded speaker's clips
	// that the original heard against those that no model heard
	AttackMeasure    = "attack-auc"
	MagnitudeMeasure = "magnitude:" // mean |w| of a layer's kernel, of originals
)

var findingColumns = []string{"protocol", "norm", "speaker", "seed", "method", "measure", "value",
	"key"}

// WriteFindings writes findings as CSV, sorted by all columns but the value,
// floats in Go's shortest form.
func WriteFindings(w io.Writer, findings []Finding) error {
	findings = slices.Clone(findings)
	sortFindings(findings)
	rows := csv.NewWriter(w)
	rows.Write(findingColumns)
	for _, f := range findings {
		rows.Write([]string{f.Protocol, f.Norm, f.Speaker, strconv.Itoa(f.Seed), f.Method,
			f.Measure, strconv.FormatFloat(f.Value, 'g', -1, 64), f.Key})
	}
	rows.Flush()
	return rows.Error()
}

func sortFindings(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Protocol, b.Protocol), strings.Compare(a.Norm, b.Norm),
			strings.Compare(a.Speaker, b.Speaker),
			a.Seed-b.Seed, strings.Compare(a.Method, b.Method),
			strings.Compare(a.Measure, b.Measure), strings.Compare(a.Key, b.Key))
	})
}

// ReadFindings reads what WriteFindings wrote. Errors name the row.
func ReadFindings(r io.Reader) (findings []Finding, err error) {
	err = readRows(r, findingColumns, func(row []string) error {
		seed, err := strconv.Atoi(row[3])
		if err != nil {
			return fmt.Errorf("seed %q is not a whole number", row[3])
		}
		value, err := strconv.ParseFloat(row[6], 64)
		if err != nil {
			return fmt.Errorf("value %q is not a number", row[6])
		}
		findings = append(findings, Finding{Key: row[7], Protocol: row[0], Norm: row[1],
			Speaker: row[2], Seed: seed, Method: row[4], Measure: row[5], Value: value})
		return nil
	})
	return findings, err
}

// SampleOf returns a measure of a method's runs under a protocol, with batch
// normalisation.
func SampleOf(findings []Finding, protocol, method, measure string) Sample {
	var s Sample
	for _, f := range findings {
		if f.Protocol == protocol && f.Norm == DefaultSelection().Norm && f.Method == method &&
			f.Measure == measure {
			s.Pairs = append(s.Pairs, Pair{f.Speaker, f.Seed, f.Value})
		}
	}
	slices.SortFunc(s.Pairs, ComparePairs)
	return s
}
