package publish

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// The README's results stand between these lines, which publish looks for.
const (
	beginResults = "<!-- results:begin -->"
	endResults   = "<!-- results:end -->"
)

// resultsBlock returns what the README says was found. All of it comes from the
// published files, so a test can make it again.
func resultsBlock(all []records.Record) (string, error) {
	selection := records.DefaultSelection()
	corpora, backends := map[string]bool{}, map[string]bool{}
	var corpus, backend string
	for _, r := range selection.Filter(all) {
		corpora[r.Corpus], backends[r.Backend] = true, true
		corpus, backend = r.Corpus, r.Backend
	}
	if len(corpora) != 1 || len(backends) != 1 {
		return "", fmt.Errorf("the records are of %d corpora and %d backends: publish those of one",
			len(corpora), len(backends))
	}
	traces, err := records.PublishedTraces()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	frontier, err := report.SelectFrontier(all, traces, selection)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("## What came out\n\n" +
		"![Distance from gold against cost](figures/out/frontier.png)\n\n")
	fmt.Fprintf(&b, "%s\n\n", report.FrontierSentence(frontier, names.Base))
	if draws := report.DrawsSentence(frontier, names.Base); draws != "" {
		fmt.Fprintf(&b, "%s\n\n", draws)
	}
	if note := report.MethodsNote(frontier); note != "" {
		fmt.Fprintf(&b, "%s ([07](notebooks/07_methods.ipynb)).\n\n", note)
	}
	b.WriteString("*Gold* is retrained without the speaker for the paper's 120 epochs, *gold2* again; " +
		"`retrain-40` is gold stopped after 40, `-onecycle` trains at a rate that rises and falls. " +
		"`base` resets the dense layers, adds noise and fine-tunes; `conv-bn` resets batch norms too. " +
		"*Tuned*: by other speakers' runs on other seeds.\n\n")
	fmt.Fprintf(&b, "%s\n", report.ShortFrontierTable(frontier).Markdown())
	fmt.Fprintf(&b, "The paper's two tables are in [05](notebooks/05_results.ipynb); "+
		"its claims, and what was run, in [06](notebooks/06_replication.ipynb). Backend %s; corpus "+
		"`%.12s`; numbers from [the published results](figures/data).\n",
		backend, corpus)
	return b.String(), nil
}

// withResults returns the README with block between the marked lines.
func withResults(root, block string) (string, error) {
	path := filepath.Join(root, "README.md")
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("publish: %w", err)
	}
	before, rest, begins := strings.Cut(string(text), beginResults)
	_, after, ends := strings.Cut(rest, endResults)
	if !begins || !ends {
		return "", fmt.Errorf("publish: %s has no lines %s and %s: write them where the results "+
			"belong", path, beginResults, endResults)
	}
	return before + beginResults + "\n" + block + endResults + after, nil
}

// sound finds the sounds that a notebook's outputs carry.
var sound = regexp.MustCompile(`data:audio/[a-z-]+;base64,([A-Za-z0-9+/=]+)`)

// synthetic returns the bytes of every synthetic clip as a WAV file, and of the
// sound that notebook 01 makes from the coefficients of one.
var synthetic = sync.OnceValue(func() map[string]bool {
	clips := map[string]bool{}
	// The defaults are valid, and nothing cancels.
	made, err := corpus.Synthetic(context.Background(), synth.Options{})
	if err != nil {
		return clips
	}
	add := func(samples []float64, rate int) {
		var wav bytes.Buffer
		// Writing to memory cannot fail.
		if audio.WriteWAV(&wav, samples, rate) == nil {
			clips[wav.String()] = true
		}
	}
	for _, r := range made.Recordings {
		add(r.Samples, r.SampleRate)
	}
	heard, err := made.Take("7", made.Speakers[0], 0)
	if err != nil {
		return clips
	}
	if samples, err := whatIsKept(heard); err == nil {
		add(samples, heard.SampleRate)
	}
	return clips
})

// whatIsKept makes sound of a clip's coefficients, as notebook 01 does.
func whatIsKept(clip corpus.Recording) ([]float64, error) {
	extractor, err := audio.NewExtractor(audio.DefaultConfig())
	if err != nil {
		return nil, err
	}
	kept, err := extractor.MFCC(nil, clip.Samples)
	if err != nil {
		return nil, err
	}
	return extractor.Sound(kept, audio.GriffinLimOptions{Seed: 1})
}

// nobodySpoke returns an error if a notebook carries a sound other than a
// synthetic clip: the recordings are not this project's to pass on.
func nobodySpoke(text []byte) error {
	for _, match := range sound.FindAllSubmatch(text, -1) {
		wav, err := base64.StdEncoding.DecodeString(string(match[1]))
		if err != nil || !synthetic()[string(wav)] {
			return errors.New("an output holds a recording that is not synthetic: let the cell " +
				"play it with figures.Play")
		}
	}
	return nil
}
