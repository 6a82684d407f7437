package corpus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"audiounlearning/audio/synth"
)

// FSDDDigest is the digest, as [Open] defines it, of the 3,000 recordings of
// the Free Spoken Digit Dataset at its tag v1.0.10.
const FSDDDigest = "1801eae019c063377d98f831d3f93574f259475df7332bb0e3d1b080fb5e6959"

// FSDDEnv names the environment variable with the folder of the recordings.
const FSDDEnv = "FSDD_DIR"

// ErrAbsent is returned when the recordings are not on this machine and may not
// be downloaded.
var ErrAbsent = errors.New("the recordings are not on this machine")

// ErrDigest is returned when recordings are not those that were expected.
var ErrDigest = errors.New("digest does not match")

// FindOptions are the options of [Find]. The zero value is fine.
type FindOptions struct {
	// BaseURL is where the archive is downloaded from; "" means
	// https://github.com.
	BaseURL string
	// CacheDir is where downloads are kept; "" means
	// os.UserCacheDir()/audiounlearning.
	CacheDir string
	// Patience is how long the network may be silent; 0 means 10 s. A download
	// may take 60 times as long.
	Patience time.Duration
	// Here forbids a download; the error is then ErrAbsent.
	Here bool
	// Progress, if not nil, is called with files read, or KiB downloaded
	// (total 0 if unknown).
	Progress func(done, total int)
	// Log, if not nil, is called with a sentence on each source used.
	Log func(line string)
}

// log passes a sentence to Log, if there is one.
func (o FindOptions) log(format string, args ...any) {
	if o.Log != nil {
		o.Log(fmt.Sprintf(format, args...))
	}
}

// Find returns the corpus to study. The source "fsdd" means the Free Spoken
// Digit Dataset from the folder in FSDD_DIR, else the user's cache, else a
// download into that cache, each verified by [FSDDDigest]. "synthetic" means
// [Synthetic] with the zero options. Any other source is the folder of a
// corpus, which must be complete (see [Corpus.Complete]).
//
// The empty source means "fsdd" or, if that is not available, "synthetic"; the
// corpus's Reason then says why, and so does Log. A folder in FSDD_DIR that
// holds anything other than the recordings is always an error: setting the
// variable is an explicit request.
func Find(ctx context.Context, source string, opts FindOptions) (*Corpus, error) {
	switch source {
	case "synthetic":
		return Synthetic(ctx, synth.Options{})
	case "fsdd":
		return findFSDD(ctx, opts)
	case "":
		if dir := os.Getenv(FSDDEnv); dir != "" {
			return openFSDD(ctx, dir, opts)
		}
		c, err := findFSDD(ctx, opts)
		if err == nil || ctx.Err() != nil {
			return c, err
		}
		opts.log("using the synthetic corpus, because the recordings are not available: %v", err)
		return fallBack(ctx, err)
	}
	c, err := Open(ctx, source, OpenOptions{Progress: opts.Progress})
	if err != nil {
		return nil, err
	}
	if err := c.Complete(); err != nil {
		return nil, err
	}
	return c, nil
}

// fallBack returns the synthetic corpus, for a reason.
func fallBack(ctx context.Context, reason error) (*Corpus, error) {
	c, err := Synthetic(ctx, synth.Options{})
	if err != nil {
		return nil, err
	}
	c.Reason = reason.Error()
	return c, nil
}

// findFSDD tries FSDD_DIR, the cache and a download, in this order.
func findFSDD(ctx context.Context, opts FindOptions) (*Corpus, error) {
	if dir := os.Getenv(FSDDEnv); dir != "" {
		return openFSDD(ctx, dir, opts)
	}
	dir, err := opts.cachedFSDD()
	if err != nil {
		return nil, err
	}
	there := isDir(dir)
	if opts.Here && !there {
		return nil, fmt.Errorf("%w: there is no folder %s; set %s to a folder with them", ErrAbsent, dir,
			FSDDEnv)
	}
	if there {
		c, err := openFSDD(ctx, dir, opts)
		if err == nil || opts.Here || ctx.Err() != nil {
			return c, err
		}
		opts.log("downloading the recordings again, because the cache is damaged: %v", err)
	}
	return downloadFSDD(ctx, dir, opts)
}

// cachedFSDD returns the folder of the user's cache for the recordings.
func (o FindOptions) cachedFSDD() (string, error) {
	cache := o.CacheDir
	if cache == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("find a cache folder: %w; "+
				"set %s to a folder with the recordings", err, FSDDEnv)
		}
		cache = filepath.Join(user, "audiounlearning")
	}
	return filepath.Join(cache, "fsdd-"+fsddVersion), nil
}

// openFSDD reads the recordings from dir, or from the folder of that name in
// a checkout of the dataset, and verifies them.
func openFSDD(ctx context.Context, dir string, opts FindOptions) (*Corpus, error) {
	if inner := filepath.Join(dir, "recordings"); isDir(inner) {
		dir = inner
	}
	c, err := Open(ctx, dir, OpenOptions{Progress: opts.Progress})
	if err != nil {
		return nil, err
	}
	if c.Digest != FSDDDigest {
		return nil, fmt.Errorf("%s: %w: these %d files are not the 3000 recordings of FSDD %s; "+
			"copy those there, or give this folder itself as the source (-data)",
			dir, ErrDigest, len(c.Recordings), fsddVersion)
	}
	c.Name = "fsdd"
	opts.log("using the recordings of FSDD %s in %s", fsddVersion, dir)
	return c, nil
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
