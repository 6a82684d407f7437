package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"audiounlearning/gomlx_model/setup"
)

// setupCommand sets up all that the default command would, and the XLA plugin.
func setupCommand(ctx context.Context, out io.Writer, args []string) error {
	flags := flagsOf("setup", out)
	if err := parse(flags, args); err != nil {
		return err
	}
	began := time.Now()
	log := newScreen(os.Stderr).line
	env, err := prepare(ctx, "run", runRequirements, log)
	if err != nil {
		return err
	}
	if _, err := setup.Plugin(ctx, log); err != nil && !errors.Is(err, setup.ErrUnsupported) {
		return err
	}
	fmt.Fprintf(out, "all is set up in %s (%s)\n", env.dir, took(time.Since(began)))
	return nil
}
