// Command notebooks sets up what the notebooks need, runs the study and the
// notebooks, and publishes what they show.
//
//	go run ./notebooks [settings]   set up, run the study and every notebook
//	go run ./notebooks study        run the study, or a plan, without notebooks
//	go run ./notebooks status       say how much of a study is done, everywhere
//	go run ./notebooks mfcc FILE …  print the features of recordings as CSV
//	go run ./notebooks lab          open JupyterLab on the notebooks
//	go run ./notebooks site         make a web site of the notebooks
//	go run ./notebooks explore      make a page of all published runs
//	go run ./notebooks setup        set up what is missing and nothing else
//	go run ./notebooks doctor       say what is there and what is missing
//	go run ./notebooks publish      write the committed outputs
//
// Every command takes -h, and -q for no progress. A setting comes from its flag
// (-speakers), else from its environment variable (AU_SPEAKERS), else from the
// paper.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"audiounlearning/notebooks/internal/command"
	"audiounlearning/notebooks/internal/console"
)

// Exit statuses. Command status has one of its own while runs are left.
const (
	exitFailed     = 1
	exitIncomplete = 3
)

// patience is how long a command may take, after the first Ctrl-C, to shut down
// cleanly: to release its claims and to stop what it started. It is short
// because nothing can interrupt a training step or a compilation; the program
// then ends in the middle of one.
const patience = 500 * time.Millisecond

func main() {
	log.SetOutput(console.Log(os.Stderr))
	// The first Ctrl-C shuts down cleanly, a second one ends the program at
	// once. Results are written whole, so neither loses anything that is
	// finished.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() {
		stop()
		time.Sleep(patience)
		stopped()
	})
	err := command.Dispatch(ctx, console.Output(), os.Args[1:])
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return
	case errors.Is(err, command.ErrIncomplete):
		os.Exit(exitIncomplete)
	case ctx.Err() != nil:
		stopped()
	default:
		fmt.Fprintln(os.Stderr, "notebooks:", console.Plain(err.Error()))
	}
	os.Exit(exitFailed)
}

// stopped ends the program, once.
var stopped = sync.OnceFunc(func() {
	fmt.Fprintln(os.Stderr, "\nstopped; run the same command again to resume")
	os.Exit(exitFailed)
})
