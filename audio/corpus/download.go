package corpus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// fsddVersion is the tag of the dataset, and fsddArchive the path of its
// archive on GitHub.
const (
	fsddVersion = "1.0.10"
	fsddArchive = "/Jakobovski/free-spoken-digit-dataset/archive/refs/tags/v" + fsddVersion +
		".tar.gz"
)

// ErrDownload is returned when the recordings cannot be downloaded.
var ErrDownload = errors.New("download failed")

// downloadFSDD downloads, unpacks and verifies the recordings beside dir and
// renames the result to dir, so dir is complete or not there at all.
func downloadFSDD(ctx context.Context, dir string, opts FindOptions) (*Corpus, error) {
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, fmt.Errorf("make the cache folder: %w; make it writable or set %s", err,
			FSDDEnv)
	}
	removeStale(parent)
	partial, err := os.MkdirTemp(parent, partialPrefix+"*")
	if err != nil {
		return nil, fmt.Errorf("make a folder in the cache: %w; "+
			"make it writable, free some space, or set %s", err, FSDDEnv)
	}
	defer os.RemoveAll(partial)
	if err := os.Chmod(partial, 0o755); err != nil {
		return nil, fmt.Errorf("open the cache to its readers: %w", err)
	}
	address := opts.archiveURL()
	opts.log("downloading the recordings from %s", address)
	if err := fetch(ctx, address, partial, opts); err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("download %s: %w", address, ctx.Err())
		}
		return nil, fmt.Errorf("%w: %s: %w; "+
			"check the network, or set %s to a folder with the recordings",
			ErrDownload, address, err, FSDDEnv)
	}
	c, err := Open(ctx, partial, OpenOptions{Progress: opts.Progress})
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, fmt.Errorf("download %s: %w", address, ctx.Err())
	case err != nil:
		return nil, fmt.Errorf("%w: what %s holds is damaged: %w", ErrDownload, address, err)
	case c.Digest != FSDDDigest:
		return nil, fmt.Errorf("%w: %s: %w: its %d recordings are not those of FSDD %s; "+
			"set %s to a folder with them",
			ErrDownload, address, ErrDigest, len(c.Recordings), fsddVersion, FSDDEnv)
	}
	c.Name = "fsdd"
	if err := install(ctx, partial, dir); err != nil {
		return nil, err
	}
	opts.log("keeping the recordings of FSDD %s in %s", fsddVersion, dir)
	return c, nil
}

// archiveURL returns the address of the archive.
func (o FindOptions) archiveURL() string {
	if o.BaseURL == "" {
		return "https://github.com" + fsddArchive
	}
	return strings.TrimSuffix(o.BaseURL, "/") + fsddArchive
}

// install renames a verified folder to dir. If dir is there already, either
// another process was faster, or dir is damaged and is replaced.
func install(ctx context.Context, partial, dir string) error {
	if os.Rename(partial, dir) == nil {
		return nil
	}
	if _, err := openFSDD(ctx, dir, FindOptions{}); err == nil {
		return nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("replace the damaged cache: %w; remove %s", err, dir)
	}
	if err := os.Rename(partial, dir); err != nil {
		return fmt.Errorf("keep the recordings: %w; make %s writable", err, filepath.Dir(dir))
	}
	return nil
}

// Folders of downloads under way begin with partialPrefix. One that is older
// than staleAfter was left by a process that was killed.
const (
	partialPrefix = ".fsdd-partial-"
	staleAfter    = time.Hour
)

// removeStale removes what killed downloads left behind. What cannot be
// removed does no harm.
func removeStale(parent string) {
	old, _ := filepath.Glob(filepath.Join(parent, partialPrefix+"*"))
	for _, p := range old {
		if info, err := os.Stat(p); err == nil && time.Since(info.ModTime()) > staleAfter {
			_ = os.RemoveAll(p)
		}
	}
}

// A download is given up if it takes longer than that many times the patience,
// or has more bytes than that: the archive has 16 MB.
const (
	longest       = 60
	maxZippedSize = 1 << 26
)

// errLong and errLarge say so.
var (
	errLong  = errors.New("the download takes too long")
	errLarge = errors.New("what arrives is too large to be the dataset")
)

// errSilent says that a download was given up because it got no bytes.
var errSilent = errors.New("the server is silent")

// fetch unpacks the archive at address into dir as it arrives.
func fetch(ctx context.Context, address, dir string, opts FindOptions) error {
	patience := opts.Patience
	if patience <= 0 {
		patience = 10 * time.Second
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	// One timer covers look-up, connection, headers and body: any of these that
	// brings nothing for that long ends the attempt.
	alarm := time.AfterFunc(patience, func() {
		cancel(fmt.Errorf("%w for %v", errSilent, patience))
	})
	defer alarm.Stop()
	// A server that sends a byte now and then is not silent, and never ends.
	end := time.AfterFunc(longest*patience, func() {
		cancel(fmt.Errorf("%w: it has not ended after %v", errLong, longest*patience))
	})
	defer end.Stop()
	err := get(ctx, address, func(size int64, body io.Reader) error {
		heard := func() { alarm.Reset(patience) }
		return unpack(dir, &watched{r: body, size: size, progress: opts.Progress, heard: heard})
	})
	if cause := context.Cause(ctx); err != nil && (errors.Is(cause, errSilent) ||
		errors.Is(cause, errLong)) {
		return cause
	}
	return err
}

// get passes the body of the answer from address to use.
func get(ctx context.Context, address string, use func(size int64, body io.Reader) error) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		// The error repeats the address, which the caller names.
		if inner := errors.Unwrap(err); inner != nil {
			return inner
		}
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the server answers %s", answer.Status)
	}
	return use(answer.ContentLength, answer.Body)
}

// watched counts the bytes that pass and says that there were some.
type watched struct {
	r        io.Reader
	size     int64 // expected, or less than 1 if unknown
	done     int64
	heard    func()
	progress func(done, total int)
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if n > 0 {
		w.heard()
		w.done += int64(n)
		if w.done > maxZippedSize {
			return 0, fmt.Errorf("%w: more than %d bytes", errLarge, maxZippedSize)
		}
		if w.progress != nil {
			w.progress(int(w.done>>10), int(max(0, w.size)>>10))
		}
	}
	return n, err
}
