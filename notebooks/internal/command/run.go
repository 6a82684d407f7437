package command

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/console"
	"audiounlearning/notebooks/internal/jupyter"
	"audiounlearning/notebooks/internal/publish"
)

// runCommand sets up what is missing, runs the study, draws the figures,
// executes the notebooks and prints the paper's two tables beside ours.
func runCommand(ctx context.Context, out io.Writer, args []string) error {
	flags, settings := settingFlags("run", out)
	given, err := arguments.ParseSettings(flags, settings, args)
	if err != nil {
		return err
	}
	show := console.Progress(ctx)
	env, err := jupyter.Prepare(ctx, "run", jupyter.RunRequirements, show.Line)
	if err != nil {
		return err
	}
	paths, err := jupyter.NotebookPaths(env.Root)
	if err != nil {
		return err
	}
	results, corpus, err := console.RunStudy(ctx, *settings, nil, show)
	if err != nil {
		return err
	}
	folder := filepath.Join(env.Root, "notebooks", "out")
	if err := publish.DrawAll(ctx, filepath.Join(folder, "figures"), results, corpus); err != nil {
		return err
	}
	if err := saveRecords(filepath.Join(folder, "records.csv"), results.Records()); err != nil {
		return err
	}
	b := jupyter.Batch{Env: env, Out: folder, Variables: cellVariables(results, given), Show: show}
	if note := results.Banner(); note != "" {
		b.Banner = "> **" + note + "**"
	}
	failed := b.Run(ctx, paths)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := printTables(out, results); err != nil {
		return err
	}
	if note := results.Banner(); note != "" {
		fmt.Fprintln(out, note)
	}
	fmt.Fprintf(out, "notebooks  %s\nfigures    %s\nrecords    %s\nruns       %s\n",
		filepath.Join(folder, "*.html"), filepath.Join(folder, "figures"),
		filepath.Join(folder, "records.csv"), results.Store)
	return failed
}

// cellVariables returns the settings for the cells' environment: those that
// were given, and those that the study fell back to, so that no cell tries the
// network or the plugin again.
func cellVariables(results *records.Results, given []string) []string {
	if results.Synthetic {
		given = append(given, settings.Variable("data")+"=synthetic")
	}
	if results.Backend == "go" {
		given = append(given, settings.Variable("backend")+"=go")
	}
	return given
}
