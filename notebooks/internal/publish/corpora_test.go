package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
	"audiounlearning/figures"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/store"
	"audiounlearning/gomlx_model/study"
)

// words are the 35 labels of Speech Commands (Warden, arXiv:1804.03209).
var words = strings.Fields("backward bed bird cat dog down eight five follow forward four go " +
	"happy house learn left marvin nine no off on one right seven sheila six stop three tree " +
	"two up visual wow yes zero")

// Corpora of other labels and speakers, other features and other networks go
// through the whole study, its tables and its figures, read from a folder as a
// reader's own are.
func TestAnyCorpus(t *testing.T) {
	for _, c := range []struct {
		name   string
		speech synth.Options
		change func(*settings.Settings)
		note   string // in the caption of the confusions
	}{
		{"3 labels by 2 speakers", synth.Options{Speakers: 2, Labels: words[:3], Takes: 12}, nil,
			"First matrix: number of clips."},
		{"11 words by 3 speakers", synth.Options{Speakers: 3, Labels: words[:11], Takes: 4}, nil,
			"First matrix: number of clips."},
		{"35 words by 3 speakers", synth.Options{Speakers: 3, Labels: words, Takes: 4}, nil,
			"first 12 of 35 labels"},
		{"2 labels by 60 speakers", synth.Options{Speakers: 60, Labels: words[:2], Takes: 2},
			func(s *settings.Settings) { s.Speakers = []string{"synth60+synth7", "synth31"} },
			"First matrix: number of clips."},
		{"another network, standardised", synth.Options{Speakers: 2, Labels: words[:3], Takes: 12},
			func(s *settings.Settings) {
				s.Features.MFCC.Coefficients, s.Features.Frames = 13, 30
				s.Features.Standardise, s.Batch = true, 8
				s.Network.Channels, s.Network.Dense, s.Network.Dropout = []int{8, 16}, []int{32},
					nil
			}, "First matrix: number of clips."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if testing.Short() && c.speech.Speakers > 2 {
				t.Skip("draws every figure of a larger corpus")
			}
			speech := corpusOf(t, c.speech)
			s := settings.Default()
			s.Backend, s.Seeds, s.Store = "go", 1, t.TempDir()
			s.Methods = []string{names.Base, names.ConvBN}
			s.OriginalEpochs, s.GoldEpochs = 2, 2
			s.Unlearn.ResetEpochs, s.Unlearn.Rounds, s.Unlearn.FinetuneEpochs = 1, 1, 1
			s.Network.Channels, s.Network.Dense = []int{4, 4, 8}, []int{16, 8}
			if c.change != nil {
				c.change(&s)
			}
			results, err := study.Run(t.Context(), s, speech, nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			checkTables(t, results, speech)
			checkFigures(t, results, speech, c.note)
			if s.Features.Standardise {
				checkStandardised(t, results)
			}
		})
	}
}

// corpusOf writes a synthetic corpus to a folder and reads it back.
func corpusOf(t *testing.T, o synth.Options) *corpus.Corpus {
	t.Helper()
	made, err := corpus.Synthetic(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := corpus.Write(dir, made); err != nil {
		t.Fatal(err)
	}
	c, err := corpus.Find(t.Context(), dir, corpus.FindOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// checkTables requires records of every run, answers below the number of
// labels, and tables without a gap.
func checkTables(t *testing.T, r *records.Results, c *corpus.Corpus) {
	t.Helper()
	for _, run := range r.Runs {
		if len(run.Answers) != len(c.Recordings) || !run.OK() {
			t.Errorf("%s: %d answers for %d clips", run, len(run.Answers), len(c.Recordings))
		}
		if slices.ContainsFunc(run.Answers,
			func(a int8) bool { return a < 0 || int(a) >= len(c.Labels) }) {
			t.Errorf("%s: an answer is out of range", run)
		}
	}
	view, err := records.Select(r.Records(), records.Selection{Protocol: r.Settings.Protocol,
		Norm: string(r.Settings.Network.Norm)})
	if err != nil {
		t.Fatal(err)
	}
	s, err := split.New(split.ClipsOf(c), r.Settings.Protocol, r.Settings.Speakers[0], 1)
	if err != nil {
		t.Fatal(err)
	}
	sets, err := report.SetTable(c, s, names.SetTest)
	if err != nil {
		t.Fatal(err)
	}
	frames, err := report.FramesTable(c, r.Settings.Features.MFCC, r.Settings.Features.Frames)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []report.Table{report.ChangeTable(view), report.GapTable(view),
		report.CorpusTable(c), sets} {
		if len(table.Rows) == 0 {
			t.Errorf("table %s is empty", table.Title)
		}
		for _, row := range table.Rows {
			if len(row) != len(table.Header) || strings.Contains(fmt.Sprint(row), "NaN") {
				t.Errorf("table %s: row %q for %q", table.Title, row, table.Header)
			}
		}
	}
	if len(frames.Notes) == 0 {
		t.Error("the table of frames says nothing of the corpus")
	}
}

// checkFigures draws what the study draws.
func checkFigures(t *testing.T, r *records.Results, c *corpus.Corpus, note string) {
	t.Helper()
	dir := t.TempDir()
	if err := DrawAll(t.Context(), dir, r, c); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"architecture", "split", "clip", "digits", "curves", "phases",
		"gaps", "confusion"} {
		if _, err := os.Stat(filepath.Join(dir, name+".svg")); err != nil {
			t.Error(err)
		}
	}
	f, err := figures.ConfusionsOf(r, c, names.SetExcluded, names.Gold, names.Original)
	if err != nil {
		t.Fatal(err)
	}
	if rows := 2*len(c.Labels)*len(c.Labels) + 1; len(f.Data()) != rows {
		t.Errorf("confusions have %d rows of data, want %d", len(f.Data()), rows)
	}
	if !strings.Contains(f.Caption, note) {
		t.Errorf("confusions: no %q in the caption %q", note, f.Caption)
	}
	if _, err := figures.BySpeaker(r.Records(), names.SetTest); err != nil {
		t.Error(err)
	}
}

// checkStandardised requires that models unlearned from the original
// standardise by the same numbers, and gold, which hears other clips, by other
// numbers.
func checkStandardised(t *testing.T, r *records.Results) {
	t.Helper()
	runs, err := store.Open(r.Store, r.Settings.Network, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	means := map[string][]float32{}
	for _, run := range r.Runs {
		_, weights, err := runs.Load(run.Key, func(line string) { t.Error(line) })
		if err != nil {
			t.Fatal(err)
		}
		means[run.Method] = weights.Mean
	}
	original := means[names.Original]
	if len(original) != r.Settings.Network.Coefficients ||
		!slices.Equal(means[names.Base], original) || slices.Equal(means[names.Gold], original) {
		t.Errorf("means of original, base and gold: %v, %v, %v", original, means[names.Base],
			means[names.Gold])
	}
}
