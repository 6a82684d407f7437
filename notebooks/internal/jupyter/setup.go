package jupyter

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/setup"
)

// The pinned Python packages: those that execute notebooks, and those of
// JupyterLab, which only lab installs.
var (
	//go:embed requirements-run.txt
	RunRequirements string
	//go:embed requirements-lab.txt
	LabRequirements string
)

// An Environment is what the notebooks need besides Go, in one folder of the
// checkout.
type Environment struct {
	Root     string // of the checkout
	Dir      string // notebooks/.env
	Python   string // interpreter
	Packages string // folder of the Python packages
}

// ErrNotebooks is wrapped by the errors of set-up, to say what still works.
var ErrNotebooks = errors.New("the notebooks cannot run")

// Prepare returns the environment with the packages that requirements lists. It
// first sets up what is missing, with a line to log before each slow step. If
// nothing is missing, it says nothing and takes milliseconds.
func Prepare(ctx context.Context, name, requirements string, log func(string)) (Environment,
	error) {
	root, err := setup.Root()
	if err != nil {
		return Environment{}, err
	}
	env := Environment{Root: root, Dir: setup.EnvDir(root), Python: setup.PythonPath(root)}
	env.Packages = env.PackagesDir(name, requirements)
	if !env.ready() {
		if err := env.install(ctx, name, requirements, log); err != nil {
			return Environment{}, fmt.Errorf("%w: %w", ErrNotebooks, err)
		}
		env.Packages = env.PackagesDir(name, requirements)
	}
	return env, nil
}

// ready reports whether nothing is missing.
func (e Environment) ready() bool {
	return IsFile(e.Python) && IsFile(filepath.Join(e.Packages, "requirements.txt")) &&
		len(e.MissingTools()) == 0 && e.KernelIsWritten()
}

// install puts what is missing into the folder of the environment.
func (e Environment) install(ctx context.Context, name, requirements string,
	log func(string)) error {
	if runtime.GOOS == "windows" {
		return errors.New(
			"the Go kernel runs on Linux and macOS only: use WSL or Docker on Windows")
	}
	unlock, err := setup.Lock(ctx, e.Root, log)
	if err != nil {
		return err
	}
	defer unlock()
	if _, err := setup.Python(ctx, e.Root, log); err != nil {
		return err
	}
	packages := e.PackagesDir(name, requirements)
	if !IsFile(filepath.Join(packages, "requirements.txt")) {
		log("installing the Python packages that " +
			map[string]string{"run": "execute notebooks", "lab": "make JupyterLab",
				"explore": "draw the page of the records"}[name] +
			" (once)")
		if err := setup.Install(ctx, e.Python, packages, requirements,
			"the Python packages"); err != nil {
			return err
		}
		e.removeOthers(name, packages)
	}
	if err := e.buildTools(ctx, log); err != nil {
		return err
	}
	return e.writeKernel()
}

// PackagesDir returns the folder of the packages that requirements lists. Its
// name holds the hash of the list and the version of Python, so a folder that
// exists is the right one.
func (e Environment) PackagesDir(name, requirements string) string {
	lock := sha256.Sum256([]byte(requirements))
	return filepath.Join(e.Dir, fmt.Sprintf("%s-py%s-%x", name, e.PythonVersion(), lock[:4]))
}

// PythonVersion returns the version of the environment's Python to the minor
// number, "3.11", or "" where there is none yet.
func (e Environment) PythonVersion() string {
	config, err := os.ReadFile(filepath.Join(filepath.Dir(filepath.Dir(e.Python)), "pyvenv.cfg"))
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(config)) {
		if name, value, _ := strings.Cut(line, "="); strings.TrimSpace(name) == "version" {
			parts := strings.SplitN(strings.TrimSpace(value), ".", 3)
			return strings.Join(parts[:min(2, len(parts))], ".")
		}
	}
	return ""
}

// removeOthers drops the packages of earlier locks.
func (e Environment) removeOthers(name, keep string) {
	all, _ := filepath.Glob(filepath.Join(e.Dir, name+"-py*"))
	for _, dir := range all {
		if dir != keep {
			os.RemoveAll(dir)
		}
	}
}

// Environ returns the environment variables for Jupyter, the kernel and its
// cells: those of this process, then the project's, then more. A later one wins
// over an earlier one of the same name.
func (e Environment) Environ(more ...string) []string {
	share := filepath.Join(e.Dir, "jupyter")
	vars := append(os.Environ(),
		"PATH="+e.path(),
		"PYTHONPATH="+e.Packages,
		"PYTHONNOUSERSITE=1",
		// Python must not find modules in whatever folder is the current one
		"PYTHONSAFEPATH=1",
		"JUPYTER_PATH="+share+string(os.PathListSeparator)+filepath.Join(e.Packages, "share",
			"jupyter"),
		"JUPYTER_DATA_DIR="+share,
		"JUPYTER_CONFIG_DIR="+filepath.Join(share, "config"),
		"JUPYTER_CONFIG_PATH="+filepath.Join(e.Packages, "etc", "jupyter"),
		"JUPYTER_RUNTIME_DIR="+filepath.Join(share, "runtime"),
		"JUPYTERLAB_DIR="+filepath.Join(e.Packages, "share", "jupyter", "lab"),
	)
	for name, value := range e.kernelVariables() {
		if name != "PATH" {
			vars = append(vars, name+"="+value)
		}
	}
	if dir := os.Getenv(corpus.FSDDEnv); dir != "" && !filepath.IsAbs(dir) {
		if abs, err := filepath.Abs(dir); err == nil {
			vars = append(vars, corpus.FSDDEnv+"="+abs)
		}
	}
	return append(vars, more...)
}

// path returns PATH with the project's tools and Go in front.
func (e Environment) path() string {
	parts := []string{filepath.Join(e.Dir, "bin")}
	if tool, err := exec.LookPath("go"); err == nil {
		parts = append(parts, filepath.Dir(tool))
	}
	return strings.Join(append(parts, os.Getenv("PATH")), string(os.PathListSeparator))
}

// IsFile reports whether path is a regular file.
func IsFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
