package jupyter

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/setup"
)

// made returns an environment of a checkout with nothing but a go.mod and,
// where a version is given, the description of a Python of that version.
func made(t *testing.T, goMod, python string) Environment {
	t.Helper()
	root := t.TempDir()
	files := map[string]string{"go.mod": goMod}
	if python != "" {
		files["notebooks/.env/venv/pyvenv.cfg"] = "home = /usr/bin\nversion = " + python + "\n"
		files["notebooks/.env/venv/bin/python3"] = ""
	}
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return Environment{Root: root, Dir: setup.EnvDir(root), Python: setup.PythonPath(root)}
}

// The folder of packages names the Python to the minor number, and another lock
// or another Python has another folder.
func TestPackagesDir(t *testing.T) {
	e := made(t, "", "3.11.7")
	dir := e.PackagesDir("run", "a==1")
	if v := e.PythonVersion(); v != "3.11" || !strings.HasPrefix(filepath.Base(dir), "run-py3.11-") {
		t.Errorf("Python %q, packages in %s", v, dir)
	}
	newer := made(t, "", "3.12.0").PackagesDir("run", "a==1")
	others := []string{e.PackagesDir("run", "a==2"), e.PackagesDir("lab", "a==1"), newer}
	if slices.Contains(others, dir) || filepath.Base(newer) == filepath.Base(dir) {
		t.Errorf("%s is also the folder of others: %q", dir, others)
	}
	if v := made(t, "", "").PythonVersion(); v != "" {
		t.Errorf("without a Python its version is %q", v)
	}
	for _, path := range append(others[:2], dir) {
		if err := os.MkdirAll(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	e.removeOthers("run", dir)
	if _, err := os.Stat(others[0]); err == nil {
		t.Error("the packages of an earlier lock stay")
	}
	for _, path := range []string{dir, others[1]} {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("packages that are in use are gone: %v", err)
		}
	}
}

// value returns what a list of NAME=VALUE says of a name: the last one wins, as
// in exec.Cmd.
func value(variables []string, name string) (last string) {
	for _, v := range variables {
		if n, value, _ := strings.Cut(v, "="); n == name {
			last = value
		}
	}
	return last
}

// Cells see the project's folders whatever the user's own variables say, the
// recordings by an absolute path, and last the variables that were asked for.
// Python does not search the current folder.
func TestEnviron(t *testing.T) {
	e := made(t, "", "3.11.7")
	e.Packages = e.PackagesDir("run", "a==1")
	for _, name := range []string{"PYTHONPATH", "JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "NPROC"} {
		t.Setenv(name, "/of/the/user")
	}
	t.Setenv("FSDD_DIR", "recordings")
	all := e.Environ("AU_SEEDS=9", "NPROC=2")
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"PYTHONPATH": e.Packages, "PYTHONSAFEPATH": "1",
		"FSDD_DIR": filepath.Join(here, "recordings"), "AU_SEEDS": "9", "NPROC": "2",
		setup.RootEnv: e.Root, "GOWORK": "",
		"JUPYTER_CONFIG_DIR": filepath.Join(e.Dir, "jupyter", "config")} {
		if got := value(all, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if path := value(all, "PATH"); !strings.HasPrefix(path, filepath.Join(e.Dir, "bin")+":") ||
		!strings.HasSuffix(path, os.Getenv("PATH")) {
		t.Errorf("PATH is %s", path)
	}
	if strings.Contains(value(all, "JUPYTER_PATH"), "/of/the/user") {
		t.Errorf("JUPYTER_PATH is %s", value(all, "JUPYTER_PATH"))
	}
}

// The kernel's description is JSON that starts this checkout's kernel, which
// downloads nothing.
func TestKernelSpec(t *testing.T) {
	e := made(t, "", "")
	var spec struct {
		Argv []string
		Env  map[string]string
	}
	if err := json.Unmarshal(e.kernelSpec(), &spec); err != nil {
		t.Fatal(err)
	}
	if spec.Argv[0] != filepath.Join(e.Dir, "bin", "gonb") ||
		!slices.Contains(spec.Argv, "-go_work="+e.Root) || spec.Env["GOMLX_NO_AUTO_INSTALL"] != "1" ||
		spec.Env[setup.RootEnv] != e.Root {
		t.Errorf("got %+v", spec)
	}
}

// The tools are those whose versions go.mod pins; without a go.mod, or without
// the tools, both are missing.
func TestMissingTools(t *testing.T) {
	e := made(t, "module m\n\nrequire github.com/janpfeifer/gonb v0.11.4\n", "")
	if v := e.Pinned()["github.com/janpfeifer/gonb"]; v != "v0.11.4" {
		t.Errorf("gonb is pinned to %q", v)
	}
	want := []string{"github.com/janpfeifer/gonb", "golang.org/x/tools/cmd/goimports"}
	for _, e := range []Environment{e, made(t, "no module file at all", ""), {Root: t.TempDir()}} {
		if got := e.MissingTools(); !slices.Equal(got, want) {
			t.Errorf("missing are %q, want %q", got, want)
		}
	}
}

// What cannot be set up gives one sentence with the remedy.
func TestBuildToolsFails(t *testing.T) {
	e := made(t, "module m\n", "")
	said := 0
	err := e.buildTools(t.Context(), func(string) { said++ })
	if err == nil || !strings.Contains(err.Error(), "connect to the network") || said != 1 ||
		strings.Contains(err.Error(), "\n") {
		t.Errorf("modules that are not there: %v, said %d lines", err, said)
	}
	t.Setenv("PATH", t.TempDir())
	if err := e.buildTools(t.Context(), func(string) {}); err == nil ||
		!strings.Contains(err.Error(), "no go command on PATH: add it") {
		t.Errorf("without Go: %v", err)
	}
}

// A driver that cannot be started, or that ends without a word, is an error
// that names the notebook and holds what it said last.
func TestExecuteWithoutPython(t *testing.T) {
	e := made(t, "", "")
	j := job{Source: saved(t, "00_a.ipynb", "{}"), Folder: e.Root}
	if err := e.execute(t.Context(), j, nil, func(step) {}); err == nil ||
		!strings.Contains(err.Error(), "execute "+j.Source) {
		t.Errorf("without Python: %v", err)
	}
	e.Python = saved(t, "python3", "#!/bin/sh\necho one >&2\necho the reason >&2\nexit 3\n")
	if err := os.Chmod(e.Python, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := e.execute(t.Context(), j, nil, func(step) {}); err == nil ||
		!strings.HasSuffix(err.Error(), "00_a.ipynb: exit status 3: the reason") {
		t.Errorf("a driver that fails: %v", err)
	}
}

// The driver prints one step in a line; other lines are ignored, and a failure
// has the number of the cell that was running.
func TestFollow(t *testing.T) {
	var heard []step
	last, _ := follow(strings.NewReader(`a warning of some library
{"event": "start", "cell": 2}
{"event": "done", "cell": 2, "seconds": 1.5}
{"event": "start", "cell": 3}
{"event": "failed", "message": "m"}
`), func(s step) { heard = append(heard, s) })
	want := []step{{Event: "start", Cell: 2}, {Event: "done", Cell: 2, Seconds: 1.5},
		{Event: "start", Cell: 3}, {Event: "failed", Cell: 3, Message: "m"}}
	if !slices.Equal(heard, want) || last != want[3] {
		t.Errorf("heard %+v, the last %+v", heard, last)
	}
	if last, _ := follow(&bytes.Buffer{}, nil); last != (step{}) {
		t.Errorf("of nothing the last step is %+v", last)
	}
}

// Nothing is set up outside of a checkout.
func TestPrepareFails(t *testing.T) {
	t.Setenv(setup.RootEnv, t.TempDir())
	if _, err := Prepare(t.Context(), "run", RunRequirements, nil); err == nil ||
		!strings.Contains(err.Error(), setup.RootEnv) || errors.Is(err, ErrNotebooks) {
		t.Errorf("got %v, want that %s is no checkout", err, setup.RootEnv)
	}
}
