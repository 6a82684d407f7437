package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/console"
	"audiounlearning/notebooks/internal/jupyter"
)

// setupCommand sets up what run needs and the XLA plugin. With -plugin it sets
// up the plugin alone, for a machine that runs no notebooks.
func setupCommand(ctx context.Context, out io.Writer, args []string) error {
	flags := flagsOf("setup", out)
	alone := flags.Bool("plugin", false, "set up only the XLA plugin, which is all that command "+
		"study needs")
	if err := arguments.Parse(flags, args); err != nil {
		return err
	}
	began := time.Now()
	log := console.Progress(ctx).Line
	if *alone {
		path, err := setup.Plugin(ctx, log)
		if err == nil {
			fmt.Fprintln(out, path)
		}
		return err
	}
	env, err := jupyter.Prepare(ctx, "run", jupyter.RunRequirements, log)
	if err != nil {
		return err
	}
	if _, err := setup.Plugin(ctx, log); err != nil && !errors.Is(err, setup.ErrUnsupported) {
		return err
	}
	fmt.Fprintf(out, "everything is set up in %s (%s)\n", env.Dir, console.Took(time.Since(began)))
	return nil
}
