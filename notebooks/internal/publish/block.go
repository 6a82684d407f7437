package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

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
