package command

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/console"
	"audiounlearning/notebooks/internal/explore"
	"audiounlearning/notebooks/internal/jupyter"
)

// exploreCommand writes the page of the published records. With -serve it then
// serves the page until it is stopped.
func exploreCommand(ctx context.Context, out io.Writer, args []string) error {
	flags := flagsOf("explore", out)
	serve := flags.String("serve", "", "then serve it at this `address`, such as localhost:8000, "+
		"until Ctrl-C")
	if err := arguments.Parse(flags, args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("explore takes no argument %q: give the address as a flag, as in "+
			"-serve localhost:8000", flags.Arg(0))
	}
	all, err := records.PublishedRecords()
	if err != nil {
		return err
	}
	show := console.Progress(ctx)
	env, err := jupyter.Prepare(ctx, "explore", explore.Requirements, show.Line)
	if err != nil {
		return err
	}
	show.Line(fmt.Sprintf("drawing %d records (takes some seconds)", len(all)))
	path := filepath.Join(env.Root, "notebooks", "out", "explore.html")
	if err := explore.Page(ctx, env, all, path); err != nil {
		return err
	}
	fmt.Fprintf(out, "open file://%s in a browser\n", filepath.ToSlash(path))
	if *serve == "" {
		return nil
	}
	return serveFolder(ctx, out, filepath.Dir(path), *serve)
}
