package corpus

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// entry is a file of an archive.
type entry struct{ name, content string }

// archive returns a gzipped tar of the entries, laid out as GitHub's.
func archive(entries ...entry) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, e := range entries {
		size := int64(len(e.content))
		header := &tar.Header{Name: e.name, Mode: 0o644, Size: size, Typeflag: tar.TypeReg}
		if err := w.WriteHeader(header); err != nil {
			panic(err)
		}
		must(w.Write([]byte(e.content)))
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const inArchive = "free-spoken-digit-dataset-1.0.10/recordings/"

func oneRecording() entry {
	return entry{inArchive + "0_theo_0.wav", string(encode(tone(800, 0.1), 8000))}
}

// serve answers every request so and returns options that download from it
// into an empty cache, with no FSDD_DIR.
func serve(t *testing.T, answer http.HandlerFunc) FindOptions {
	t.Helper()
	t.Setenv(FSDDEnv, "")
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return FindOptions{BaseURL: s.URL, CacheDir: t.TempDir(), Patience: 5 * time.Second}
}

func content(b []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/Jakobovski/free-spoken-digit-dataset/archive/refs/tags/v1.0.10.tar.gz" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(b)
	}
}

// TestDownloadFails: each kind of trouble is one sentence with the address and
// a remedy, and leaves the cache as empty as it was.
func TestDownloadFails(t *testing.T) {
	good := archive(oneRecording())
	corrupt := bytes.Clone(good)
	corrupt[len(corrupt)-6] ^= 1 // in the checksum
	for _, c := range []struct {
		name, want string
		answer     http.HandlerFunc
	}{
		{"missing", "404 Not Found", http.NotFound},
		{"not an archive", "not a gzip file", content([]byte("<html>sign in</html>"))},
		{"truncated", "ended early", content(good[:len(good)/2])},
		{"empty answer", "ended early", content(nil)},
		{"corrupt", "invalid checksum", content(corrupt)},
		{"other recordings", "digest does not match", content(good)},
		{"no recordings", "no recordings", content(archive(entry{"a/README.md", "hello"}))},
		{"path traversal", "outside itself", content(
			archive(entry{"../recordings/0_theo_0.wav", "x"}))},
		{"absolute path", "outside itself", content(
			archive(entry{"/tmp/recordings/0_theo_0.wav", "x"}))},
		{"twice the same", "file exists", content(archive(oneRecording(), oneRecording()))},
		{"huge file", "not the dataset",
			content(archive(entry{inArchive + "0_theo_0.wav",
				strings.Repeat("x", maxFileBytes+1)}))},
		{"connection cut", "ended early", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000000")
			_, _ = w.Write(good[:100])
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			opts := serve(t, c.answer)
			_, err := Find(t.Context(), "fsdd", opts)
			if !errors.Is(err, ErrDownload) || !strings.Contains(err.Error(), c.want) ||
				!strings.Contains(err.Error(), opts.BaseURL) {
				t.Errorf("error %v, want one with %q and the address", err, c.want)
			}
			if left := must(os.ReadDir(opts.CacheDir)); len(left) > 0 {
				t.Errorf("the cache holds %v", left)
			}
		})
	}
}

// TestDownloadSilence: a server that sends nothing, at once or after a while,
// is given up after the patience set.
func TestDownloadSilence(t *testing.T) {
	for _, first := range []string{"", "\x1f\x8b"} {
		opts := serve(t, func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte(first))
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		})
		opts.Patience = 50 * time.Millisecond
		if _, err := Find(t.Context(), "fsdd", opts); !errors.Is(err, errSilent) {
			t.Errorf("error %v, want that the server is silent", err)
		}
	}
}

func TestDownloadCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	opts := serve(t, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if _, err := Find(ctx, "", opts); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it was cancelled, and no synthetic corpus", err)
	}
}

