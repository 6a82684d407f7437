package study

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// childLimit is how many bytes a file of the child process may have: more fails
// like a full disk, with an error from the system in the middle of a write.
const childLimit = "AU_TEST_CHILD_LIMIT"

func init() {
	if text := os.Getenv(childLimit); text != "" {
		var bytes uint64
		if _, err := fmt.Sscan(text, &bytes); err != nil {
			panic(err)
		}
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE,
			&syscall.Rlimit{Cur: bytes, Max: bytes}); err != nil {
			panic(err)
		}
	}
}

// Where a result cannot be written whole the study ends with one sentence that
// names the file, and nothing that is half-written is left. With room again it
// goes on: the runs that had been finished before are not trained a second
// time, and the records are those of an undisturbed study.
func TestNoRoomForResults(t *testing.T) {
	dir := t.TempDir()
	settings := smallSettings(dir)
	settings.Speakers, settings.Methods = settings.Speakers[:1], nil
	recordsOf(t, settings) // original and gold of the first speaker are finished
	finished := map[string]os.FileInfo{}
	checkStore(t, dir, finished)

	var said bytes.Buffer
	c := exec.Command(os.Args[0])
	// a result has 10 kB and more, a lease less than one
	c.Env = append(os.Environ(), childStore+"="+dir, childLimit+"=5000")
	c.Stderr = &said
	if err := c.Run(); err == nil {
		t.Fatal("a study without room for its results ended well")
	}
	text := strings.TrimSpace(said.String())
	if strings.Contains(text, "\n") || !strings.Contains(text, dir) ||
		!strings.Contains(text, "file too large") || !strings.Contains(text, "free space") {
		t.Errorf("it said %q: want one line that names the file, why, and the way out", text)
	}
	checkStore(t, dir, finished)
	if left, _ := filepath.Glob(filepath.Join(dir, "runs", "*", ".*")); len(finished) != 2 || len(left) > 0 {
		t.Errorf("%d results and %v are in the store, want the 2 that were finished before",
			len(finished), left)
	}

	if got, want := recordsOf(t, smallSettings(dir)),
		undisturbed(t); got != want {
		t.Error("the records differ from those of an undisturbed study")
	}
	checkStore(t, dir, finished)
}

// A folder that cannot be made or written is one sentence with a way out,
// before anything is trained.
func TestStoreThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	places := []string{filepath.Join(file, "store")} // the system names the file
	if os.Geteuid() != 0 {                           // root may write where nobody may
		closed := t.TempDir()
		if err := os.Chmod(closed, 0o555); err != nil {
			t.Fatal(err)
		}
		places = append(places, closed)
	}
	for _, place := range places {
		_, err := Run(t.Context(), smallSettings(place), smallCorpus(), nil, nil)
		if err == nil || !strings.Contains(err.Error(), strings.TrimSuffix(place, "/store")) ||
			!strings.Contains(err.Error(), "-store") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want one line with the folder and -store", place, err)
		}
	}
}
