package setup

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// fakePlugin stands for the library; only its being there matters here.
const fakePlugin = "not a library"

// checkout makes an empty checkout in a temporary folder.
func checkout(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte("// a checkout\nmodule "+
		"audiounlearning\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return root
}

// index makes a folder that pip takes for its only index, holding a wheel of
// the plugin's name, and returns the lock that pins that wheel. No test here
// uses the network.
func index(t *testing.T) (lock string) {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for name, text := range map[string]string{
		"lammps_jax_pjrt_cpu/pjrt_c_api_cpu_plugin.so": fakePlugin,
		"lammps_jax_pjrt_cpu-9.9.dist-info/METADATA": "Metadata-Version: 2.1\nName: " +
			"lammps-jax-pjrt-cpu\nVersion: 9.9\nRequires-Dist: jax\n",
		"lammps_jax_pjrt_cpu-9.9.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: " +
			"false\nTag: py3-none-any\n",
		"lammps_jax_pjrt_cpu-9.9.dist-info/RECORD": "",
	} {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(text))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "lammps_jax_pjrt_cpu-9.9-py3-none-any.whl"),
		buf.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PIP_NO_INDEX", "1")
	t.Setenv("PIP_FIND_LINKS", dir)
	return fmt.Sprintf("lammps-jax-pjrt-cpu==9.9 \\\n    --hash=sha256:%x\n",
		sha256.Sum256(buf.Bytes()))
}

// needPython skips the tests that make a Python environment where none can be.
func needPython(t *testing.T) {
	t.Helper()
	base, err := SystemPython(t.Context())
	if err != nil {
		t.Skip(err)
	}
	if exec.Command(base, "-I", "-c", "import venv, ensurepip").Run() != nil {
		t.Skip(base + " has no venv module")
	}
}

// borrowPython gives a checkout the Python environment of this one, which saves
// making another. Where this one has none, the test makes its own.
func borrowPython(t *testing.T, root string) {
	t.Helper()
	own, err := Root()
	if err != nil || !exists(PythonPath(own)) {
		return
	}
	venv := func(root string) string { return filepath.Join(EnvDir(root), "venv") }
	if err := os.MkdirAll(EnvDir(root), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(venv(own), venv(root)); err != nil {
		t.Fatal(err)
	}
}

func TestRoot(t *testing.T) {
	root, err := filepath.EvalSymlinks(checkout(t))
	if err != nil {
		t.Fatal(err)
	}
	below := filepath.Join(root, "a", "b")
	other := filepath.Join(root, "a")
	if err := os.MkdirAll(below, 0o755); err != nil {
		t.Fatal(err)
	}
	// A module of another name on the way up is passed over.
	if err := os.WriteFile(filepath.Join(other, "go.mod"), []byte("module gonb_1234\n"),
		0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv(RootEnv, "")
	t.Chdir(below)
	if got, err := Root(); err != nil || got != root {
		t.Errorf("from below: got %q, %v; want %q", got, err, root)
	}
	t.Chdir(t.TempDir())
	if _, err := Root(); err == nil || !strings.Contains(err.Error(), RootEnv) {
		t.Errorf("outside: got %v, want an error that names %s", err, RootEnv)
	}
	t.Setenv("XDG_CACHE_HOME", other)
	if got, err := Home(); err != nil || runtime.GOOS == "linux" &&
		got != filepath.Join(other, "audiounlearning") {
		t.Errorf("home outside: got %q, %v; want the folder in the cache %s", got, err, other)
	}
	t.Setenv(RootEnv, root)
	if got, err := Home(); err != nil || got != root {
		t.Errorf("home by %s: got %q, %v; want %q", RootEnv, got, err, root)
	}
	if got, err := Root(); err != nil || got != root {
		t.Errorf("by %s: got %q, %v; want %q", RootEnv, got, err, root)
	}
	t.Setenv(RootEnv, other)
	if _, err := Root(); err == nil || !strings.Contains(err.Error(), other) {
		t.Errorf("%s without a checkout: got %v, want an error that names it", RootEnv, err)
	}
}

func TestPluginVersionIsPinned(t *testing.T) {
	if got := PluginVersion(); strings.Count(got, ".") != 2 {
		t.Errorf("version %q is not of the form a.b.c", got)
	}
	if strings.Count(pluginLock, "--hash=sha256:") != 1 {
		t.Errorf("plugin.txt does not pin exactly one file:\n%s", pluginLock)
	}
}

// TestPluginAtOnce calls from several goroutines, each with a lock of its own
// as processes have: one installs, all get the same file, and a moved checkout
// still has it.
func TestPluginAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("makes an environment of Python")
	}
	needPython(t)
	root, lock := checkout(t), index(t)
	var (
		mu       sync.Mutex
		installs int
		group    sync.WaitGroup
	)
	log := func(line string) {
		mu.Lock()
		defer mu.Unlock()
		if strings.HasPrefix(line, "installing") {
			installs++
		}
	}
	for range 4 {
		group.Go(func() {
			path, err := plugin(t.Context(), root, lock, log)
			if err != nil {
				t.Error(err)
				return
			}
			if got, err := os.ReadFile(path); err != nil || string(got) != fakePlugin {
				t.Errorf("%s holds %q, %v", path, got, err)
			}
		})
	}
	group.Wait()
	if installs != 1 {
		t.Errorf("installed %d times, want once", installs)
	}
	moved := filepath.Join(t.TempDir(), "moved")
	if err := os.Rename(root, moved); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PIP_FIND_LINKS", t.TempDir())
	if _, err := plugin(t.Context(), moved, lock, nil); err != nil {
		t.Errorf("after a move: %v", err)
	}
	if out, err := exec.Command(PythonPath(moved), "-I", "-m", "pip",
		"--version").CombinedOutput(); err != nil {
		t.Errorf("pip after a move: %v\n%s", err, out)
	}
}

