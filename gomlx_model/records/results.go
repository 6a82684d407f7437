package records

import (
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/settings"
)

// A Name identifies a run.
type Name struct {
	Corpus   string // digest
	Protocol string
	Norm     string
	Speaker  string // excluded; "" for a run that serves all speakers
	Seed     int
	Method   string
	Backend  string
}

// String names the run for people: "base, theo, seed 2".
func (n Name) String() string {
	speaker := n.Speaker
	if speaker == "" {
		speaker = "all speakers"
	}
	return fmt.Sprintf("%s, %s, seed %d", n.Method, speaker, n.Seed)
}

// A Run is one finished run with its name. A run that was read from a published
// file holds only that file's part of it.
type Run struct {
	Name
	Key string // hash of everything that decides the run's bits
	Result
}

// OK reports whether the run ended well.
func (r Run) OK() bool {
	return !slices.ContainsFunc(r.Records, func(r Record) bool { return !r.OK() })
}

// Results are all runs of one study, in the order of its grid.
type Results struct {
	Settings  settings.Settings
	Corpus    string // name
	Digest    string
	Synthetic bool
	Backend   string
	Version   string // of the backend
	Store     string // folder of the finished runs
	Runs      []Run
}

// Records returns the records of all runs, sorted.
func (r *Results) Records() []Record {
	var all []Record
	for _, run := range r.Runs {
		all = append(all, run.Records...)
	}
	SortRecords(all)
	return all
}

// RunsOf returns the runs of some methods, all runs if none is named.
func (r *Results) RunsOf(methods ...string) []Run {
	if len(methods) == 0 {
		return r.Runs
	}
	return slices.DeleteFunc(slices.Clone(r.Runs), func(
		t Run) bool {
		return !slices.Contains(methods, t.Method)
	})
}

// Find returns the run of a speaker, seed and method.
func (r *Results) Find(speaker string, seed int, method string) (Run, bool) {
	for _, run := range r.Runs {
		if run.Seed == seed && run.Method == method &&
			(run.Speaker == speaker || run.Speaker == "") {
			return run, true
		}
	}
	return Run{}, false
}

// Banner returns what every page and figure of these results must say first:
// that they are quick, or synthetic. It is empty for the real study.
func (r *Results) Banner() string { return r.Settings.Banner(r.Synthetic) }

// ExcludedBy returns the excluded speaker of a run, or all that are studied
// for a run that serves all of them.
func (r *Results) ExcludedBy(run Run) []string {
	if run.Speaker == "" {
		return r.Settings.Speakers
	}
	return []string{run.Speaker}
}
