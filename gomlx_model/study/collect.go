package study

import (
	"errors"
	"io/fs"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
)

// collect loads every run. If a file is damaged, it sets the file aside and
// returns fs.ErrNotExist.
func (r *runner) collect(specs []Spec, c *corpus.Corpus) (*records.Results, error) {
	damaged := false
	out := &records.Results{
		Settings: r.settings, Corpus: c.Name, Digest: c.Digest, Synthetic: c.Synthetic,
		Backend: r.template.Backend, Version: r.template.Version, Store: r.store.Dir(),
	}
	for _, spec := range specs {
		result, _, err := r.store.Load(spec.Key(), r.report.say)
		if errors.Is(err, fs.ErrNotExist) {
			known := r.known[spec.Key()]
			if len(known) == 0 {
				damaged = true
				continue
			}
			result, err = &records.Result{Records: known}, nil
		}
		if err != nil {
			return nil, err
		}
		out.Runs = append(out.Runs, records.Run{Name: spec.Name, Key: spec.Key(), Result: *result})
	}
	if damaged {
		return nil, fs.ErrNotExist
	}
	return out, nil
}
