package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"audiounlearning/audio/corpus"
	"audiounlearning/figures"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/gomlx_model/study"
	"audiounlearning/notebooks/internal/console"
	"audiounlearning/notebooks/internal/jupyter"

	"github.com/google/renameio/v2/maybe"
)

// Studies runs the paper's study and those that are asked for on the real
// recordings. It then writes what is committed: the runs into figures/data
// beside those already there, the figures into figures/out, the notebooks with
// the outputs of the paper's study, and the README's results. The paper's study
// uses the corpus, backend and store of the first study asked for. If a
// notebook fails, the notebooks and the README stay as they are.
func Studies(ctx context.Context, out io.Writer, asked []settings.Settings) error {
	if slices.ContainsFunc(asked, func(s settings.Settings) bool { return s.Quick }) {
		return errors.New("a quick run measures nothing and is not published: leave -quick out " +
			"(or AU_QUICK)")
	}
	root, err := setup.Root()
	if err != nil {
		return err
	}
	// What is written by hand is checked first, and the recordings, so that
	// hours of work do not end at a missing line.
	if _, err := withResults(root, ""); err != nil {
		return err
	}
	if _, _, err := sources(root); err != nil {
		return err
	}
	show := console.Progress(ctx)
	c, err := findReal(ctx, asked[0].Data, show)
	if err != nil {
		return err
	}
	published, err := readArchive(DataDir(root))
	if err != nil {
		return err
	}
	env, err := jupyter.Prepare(ctx, "run", jupyter.RunRequirements, show.Line)
	if err != nil {
		return err
	}
	paths, err := jupyter.NotebookPaths(root)
	if err != nil {
		return err
	}
	paper := settings.Default()
	paper.Data, paper.Backend, paper.Store = asked[0].Data, asked[0].Backend, asked[0].Store
	results, err := published.addAll(ctx, root, append([]settings.Settings{paper}, asked...), c, show)
	if err != nil {
		return err
	}
	// The notebooks read the published records and models, so these come first.
	if err := published.Write(DataDir(root)); err != nil {
		return err
	}
	if err := study.PublishModels(results, DataDir(root)); err != nil {
		return err
	}
	if err := published.drawAll(ctx, outDir(root), results, c); err != nil {
		return err
	}
	if err := Describe(root); err != nil {
		return err
	}
	hash, err := records.Hash(published.Records)
	if err != nil {
		return err
	}
	b := jupyter.Batch{
		Env: env, Out: filepath.Join(root, "notebooks", "out"), Show: show,
		Variables: append(paper.Environ(), figures.PublishEnv+"=1"),
		Stamp:     jupyter.Stamp{Corpus: results.Digest, Records: hash},
	}
	if err := runUntilShown(ctx, &b, paths); err != nil {
		return err
	}
	if err := publishPages(root, b.Out, paths, published.Records); err != nil {
		return err
	}
	fmt.Fprintf(out, "published %d notebooks, %d records in %s and the results in README.md; git "+
		"diff shows what changed\n",
		len(paths), len(published.Records), DataDir(root))
	return nil
}

// runUntilShown executes the notebooks. It repeats those with a silent cell, at
// most twice.
func runUntilShown(ctx context.Context, b *jupyter.Batch, paths []string) error {
	for again := 0; ; again++ {
		if err := b.Run(ctx, paths); err != nil {
			return err
		}
		var silent []string
		var cell string
		for _, path := range paths {
			executed, _ := jupyter.Outputs(b.Out, path)
			nb, err := jupyter.ReadNotebook(executed)
			if err != nil {
				return err
			}
			if source := nb.Silent(); source != "" {
				silent, cell = append(silent, path), source
			}
		}
		if len(silent) == 0 {
			return nil
		}
		if again == 2 {
			return fmt.Errorf("publish %s: a cell shows nothing: %s", filepath.Base(silent[0]),
				cell)
		}
		paths = silent
	}
}

// outDir is where the published figures are.
func outDir(root string) string { return filepath.Join(root, "figures", "out") }

// DataDir is where the published results are.
func DataDir(root string) string { return filepath.Join(root, "figures", "data") }

// findReal finds the recordings that are published. Synthetic speech is refused
// before it is made.
func findReal(ctx context.Context, source string, show *console.Screen) (*corpus.Corpus, error) {
	if source == "synthetic" {
		return nil, refuse(source, "")
	}
	c, err := console.FindCorpus(ctx, source, show)
	if err != nil {
		return nil, err
	}
	return c, refuse(c.Name, c.Digest)
}

// refuse returns why a corpus is not published. It is called before anything is
// trained.
func refuse(name, digest string) error {
	if digest != corpus.FSDDDigest {
		return fmt.Errorf("only the study of FSDD is published, and this corpus is %s: set %s "+
			"to FSDD's recordings", name, corpus.FSDDEnv)
	}
	return nil
}

// publishable returns an error unless the results are a complete study of the
// real recordings.
func publishable(results *records.Results) error {
	if err := refuse(results.Corpus, results.Digest); err != nil {
		return err
	}
	for _, r := range results.Records() {
		if !r.OK() {
			return fmt.Errorf("%s, %s, seed %d ended as %s: only a complete study is published",
				r.Method, r.Speaker, r.Seed, r.Status)
		}
	}
	return nil
}

// publishPages writes the executed notebooks over their sources, and the
// README's results.
func publishPages(root, executed string, paths []string, all []records.Record) error {
	block, err := resultsBlock(all)
	if err != nil {
		return err
	}
	readme, err := withResults(root, block)
	if err != nil {
		return err
	}
	texts := make([][]byte, len(paths))
	for i, path := range paths {
		from, _ := jupyter.Outputs(executed, path)
		if texts[i], err = os.ReadFile(from); err != nil {
			return fmt.Errorf("publish %s: %w", filepath.Base(path), err)
		}
		if err := nobodySpoke(texts[i]); err != nil {
			return fmt.Errorf("publish %s: %w", filepath.Base(path), err)
		}
	}
	for i, path := range paths {
		if err := maybe.WriteFile(path, texts[i], 0o644); err != nil {
			return fmt.Errorf("publish %s: %w", filepath.Base(path), err)
		}
	}
	if err := maybe.WriteFile(filepath.Join(root, "README.md"), []byte(readme),
		0o644); err != nil {
		return fmt.Errorf("publish README.md: %w", err)
	}
	return nil
}
