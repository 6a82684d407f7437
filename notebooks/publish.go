package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"audiounlearning/audio"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/gomlx_model/study"
)

// The README's results stand between these lines, which publish looks for.
const (
	beginResults = "<!-- results:begin -->"
	endResults   = "<!-- results:end -->"
)

// publishCommand runs everything as the default command does and, if all went
// well on the real recordings, writes what is committed: the notebooks with
// their outputs, figures/data and the README's results.
func publishCommand(ctx context.Context, out io.Writer, args []string) error {
	flags, settings := settingFlags("publish", out)
	given, err := parseSettings(flags, settings, args)
	if err != nil {
		return err
	}
	if settings.Quick {
		return errors.New("a quick run measures nothing and is not published: leave -quick (or AU_QUICK) out")
	}
	root, err := setup.Root()
	if err != nil {
		return err
	}
	// Looked at first, so that hours of work do not end at a missing line.
	if _, err := withResults(root, ""); err != nil {
		return err
	}
	show := newScreen(os.Stderr)
	env, err := prepare(ctx, "run", runRequirements, show.line)
	if err != nil {
		return err
	}
	paths, err := notebookPaths(root)
	if err != nil {
		return err
	}
	results, corpus, err := runStudy(ctx, *settings, show)
	if err != nil {
		return err
	}
	if err := publishable(results); err != nil {
		return err
	}
	var records bytes.Buffer
	if err := study.WriteRecords(&records, results.Records()); err != nil {
		return err
	}
	b := batch{
		env: env, out: filepath.Join(root, "notebooks", "out"), variables: cellVariables(results, given), mute: true, show: show,
		stamp: stamp{Corpus: results.Digest, Records: fmt.Sprintf("%x", sha256.Sum256(records.Bytes()))},
	}
	if err := b.run(ctx, paths); err != nil {
		return err
	}
	return b.publish(ctx, out, root, paths, records.Bytes(), results, corpus)
}

// publishable returns an error for results that are not the study of the real
// recordings with the paper's settings, whole.
func publishable(results *study.Results) error {
	if results.Synthetic || results.Digest != audio.FSDDDigest {
		return fmt.Errorf("only the study of FSDD is published, and this corpus is %s: set FSDD_DIR to its recordings", results.Corpus)
	}
	if results.Settings.Seeds < study.DefaultSettings().Seeds {
		return fmt.Errorf("%d seeds are not the whole study: use -seeds %d or more", results.Settings.Seeds, study.DefaultSettings().Seeds)
	}
	for _, scheme := range study.PaperSchemes {
		if !slices.Contains(results.Settings.Methods, scheme) {
			return fmt.Errorf("the study is not whole without %s: name it in -methods", scheme)
		}
	}
	for _, r := range results.Records() {
		if !r.OK() {
			return fmt.Errorf("%s, %s, seed %d ended as %s: the study is not whole", r.Method, r.Speaker, r.Seed, r.Status)
		}
		if r.Settings != "" {
			return fmt.Errorf("%s, %s, seed %d ran with %s: only the paper's settings are published", r.Method, r.Speaker, r.Seed, r.Settings)
		}
	}
	return nil
}

// publish writes the committed files, each whole or not at all.
func (b *batch) publish(ctx context.Context, out io.Writer, root string, paths []string, records []byte, results *study.Results, corpus *audio.Corpus) error {
	data := filepath.Join(root, "figures", "data")
	if err := drawAll(ctx, data, results, corpus); err != nil {
		return err
	}
	if err := writeWhole(filepath.Join(data, "records.csv"), records); err != nil {
		return err
	}
	for _, path := range paths {
		executed, _ := outputs(b.out, path)
		text, err := os.ReadFile(executed)
		if err != nil {
			return fmt.Errorf("publish %s: %w", filepath.Base(path), err)
		}
		if err := writeWhole(path, text); err != nil {
			return err
		}
	}
	block, err := resultsBlock(results.Records())
	if err != nil {
		return err
	}
	readme, err := withResults(root, block)
	if err != nil {
		return err
	}
	if err := writeWhole(filepath.Join(root, "README.md"), []byte(readme)); err != nil {
		return err
	}
	fmt.Fprintf(out, "published: %d notebooks, %s and the results in README.md; git diff shows what changed\n", len(paths), data)
	return nil
}

// resultsBlock returns what the README says was found. All of it comes from
// the records, so that a test can make it again.
func resultsBlock(records []study.Record) (string, error) {
	view, err := study.Select(records, study.DefaultSelection())
	if err != nil {
		return "", err
	}
	runs := map[string]bool{}
	for _, r := range records {
		runs[r.Key] = true
	}
	var b strings.Builder
	fmt.Fprintf(&b, "![F1 gap to retraining by scheme, every run](figures/data/gaps.svg)\n\n")
	fmt.Fprintf(&b, "%s\n%s\n", study.GapTable(view).Markdown(), study.ChangeTable(view).Markdown())
	fmt.Fprintf(&b, "%d runs on %s, corpus digest `%.12s`; every number is computed from [the records](figures/data/records.csv).\n",
		len(runs), records[0].Backend, records[0].Corpus)
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
		return "", fmt.Errorf("publish: %s has no lines %s and %s: write them where the results belong", path, beginResults, endResults)
	}
	return before + beginResults + "\n" + block + endResults + after, nil
}
