package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/console"
	"audiounlearning/notebooks/internal/jupyter"
	"audiounlearning/notebooks/internal/site"
)

// siteCommand writes the web site of the committed notebooks. With -serve it
// then serves the site until it is stopped.
func siteCommand(ctx context.Context, out io.Writer, args []string) error {
	flags := flagsOf("site", out)
	serve := flags.String("serve", "", "then serve it at this `address`, such as localhost:8000, "+
		"until Ctrl-C")
	source := flags.String("source", "", "base `address` of the checkout's other files, such as "+
		"https://host/owner/name/blob/main; without it they are not linked")
	if err := arguments.Parse(flags, args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("site takes no argument %q: give the address as a flag, as in "+
			"-serve localhost:8000", flags.Arg(0))
	}
	show, began := console.Progress(ctx), time.Now()
	env, err := jupyter.Prepare(ctx, "run", jupyter.RunRequirements, show.Line)
	if err != nil {
		return err
	}
	dir := filepath.Join(env.Root, "notebooks", "out", "site")
	err = site.Build(ctx, env, dir, *source, func(done, of int) {
		show.Steps("pages", done, of, began)
	})
	show.Done()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "the site is in %s\n", dir)
	if *serve == "" {
		return nil
	}
	return serveFolder(ctx, out, dir, *serve)
}

// serveFolder serves a folder's files at an address until the context ends.
func serveFolder(ctx context.Context, out io.Writer, dir, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("-serve %s: %w (give a free address, such as localhost:0)", address, err)
	}
	server := &http.Server{Handler: http.FileServer(http.Dir(dir)), ReadHeaderTimeout: 10 * time.Second}
	stopped := context.AfterFunc(ctx, func() { server.Close() })
	defer stopped()
	fmt.Fprintf(out, "serving it at http://%s until Ctrl-C\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve %s: %w", dir, err)
	}
	return nil
}
