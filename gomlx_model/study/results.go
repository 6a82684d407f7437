package study

import (
	"errors"
	"io/fs"

	"audiounlearning/audio"
)

// A Trained is one finished run with its name.
type Trained struct {
	Spec
	Result
}

// Results are all runs of one study, in the order of its grid.
type Results struct {
	Settings  Settings
	Corpus    string // name
	Digest    string
	Synthetic bool
	Backend   string
	Runs      []Trained

	store *Store
}

// collect loads every run. It sets damaged files aside and then returns fs.ErrNotExist.
func (r *runner) collect(specs []Spec, corpus *audio.Corpus) (*Results, error) {
	damaged := false
	out := &Results{Settings: r.settings, Corpus: corpus.Name, Digest: corpus.Digest, Synthetic: corpus.Synthetic, store: r.store}
	for _, spec := range specs {
		result, _, err := r.store.Load(spec.Key(), r.report.say)
		if errors.Is(err, fs.ErrNotExist) {
			records := r.known[spec.Key()]
			if len(records) == 0 {
				damaged = true
				continue
			}
			result, err = &Result{Records: records}, nil
		}
		if err != nil {
			return nil, err
		}
		out.Backend = spec.Backend
		out.Runs = append(out.Runs, Trained{spec, *result})
	}
	if damaged {
		return nil, fs.ErrNotExist
	}
	return out, nil
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

// Find returns the run of a speaker, seed and method.
func (r *Results) Find(speaker string, seed int, method string) (Trained, bool) {
	for _, run := range r.Runs {
		if run.Seed == seed && run.Method == method && (run.Speaker == speaker || run.Speaker == "") {
			return run, true
		}
	}
	return Trained{}, false
}

// Path returns the file of a finished run: a safetensors file with its weights.
func (r *Results) Path(run Trained) string { return r.store.path(run.Key()) }

// Banner returns what every page and figure of these results must say first: that they are quick, or synthetic. It is empty for the real study.
func (r *Results) Banner() string {
	switch {
	case r.Settings.Quick && r.Synthetic:
		return "quick run on synthetic speech: shows that everything works, measures nothing"
	case r.Settings.Quick:
		return "quick run: shows that everything works, measures nothing"
	case r.Synthetic:
		return "synthetic speech: not the Free Spoken Digit Dataset"
	}
	return ""
}
