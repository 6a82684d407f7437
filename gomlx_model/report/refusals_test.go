package report

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
)

// twice is byHand with every run of a backend of its own, so that two runs
// claim each place.
func twice() []records.Record {
	all := byHand()
	for _, r := range byHand() {
		r.Backend, r.Key = "cuda", r.Key+"again"
		all = append(all, r)
	}
	return all
}

// TestRefusals is every way in which what a reader gives can fail to make a
// table or a sentence, and what is said of it.
func TestRefusals(t *testing.T) {
	c := twoVoices()
	clips := split.ClipsOf(c)
	small := &corpus.Corpus{Name: "small", Labels: c.Labels, Speakers: c.Speakers,
		Recordings: c.Recordings[:2]}
	of := func(method, protocol, speaker string, answers int) *records.Results {
		r := &records.Results{Settings: settings.Settings{Speakers: []string{"ann"},
			Methods: []string{names.Base}}}
		for _, m := range []string{names.Original, names.Gold, method} {
			r.Runs = append(r.Runs, records.Run{Name: records.Name{Protocol: protocol, Norm: "batch",
				Speaker: speaker, Seed: 1, Method: m},
				Result: records.Result{Answers: make([]int8, answers)}})
		}
		return r
	}
	fine, unknown := of(names.Base, "P", "ann", len(clips)), of(names.Base, "Q", "ann", len(clips))
	tuning := twice()
	for i := range tuning {
		tuning[i].Seed += 100
	}
	backends := `two runs of base, speaker "ann", seed 1: backend "" and "cuda"; select one of them`
	for _, r := range []struct {
		what, want string
		call       func() error
	}{
		{"agreements of other clips", "base, ann, seed 1 has answers to 3 clips and margins of 0, the " +
			"corpus has 40: read both from one study", func() error {
			_, err := Agreements(of(names.Base, "P", "ann", 3).Runs[2:], clips)
			return err
		}},
		{"a name that is no recording's", "x.wav", func() error {
			_, err := ClipsOfNames([]records.ClipName{{Name: "x.wav"}})
			return err
		}},
		{"confusion by an unknown protocol", `protocol "Q" is unknown`, func() error {
			_, _, err := Confusion(unknown, c, names.Base, names.SetExcluded)
			return err
		}},
		{"confusion on an unknown set", `this split has no set "x"; it has retained,`, func() error {
			_, _, err := Confusion(fine, c, names.Base, "x")
			return err
		}},
		{"mistakes on an unknown set", `this split has no set "x"`, func() error {
			_, err := MistakesSentence(fine, c, "x", names.Base)
			return err
		}},
		{"changed answers by an unknown protocol", `protocol "Q" is unknown`, func() error {
			_, err := ChangedTable(unknown, c)
			return err
		}},
		{"a sentence by an unknown protocol", `protocol "Q" is unknown`, func() error {
			_, err := ChangedSentence(unknown, c)
			return err
		}},
		{"a corpus that is too small", "the training set is empty", func() error {
			_, err := ChangedTable(of(names.Base, "P", "ann", 2), small)
			return err
		}},
		{"memory of a method that was not run", "no pair has the answers of nothing", func() error {
			a, err := explain.NewAnswers(nil, clips)
			if err != nil {
				return err
			}
			_, err = MemoryTable(a, "nothing")
			return err
		}},
		{"frames by impossible features", "SampleRate is 0", func() error {
			_, err := FramesTable(c, audio.Config{}, 20)
			return err
		}},
		{"a recording without a rate", "silent.wav: ", func() error {
			_, err := FramesTable(c, audio.DefaultConfig(), 20, corpus.Recording{Name: "silent.wav"})
			return err
		}},
		{"a set that is not there", `this split has no set "x"`, func() error {
			_, err := SetTable(c, split.Split{}, "x")
			return err
		}},
		{"evidence of two backends", "batch normalisation: two runs of", func() error {
			_, err := NewEvidence(twice())
			return err
		}},
		{"a tuning of two backends", backends, func() error {
			_, err := Tune(Only(twice(), names.Base))
			return err
		}},
		{"trials of two backends", `speaker "ann", seed 101: backend "" and "cuda"`, func() error {
			_, err := Tune(tuning)
			return err
		}},
		{"a frontier of two backends", backends, func() error {
			_, err := SelectFrontier(Only(twice(), names.Base), nil, records.DefaultSelection())
			return err
		}},
		{"universes of two backends", `backend "" and "cuda"`, func() error {
			all := twice()
			for i := range all {
				all[i].Settings = "batch=32"
			}
			_, err := Universes(all)
			return err
		}},
		{"a listing of a file that is not there", "listing of F: ", func() error {
			_, err := Listing("audio/nothing.go", "F")
			return err
		}},
		{"a listing of a function that is not there",
			"audio/doc.go has no function F: correct the name in the cell", func() error {
				_, err := Listing("audio/doc.go", "F")
				return err
			}},
	} {
		err := r.call()
		if err == nil || !strings.Contains(err.Error(), r.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q in one line", r.what, err, r.want)
		}
	}
}

// TestPublishedEvidenceRefuses: evidence needs records, and damage to what
// stands beside them is not taken for its absence.
func TestPublishedEvidenceRefuses(t *testing.T) {
	root := checkout(t)
	if _, err := PublishedEvidence(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without records: %v, want fs.ErrNotExist", err)
	}
	if _, err := Listing("audio/doc.go", "F"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a listing from an empty checkout: %v", err)
	}
	data := filepath.Join(root, "figures", "data")
	published := records.Published{Records: fourRuns()}
	published.Traces, published.Findings = traceAndFindings()
	for _, folder := range []string{"traces", "findings"} {
		if err := published.Write(data); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(data, folder, "*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s are written: %v", folder, err)
		}
		if err := os.WriteFile(files[0], []byte("damaged"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := PublishedEvidence(); err == nil || !strings.Contains(err.Error(),
			files[0]+" is damaged") {
			t.Errorf("damaged %s give %v, want the file", folder, err)
		}
		if err := os.Remove(files[0]); err != nil {
			t.Fatal(err)
		}
	}
	published.Records = twice()
	if err := published.Write(data); err != nil {
		t.Fatal(err)
	}
	if _, err := PublishedEvidence(); err == nil || !strings.Contains(err.Error(), "two runs of") {
		t.Errorf("records of two backends: %v", err)
	}
}
