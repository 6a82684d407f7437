package study

import (
	"context"
	"fmt"
	"os"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// Open returns the results of the study and its corpus. It trains missing runs
// and loads finished ones. Notebook cells call it, because they share only the
// store of finished runs. It prints a line to standard error for each run that
// it has to train.
func Open(ctx context.Context, s settings.Settings) (*records.Results, *corpus.Corpus, error) {
	c, err := s.OpenCorpus(ctx)
	if err != nil {
		return nil, nil, err
	}
	results, err := Run(ctx, s, c, nil, trainingLines())
	return results, c, err
}

// trainingLines returns a progress function that prints a line for each run
// that ends. It prints nothing if all runs are finished already.
func trainingLines() func(Progress) {
	done := 0
	return func(p Progress) {
		if p.Message != "" && p.Runs > 0 {
			fmt.Fprintln(os.Stderr, p.Message)
		}
		if p.RunsDone > done {
			done = p.RunsDone
			fmt.Fprintf(os.Stderr, "trained %d of %s\n", done, records.Plural(p.Runs, "run"))
		}
	}
}
