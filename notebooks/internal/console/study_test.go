package console

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/study"
)

// short is a study of three runs that takes a second, on a folder of synthetic
// speech.
func short(t *testing.T) settings.Settings {
	t.Helper()
	if testing.Short() {
		t.Skip("trains, on an interpreter that the race detector's check of pointers ends")
	}
	made, err := corpus.Synthetic(t.Context(), synth.Options{Speakers: 2,
		Labels: []string{"yes", "no"}, Takes: 8})
	if err != nil {
		t.Fatal(err)
	}
	s := settings.Default()
	s.Data = filepath.Join(t.TempDir(), "voices")
	if err := corpus.Write(s.Data, made); err != nil {
		t.Fatal(err)
	}
	s.Backend, s.Seeds, s.Store, s.Methods = "go", 1, t.TempDir(), []string{names.Base}
	s.OriginalEpochs, s.GoldEpochs, s.Speakers = 1, 1, made.Speakers[:1]
	s.Unlearn.ResetEpochs, s.Unlearn.Rounds, s.Unlearn.FinetuneEpochs = 1, 1, 1
	s.Network.Channels, s.Network.Dense, s.Network.Dropout = []int{2}, []int{2}, nil
	return s
}

// A study reports each run that ends, and at the end how many there are. Run
// again, it trains nothing and gives the same. The three ways to run a study
// agree.
func TestRunStudy(t *testing.T) {
	s := short(t)
	var said bytes.Buffer
	var ended []string
	results, c, err := WatchStudy(t.Context(), s, nil, New(&said), func(p study.Progress) {
		if p.Ended != nil {
			ended = append(ended, p.Ended.Method)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(results.Runs) != 3 || len(ended) != 3 || c.Name != s.Data {
		t.Errorf("%d runs, of which ended %q, on %s", len(results.Runs), ended, c.Name)
	}
	lines := strings.Split(strings.TrimSpace(said.String()), "\n")
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "study: 3 runs on go, ") {
		t.Errorf("it said last %q", last)
	}
	again, _, err := RunStudy(t.Context(), s, nil, New(&said))
	if err != nil || !reflect.DeepEqual(again.Records(), results.Records()) {
		t.Errorf("run again: %v, or other records", err)
	}
	on, err := RunStudyOn(t.Context(), s, c, nil, New(&said))
	if err != nil || !reflect.DeepEqual(on.Records(), results.Records()) {
		t.Errorf("on the corpus: %v, or other records", err)
	}
}

// The note on synthetic speech comes first on the screen, in capitals.
func TestBannerFirst(t *testing.T) {
	s := short(t)
	c, err := FindCorpus(t.Context(), s.Data, New(&bytes.Buffer{}))
	if err != nil {
		t.Fatal(err)
	}
	c.Synthetic = true
	var said bytes.Buffer
	if _, err := RunStudyOn(t.Context(), s, c, nil, New(&said)); err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(said.String(), "\n"); first != strings.ToUpper(s.Banner(true)) ||
		first == "" {
		t.Errorf("it said first %q", first)
	}
}

// A folder that is not there, and the end of the context, end a study before
// anything is stored.
func TestRunStudyFails(t *testing.T) {
	s := short(t)
	var said bytes.Buffer
	absent := s
	absent.Data = filepath.Join(t.TempDir(), "absent")
	if _, _, err := RunStudy(t.Context(), absent, nil, New(&said)); err == nil ||
		!strings.Contains(err.Error(), absent.Data) {
		t.Errorf("without recordings: %v", err)
	}
	c, err := FindCorpus(t.Context(), s.Data, New(&said))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := RunStudyOn(ctx, s, c, nil, New(&said)); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if runs, _ := filepath.Glob(filepath.Join(s.Store, "*")); len(runs) > 0 {
		t.Errorf("stored: %q", runs)
	}
}