// TestFindFallsBack: with no recordings to be had, and nothing forced, the
// synthetic corpus comes with the reason.
func TestFindFallsBack(t *testing.T) {
	if testing.Short() {
		t.Skip("makes 3,000 recordings")
	}
	opts := serve(t, func(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) })
	var said []string
	opts.Log = func(line string) { said = append(said, line) }
	c, err := Find(t.Context(), "", opts)
	if err != nil {
		t.Fatal(err)
	}
	if !c.Synthetic || !strings.Contains(c.Reason, "404") ||
		!strings.Contains(strings.Join(said, "\n"), "404") {
		t.Errorf("synthetic %v for the reason %q, said %q", c.Synthetic, c.Reason, said)
	}
}

// TestDownloadFSDD serves the dataset itself: it lands in the cache, verified,
// with progress, and is found there without the server afterwards; a damaged
// cache is replaced.
func TestDownloadFSDD(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacks and reads 3,000 recordings again and again")
	}
	dir := fsddDir(t)
	var entries []entry
	for _, name := range must(list(dir)) {
		b := must(os.ReadFile(filepath.Join(dir, name)))
		entries = append(entries, entry{inArchive + name, string(b)})
	}
	entries = append(entries, entry{"free-spoken-digit-dataset-1.0.10/README.md", "hello"})
	requests := 0
	served := content(archive(entries...))
	opts := serve(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		served(w, r)
	})
	steps := 0
	opts.Progress = func(done, total int) { steps++ }
	killed := filepath.Join(opts.CacheDir, partialPrefix+"killed")
	writeFile(t, filepath.Join(killed, "0_theo_0.wav"), nil)
	long := time.Now().Add(-2 * staleAfter)
	if err := os.Chtimes(killed, long, long); err != nil {
		t.Fatal(err)
	}
	find := func(wantRequests int) {
		t.Helper()
		c, err := Find(t.Context(), "fsdd", opts)
		if err != nil {
			t.Fatal(err)
		}
		if c.Digest != FSDDDigest || requests != wantRequests || steps == 0 {
			t.Errorf("digest %s after %d requests and %d steps", c.Digest, requests, steps)
		}
	}
	find(1)
	find(1)
	cached := filepath.Join(opts.CacheDir, "fsdd-1.0.10")
	if err := os.Remove(filepath.Join(cached, "0_theo_0.wav")); err != nil {
		t.Fatal(err)
	}
	find(2)
	if left := fmt.Sprint(must(os.ReadDir(opts.CacheDir))); left != "[d fsdd-1.0.10/]" {
		t.Errorf("the cache holds %s", left)
	}
}

// A server that never ends is given up: after so many bytes, whatever they
// hold, and after so long, however slowly they come.
func TestDownloadEnds(t *testing.T) {
	// gzip files of a header that is as long as one may be, and nothing else
	var empty bytes.Buffer
	z := gzip.NewWriter(&empty)
	z.Extra = make([]byte, 1<<16-1)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	many := bytes.Repeat(empty.Bytes(), 16)
	opts := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(many); err != nil {
				return
			}
		}
	})
	if _, err := Find(t.Context(), "fsdd", opts); !errors.Is(err, errLarge) {
		t.Errorf("gzip files without content, without end: %v", err)
	}

	// a gzip header with a name that goes on for ever, a byte at a time
	opts = serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte{0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 255})
		for r.Context().Err() == nil {
			w.Write([]byte{'x'})
			w.(http.Flusher).Flush()
			time.Sleep(time.Millisecond)
		}
	})
	opts.Patience = 20 * time.Millisecond
	// whichever ends it first: the time, the silence of a machine under load,
	// or the longest name that gzip takes
	if _, err := Find(t.Context(), "fsdd", opts); !errors.Is(err, errLong) &&
		!errors.Is(err, errSilent) && !errors.Is(err, gzip.ErrHeader) {
		t.Errorf("a name without end: %v", err)
	}
}
