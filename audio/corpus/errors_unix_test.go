//go:build unix

package corpus

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"audiounlearning/audio"
)

// TestOpenPipe: a pipe with the name of a recording is refused before it is
// opened, which would wait for a writer.
func TestOpenPipe(t *testing.T) {
	dir := writeWAVs(t, 8000, "0_a_0.wav")
	if err := syscall.Mkfifo(filepath.Join(dir, "0_a_1.flac"), 0o600); err != nil {
		t.Skipf("no pipes here: %v", err)
	}
	_, err := Open(t.Context(), dir, OpenOptions{})
	if !errors.Is(err, audio.ErrNotRegular) ||
		!strings.Contains(err.Error(), "0_a_1.flac: not a regular file; remove it") {
		t.Errorf("error %v", err)
	}
	// A link to nothing is there and cannot be read.
	if err := os.Remove(filepath.Join(dir, "0_a_1.flac")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "0_a_1.ogg")); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), dir, OpenOptions{})
	if !errors.Is(err, os.ErrNotExist) ||
		!strings.Contains(err.Error(), "; make it readable or remove it") {
		t.Errorf("error %v", err)
	}
}

// TestFileForFolder: where a folder is to be made and a file stands, the error
// names it and says the way out; nothing is asked of the network first.
func TestFileForFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	writeFile(t, file, nil)
	asked := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer server.Close()
	t.Setenv(FSDDEnv, "")
	_, found := Find(t.Context(), "fsdd", FindOptions{BaseURL: server.URL, CacheDir: file})
	one := must(New("mine", []Recording{{Label: "a", Speaker: "b", SampleRate: 8000, Samples: tone(9, 0.1)}}))
	const cause = ": not a directory; "
	for want, err := range map[string]error{
		"make the cache folder: mkdir " + file + cause + "make it writable or set FSDD_DIR": found,
		"write " + file + "/a_b_0.wav: mkdir " + file + cause + "make the folder writable":  Write(file, one),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if asked {
		t.Error("the network was asked for what cannot be kept")
	}
}
