//go:build linux && amd64

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/setup"
)

// instructions returns the lines of a Dockerfile, with continued lines joined
// and without comments.
func instructions(t *testing.T, path string) (all []string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(strings.ReplaceAll(string(text), "\\\n", " ")) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}

// TestImage makes the image that the Dockerfile describes, without Docker: it
// runs the steps of the first stage here, except apt-get's, and then the entry
// point of the second stage as its user, in a file system that holds only what
// these steps left. The oracle is the same study in the checkout.
func TestImage(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	root := checkout(t)
	if _, err := os.Stat(setup.PluginPath(root)); err != nil {
		t.Skip("without the XLA plugin: go run ./notebooks setup -plugin")
	}
	t.Parallel() // it waits for other programs
	image := t.TempDir()
	// go build leaves a program that is up to date as it is, and links none.
	program, err := os.ReadFile(built(t))
	if err == nil {
		err = os.Mkdir(filepath.Join(image, "audiounlearning"), 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(image, "audiounlearning", "study"), program, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	var stages, env, entry []string
	var user string
	for _, line := range instructions(t, filepath.Join(root, "notebooks", "Dockerfile")) {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "FROM":
			stages, env = append(stages, rest), nil
		case "ENV":
			env = append(env, rest)
		case "USER":
			user = rest
		case "ENTRYPOINT":
			entry = strings.Split(strings.Trim(rest, `[]"`), `", "`)
		case "RUN":
			if strings.HasPrefix(rest, "apt-get ") {
				continue
			}
			step := exec.CommandContext(t.Context(), "sh", "-ec", rest)
			step.Dir, step.Env = root, append(os.Environ(), "IMAGE="+image)
			if out, err := step.CombinedOutput(); err != nil {
				t.Fatalf("%s: %v\n%s", line, err, out)
			}
		}
	}
	if len(stages) != 2 || stages[1] != "scratch" || len(entry) != 1 || user == "" ||
		strings.HasPrefix(user, "0") {
		t.Fatalf("stages %q, entry %q, user %q", stages, entry, user)
	}
	if os.Geteuid() != 0 {
		t.Skip("only root can enter the image")
	}
	voices := os.DirFS(voices(t))
	if err := os.CopyFS(filepath.Join(image, "study", "voices"), voices); err != nil {
		t.Fatal(err)
	}
	// /proc is mounted, as by every engine, in a namespace that ends with the
	// process.
	if err := os.Mkdir(filepath.Join(image, "proc"), 0o755); err != nil {
		t.Fatal(err)
	}
	inside := exec.CommandContext(t.Context(), "unshare", append([]string{"--mount", "sh", "-ec",
		`mount -t proc proc "$0/proc"; user=$1; shift; exec chroot --userspec="$user" "$0" "$@"`,
		image, user, entry[0]}, append(quickStudy("/study/voices", "xla-cpu"),
		"-out=/study/records.csv")...)...)
	inside.Env = append(env, "GOMAXPROCS=1", "PATH="+os.Getenv("PATH"))
	if out, err := inside.CombinedOutput(); err != nil {
		t.Fatalf("in the image: %v\n%s", err, out)
	}
	got, err := os.ReadFile(filepath.Join(image, "study", "records.csv"))
	if want := inCheckout(t, "xla-cpu"); err != nil || string(got) != want {
		t.Errorf("%d bytes, %v in the image, %d bytes outside", len(got), err, len(want))
	}
}
