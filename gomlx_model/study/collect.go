package study

import (
	"audiounlearning/audio"
	"errors"
	"io/fs"
)

// collect loads every run. It sets damaged files aside and then returns fs.ErrNotExist.
func (r *runner) collect(specs []Spec, corpus *audio.Corpus) (*Results, error) {
	damaged := false
	out := &Results{
		Settings: r.settings, Corpus: corpus.Name, Digest: corpus.Digest, Synthetic: corpus.Synthetic,
		Backend: r.template.Backend, Version: r.template.Version, Store: r.store.Dir(),
	}
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
		out.Runs = append(out.Runs, Trained{spec.Name, spec.Key(), *result})
	}
	if damaged {
		return nil, fs.ErrNotExist
	}
	return out, nil
}
