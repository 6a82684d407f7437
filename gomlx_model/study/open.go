package study

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"audiounlearning/audio"
	"audiounlearning/gomlx_model/setup"
)

// Open returns the results of the study and the corpus that it is about: finished runs are loaded, missing ones are trained first.
// It is what a notebook's cell asks for, since cells share nothing but the store of finished runs. A line goes to standard
// error for each run that has to be trained.
func Open(ctx context.Context, s Settings) (*Results, *audio.Corpus, error) {
	corpus, err := OpenCorpus(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	results, err := Run(ctx, s, corpus, nil, trainingLines())
	return results, corpus, err
}

// OpenCorpus finds the corpus that the settings name, and says on standard error why it is the synthetic one where no one asked for that.
func OpenCorpus(ctx context.Context, s Settings) (*audio.Corpus, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	var last string
	corpus, err := audio.Find(ctx, s.Data, audio.FindOptions{Log: func(line string) { last = line }})
	if err == nil && corpus.Synthetic && s.Data == "" {
		fmt.Fprintln(os.Stderr, last)
	}
	return corpus, err
}

// Banner is Results.Banner for a cell that shows the corpus alone.
func Banner(s Settings, corpus *audio.Corpus) string {
	r := Results{Settings: s, Synthetic: corpus.Synthetic}
	return r.Banner()
}

// trainingLines returns a progress function that prints a line for each run that ends, and none where all runs are finished already.
func trainingLines() func(Progress) {
	done := 0
	return func(p Progress) {
		if p.Message != "" && p.Runs > 0 {
			fmt.Fprintln(os.Stderr, p.Message)
		}
		if p.RunsDone > done {
			done = p.RunsDone
			fmt.Fprintf(os.Stderr, "trained %d of %s\n", done, plural(p.Runs, "run"))
		}
	}
}

// Clips returns what a split needs to know of a corpus.
func Clips(corpus *audio.Corpus) []Clip {
	clips := make([]Clip, len(corpus.Recordings))
	for i, r := range corpus.Recordings {
		clips[i] = Clip{Label: r.Label, Speaker: r.Speaker, Take: r.Take}
	}
	return clips
}

// Take returns one recording by who says what and which take it is.
func Take(corpus *audio.Corpus, label, speaker string, take int) (audio.Recording, error) {
	for _, r := range corpus.Recordings {
		if r.Label == label && r.Speaker == speaker && r.Take == take {
			return r, nil
		}
	}
	return audio.Recording{}, fmt.Errorf("corpus %s has no take %d of %q by %q: choose among its %d speakers and %d labels",
		corpus.Name, take, label, speaker, len(corpus.Speakers), len(corpus.Labels))
}

// PublishedFile returns the path of a file among the published records, figures/data in the checkout.
func PublishedFile(name string) (string, error) {
	root, err := setup.Root()
	if err != nil {
		return "", err
	}
	return filepath.Join(root, "figures", "data", name), nil
}

// Filter returns the selected records, for figures.
func (s Selection) Filter(records []Record) []Record {
	var some []Record
	for _, r := range records {
		if s.accepts(r) {
			some = append(some, r)
		}
	}
	return some
}

// Confusion adds up the answers of a method's runs on one of their sets: a row for each true class, a column for each answer.
// Runs without answers, known from their records alone, are left out; n says how many were counted.
func (r *Results) Confusion(corpus *audio.Corpus, method, set string) (counts [][]int, n int, err error) {
	counts = make([][]int, len(corpus.Labels))
	for i := range counts {
		counts[i] = make([]int, len(corpus.Labels))
	}
	clips := Clips(corpus)
	for _, run := range r.Runs {
		if run.Method != method || len(run.Answers) != len(clips) {
			continue
		}
		n++
		for _, speaker := range excludedBy(run, r.Settings) {
			split, err := NewSplit(clips, run.Protocol, speaker, run.Seed)
			if err != nil {
				return nil, 0, err
			}
			members, err := split.Set(set)
			if err != nil {
				return nil, 0, err
			}
			for _, i := range members {
				counts[corpus.LabelIndex(clips[i].Label)][run.Answers[i]]++
			}
		}
	}
	return counts, n, nil
}

// With returns the settings with some methods added to theirs, for a cell that is about those whatever else is run.
func (s Settings) With(methods ...string) Settings {
	s.Methods = slices.Clone(s.Methods)
	for _, m := range methods {
		if !slices.Contains(s.Methods, m) {
			s.Methods = append(s.Methods, m)
		}
	}
	return s
}
