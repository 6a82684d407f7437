package setup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// ErrNoPython is returned, wrapped, when no Python that can be used is on PATH.
var ErrNoPython = errors.New("no Python 3.10 or newer on PATH: install python3 with its venv " +
	"module (Debian: apt install python3-venv)")

// PythonPath returns where the interpreter of the environment is, or will be,
// in the checkout at root.
func PythonPath(root string) string {
	return filepath.Join(EnvDir(root), "venv", "bin", "python3")
}

// Python returns the interpreter of the environment's own Python, making that
// environment first if it is missing or if the Python that it was made from is
// gone. The caller holds [Lock].
//
// Only the interpreter may be called, as `python -m pip`: the scripts beside it
// name the folder that they were installed in.
func Python(ctx context.Context, root string, log func(string)) (string, error) {
	python := PythonPath(root)
	// Stat reports a symbolic link as missing if its target is gone.
	if exists(python) {
		return python, nil
	}
	base, err := SystemPython(ctx)
	if err != nil {
		return "", err
	}
	say(log, "making a Python environment in "+EnvDir(root))
	err = whole(filepath.Join(EnvDir(root), "venv"), func(tmp string) error {
		if out, err := run(ctx, base, "-I", "-m", "venv", tmp); err != nil {
			if strings.Contains(out, "ensurepip") {
				return fmt.Errorf("%s has no venv module: install it (Debian: apt install "+
					"python3-venv)", base)
			}
			return fmt.Errorf("make a Python environment with %s: %w: %s", base, err, LastLine(out))
		}
		return nil
	})
	return python, err
}

// SystemPython returns the Python on PATH that the environment is made from.
func SystemPython(ctx context.Context) (string, error) {
	for _, name := range []string{"python3", "python"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		if _, err := run(ctx, path, "-I", "-c",
			"import sys; sys.exit(sys.version_info < (3, 10))"); err == nil {
			return path, nil
		}
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	return "", ErrNoPython
}

// whole makes the folder dir with fill, which is given a temporary folder
// beside it; dir is replaced only when fill has succeeded. The caller holds
// [Lock], so a temporary folder that is already there is a dead process's.
func whole(dir string, fill func(tmp string) error) error {
	stale, _ := filepath.Glob(dir + ".tmp-*")
	for _, path := range stale {
		os.RemoveAll(path)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+".tmp-")
	if err != nil {
		return fmt.Errorf("install into %s: %w", filepath.Dir(dir), err)
	}
	defer os.RemoveAll(tmp)
	if err := os.Chmod(tmp, 0o755); err != nil {
		return fmt.Errorf("install into %s: %w", filepath.Dir(dir), err)
	}
	if err := fill(tmp); err != nil {
		return err
	}
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("replace %s: %w", dir, err)
	}
	if err := os.Rename(tmp, dir); err != nil {
		return fmt.Errorf("finish %s: %w", dir, err)
	}
	return nil
}

// run runs a command and returns its output, standard error included.
func run(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	// These override a user's settings that would install packages elsewhere.
	cmd.Env = append(os.Environ(), "PIP_USER=0", "PIP_DISABLE_PIP_VERSION_CHECK=1",
		"PIP_NO_INPUT=1")
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return string(out), err
}

// LastLine returns the last line of out that is not empty.
func LastLine(out string) string {
	lines := strings.Split(strings.TrimSpace(out), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}
