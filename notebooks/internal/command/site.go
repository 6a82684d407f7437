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
	address := flags.String("serve", "", "then serve it at this `address`, such as localhost:8000, "+
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
	if *address == "" {
		return nil
	}
	return serve(ctx, out, http.FileServer(http.Dir(dir)), *address)
}

// serve answers at an address until the context ends.
func serve(ctx context.Context, out io.Writer, pages http.Handler, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("-serve %s: %w (give a free address, such as localhost:0)", address, err)
	}
	server := &http.Server{Handler: pages, ReadHeaderTimeout: 10 * time.Second}
	stopped := context.AfterFunc(ctx, func() { server.Close() })
	defer stopped()
	shown := listener.Addr().String()
	if host, port, err := net.SplitHostPort(shown); err == nil && net.ParseIP(host).IsUnspecified() {
		shown = "localhost:" + port // one of all this machine's addresses
	}
	fmt.Fprintf(out, "serving it at http://%s until Ctrl-C\n", shown)
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve at %s: %w", address, err)
	}
	return nil
}
