package publish

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/settings"
)

// The README's results stand between these lines, which publish looks for.
const (
	beginResults = "<!-- results:begin -->"
	endResults   = "<!-- results:end -->"
)

// readmeSelection is what the README is about: the paper's protocol, norm and
// settings, one speaker removed.
func readmeSelection() records.Selection {
	s := records.DefaultSelection()
	s.PaperOnly = true
	return s
}

// resultsBlock returns what the README says was found. All of it comes from
// the published files, so that a test can make it again.
func resultsBlock(all []records.Record) (string, error) {
	selection := readmeSelection()
	view, err := records.Select(all, selection)
	if err != nil {
		return "", err
	}
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
	paper, err := records.Select(paperRecords(all), selection)
	if err != nil {
		return "", err
	}
	evidence, err := report.PublishedEvidence()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "## What came out\n\n")
	fmt.Fprintf(&b, "![Gap in macro F1 to retraining, by scheme, every pair of speaker and seed "+
		"shown](figures/out/gaps.png)\n\n")
	fmt.Fprintf(&b, "*Excluded* are the clips of the speaker to forget, *test* clips of the others that no model trained on. `base` resets the dense layers, adds noise to weights and fine-tunes; "+
		"`all-bn` also resets every batch norm, `conv-bn` those after convolutions; `-stats` resets only their moving statistics. A gap of 0 is gold's score.\n\n")
	fmt.Fprintf(&b, "%s\n\n", report.InShort(view))
	fmt.Fprintf(&b, "The paper's study again, one excluded speaker (%s) and three "+
		"seeds:\n\n%s\n%s\n", settings.FSDDSpeaker, report.GapTable(paper).Markdown(),
		report.ChangeTable(paper).Markdown())
	fmt.Fprintf(&b, "All speakers and seeds that were run, by the analysis that was fixed "+
		"before:\n\n%s\n", report.Analyse(view).Table().Markdown())
	fmt.Fprintf(&b, "<details><summary>Claim by claim, direction and size "+
		"apart</summary>\n\n%s\n</details>\n\n",
		report.ClaimsTable(report.Claims(evidence)).Markdown())
	fmt.Fprintf(&b, "<details><summary>What was run</summary>\n\n%s\n</details>\n\n",
		report.CoverageTable(all).Markdown())
	fmt.Fprintf(&b, "Trained on the backend %s; corpus digest `%.12s`. Every number is computed from [the published results](figures/data) by `go run ./notebooks publish`.\n", backend, corpus)
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

// synthetic returns the bytes of every synthetic clip as a WAV file.
var synthetic = sync.OnceValue(func() map[string]bool {
	clips := map[string]bool{}
	// The defaults are valid, and nothing cancels.
	made, err := corpus.Synthetic(context.Background(), synth.Options{})
	if err != nil {
		return clips
	}
	for _, r := range made.Recordings {
		var wav bytes.Buffer
		// Writing to memory cannot fail.
		if audio.WriteWAV(&wav, r.Samples, r.SampleRate) == nil {
			clips[wav.String()] = true
		}
	}
	return clips
})

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
