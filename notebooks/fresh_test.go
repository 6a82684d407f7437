package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A container holds the parts of .devcontainer/devcontainer.json that are
// checked.
type container struct {
	Image             string `json:"image"`
	OnCreateCommand   string `json:"onCreateCommand"`
	PostCreateCommand string `json:"postCreateCommand"`
}

func developing(t *testing.T, root string) (c container) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, ".devcontainer", "devcontainer.json"))
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The development container is the image in which the cluster's image is built,
// and gets the same packages.
func TestContainer(t *testing.T) {
	root := checkout(t)
	c := developing(t, root)
	built, err := os.ReadFile(filepath.Join(root, "notebooks", "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"\nFROM " + c.Image + " AS build\n",
		"\nRUN " + c.OnCreateCommand + "\n"} {
		if !strings.Contains(string(built), line) {
			t.Errorf("the Dockerfile has no line %q", strings.TrimSpace(line))
		}
	}
}

// TestFreshHome takes the steps of a container or of a service such as Binder,
// which starts with a clone and an empty home: what the container runs once it
// is made sets everything up, and the doctor finds nothing missing. Modules and
// compiled packages are those of this machine. The latter serve in a folder of
// the same path alone, so the clone is mounted over the checkout where that may
// be done; it is seen there by what is run and nothing else.
func TestFreshHome(t *testing.T) {
	if testing.Short() {
		t.Skip("installs Python packages and XLA's plugin")
	}
	t.Parallel() // it waits for other programs
	root, clone, home := checkout(t), t.TempDir(), t.TempDir()
	var known strings.Builder
	list := exec.CommandContext(t.Context(), "git", "ls-files", "--cached", "--others",
		"--exclude-standard")
	list.Dir, list.Stdout = root, &known
	if err := list.Run(); err != nil {
		t.Skipf("no list of the checkout's files: %v", err)
	}
	for name := range strings.FieldsSeq(known.String()) {
		text, err := os.ReadFile(filepath.Join(root, name))
		if os.IsNotExist(err) {
			continue // deleted and not yet committed
		}
		to := filepath.Join(clone, name)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(to), 0o755)
		}
		if err == nil {
			err = os.WriteFile(to, text, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	// Python compiles what it imports, and not all that was installed.
	env := []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "AU_DATA=synthetic",
		"PIP_COMPILE=0"}
	for _, name := range []string{"GOMODCACHE", "GOCACHE", "GOPROXY"} {
		value, err := exec.CommandContext(t.Context(), "go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		env = append(env, name+"="+strings.TrimSpace(string(value)))
	}
	for _, name := range os.Environ() { // how this machine reaches package registries
		if upper := strings.ToUpper(name); strings.HasPrefix(upper, "PIP_") ||
			strings.Contains(upper, "_PROXY=") || strings.HasPrefix(upper, "SSL_") ||
			strings.HasPrefix(upper, "REQUESTS_") {
			env = append(env, name)
		}
	}
	mount := []string{"unshare", "--mount", "sh", "-c",
		`mount --bind "$0" "$1" && cd "$1" && exec sh -c "$2"`, clone, root}
	if exec.CommandContext(t.Context(), mount[0], append(mount[1:], "true")...).Run() != nil {
		mount = []string{"sh", "-c"}
	}
	run := func(line string) (string, error) {
		cmd := exec.CommandContext(t.Context(), mount[0], append(mount[1:], line)...)
		cmd.Dir, cmd.Env = clone, env
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := run(developing(t, root).PostCreateCommand); err != nil {
		if strings.Contains(out, "network") {
			t.Skipf("no network: %s", out)
		}
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := run("go run ./notebooks doctor"); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	for _, place := range []string{".config/jupyter", ".jupyter", ".local/share/jupyter", ".ipython"} {
		if _, err := os.Stat(filepath.Join(home, place)); err == nil {
			t.Errorf("the set-up wrote ~/%s", place)
		}
	}
}
