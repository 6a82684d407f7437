// Command notebooks sets up what the notebooks need, runs the study and the
// notebooks, and publishes what they show.
//
//	go run ./notebooks [settings]   set up, run the study and every notebook
//	go run ./notebooks study        run the study, or a plan, without notebooks
//	go run ./notebooks mfcc FILE …  print the features of recordings as CSV
//	go run ./notebooks lab          open JupyterLab on the notebooks
//	go run ./notebooks setup        set up what is missing and nothing else
//	go run ./notebooks doctor       say what is there and what is missing
//	go run ./notebooks publish      write the committed outputs
//
// Every command takes -h. A setting is a flag (-speakers), or else the
// environment variable of its name (AU_SPEAKERS), or else the paper's value.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"audiounlearning/notebooks/internal/command"
)

func main() {
	// A first Ctrl-C ends what runs in good order; a second one ends at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	err := command.Dispatch(ctx, os.Stdout, os.Args[1:])
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return
	case ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "\nstopped; run the same command again to go on where it was")
	default:
		fmt.Fprintln(os.Stderr, "notebooks:", err)
	}
	os.Exit(1)
}
