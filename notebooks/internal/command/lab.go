package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"audiounlearning/notebooks/internal/console"
	"audiounlearning/notebooks/internal/jupyter"
)

// labCommand opens JupyterLab on the notebooks. It runs until it is stopped
// there or with Ctrl-C.
func labCommand(ctx context.Context, out io.Writer, args []string) error {
	if len(args) == 1 && (args[0] == "-h" || args[0] == "-help" || args[0] == "--help") {
		flagsOf("lab", out).Usage()
		return nil
	}
	if os.Geteuid() == 0 && !slices.Contains(args, "--allow-root") {
		return errors.New("JupyterLab does not run as root, as in a container, without " +
			"--allow-root: go run ./notebooks lab --allow-root")
	}
	env, err := jupyter.Prepare(ctx, "lab", jupyter.LabRequirements, console.Progress(ctx).Line)
	if err != nil {
		return err
	}
	if err := env.SettleLab(); err != nil {
		return err
	}
	if !slices.ContainsFunc(args, func(arg string) bool {
		return strings.HasPrefix(arg, "--notebook-dir=")
	}) {
		args = append(args, "--notebook-dir="+filepath.Join(env.Root, "notebooks"))
	}
	args = append([]string{"-m", "jupyterlab"}, args...)
	cmd := exec.CommandContext(ctx, env.Python, args...)
	cmd.Env = env.Environ()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 15 * time.Second
	err = cmd.Run()
	var exit *exec.ExitError
	if ctx.Err() != nil || errors.As(err, &exit) && exit.ExitCode() == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("JupyterLab ended: %w (its messages are above)", err)
	}
	return nil
}