func TestPluginErrors(t *testing.T) {
	if testing.Short() {
		t.Skip("makes an environment of Python")
	}
	needPython(t)
	root, lock := checkout(t), index(t)
	borrowPython(t, root)
	wrong := lock[:len(lock)-5] + "0000\n"
	absent := strings.Replace(lock, "9.9", "9.8", 1)
	if _, err := plugin(t.Context(), root, wrong, nil); err == nil ||
		!strings.Contains(err.Error(), "sha256 differs") {
		t.Errorf("wrong hash: got %v", err)
	}
	if _, err := plugin(t.Context(), root, absent, nil); err == nil ||
		!strings.Contains(err.Error(), "from versions: 9.9") {
		t.Errorf("absent version: got %v", err)
	}
	// Nothing listens on port 9 of this machine (the discard service).
	t.Setenv("PIP_NO_INDEX", "")
	t.Setenv("PIP_FIND_LINKS", "")
	t.Setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
	if _, err := plugin(t.Context(), root, lock, nil); err == nil ||
		!strings.Contains(err.Error(), "cannot be reached") {
		t.Errorf("no network: got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := plugin(ctx, root, lock, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
	left, err := filepath.Glob(filepath.Join(EnvDir(root), "*xla*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestNoPython(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := plugin(t.Context(), checkout(t), pluginLock, nil)
	if !errors.Is(err, ErrNoPython) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v, want %v in one line", err, ErrNoPython)
	}
}

// TestPythonGone replaces the system's Python under an environment, as an
// upgrade does: the environment is made anew.
func TestPythonGone(t *testing.T) {
	if testing.Short() {
		t.Skip("makes an environment of Python")
	}
	needPython(t)
	root := checkout(t)
	bin := filepath.Dir(PythonPath(root))
	if err := os.MkdirAll(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(root, "gone"), PythonPath(root)); err != nil {
		t.Fatal(err)
	}
	python, err := Python(t.Context(), root, nil)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := run(t.Context(), python, "-c", "print('well')"); err != nil || out != "well\n" {
		t.Errorf("got %q, %v", out, err)
	}
}

// TestPlugin installs the real plugin where the network allows it.
func TestPlugin(t *testing.T) {
	if testing.Short() {
		t.Skip("downloads 63 MB")
	}
	path, err := Plugin(t.Context(), func(line string) { t.Log(line) })
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		if !errors.Is(err, ErrUnsupported) {
			t.Errorf("got %v, want %v", err, ErrUnsupported)
		}
		return
	}
	if errors.Is(err, ErrNoPython) || err != nil && strings.Contains(err.Error(),
		"cannot be reached") {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	// The size of the library in the wheel, as `unzip -l` prints it.
	if info.Size() != 201600336 {
		t.Errorf("%s has %d bytes, want 201600336", path, info.Size())
	}
}
