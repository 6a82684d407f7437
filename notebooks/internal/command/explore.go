package command

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
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
	address := flags.String("serve", "", "then serve it at this `address`, such as localhost:8000, "+
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
	local := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	fmt.Fprintf(out, "open %s in a browser\n", &local)
	if *address == "" {
		return nil
	}
	return serve(ctx, out, onePage(path), *address)
}

// onePage answers with a file, and with nothing else of its folder.
func onePage(path string) http.Handler {
	pages := http.NewServeMux()
	pages.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, path)
	})
	return pages
}
