package audio

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// OpenOptions are the options of [Open]. The zero value is fine.
type OpenOptions struct {
	// Progress, if not nil, is called after each file, one call at a time.
	Progress func(done, total int)
}

// CorpusError reports every file of a folder that cannot be used.
type CorpusError struct {
	Dir   string  // the folder
	Total int     // WAV files found in it
	Files []error // one error a bad file, in byte order of their names
}

// Error returns a line with the counts and a line for each of the first 20
// files; Files has them all.
func (e *CorpusError) Error() string {
	const most = 20
	var b strings.Builder
	fmt.Fprintf(&b, "open %s: %d of %d files cannot be used; mend or remove them:", e.Dir, len(e.Files), e.Total)
	for i, err := range e.Files {
		if i == most {
			fmt.Fprintf(&b, "\n  and %d more", len(e.Files)-most)
			break
		}
		fmt.Fprintf(&b, "\n  %v", err)
	}
	return b.String()
}

// Unwrap returns the errors of the files, for errors.Is and errors.As.
func (e *CorpusError) Unwrap() []error { return e.Files }

// Open reads the folder dir and all folders in it, and returns the corpus of
// its WAV files, which must be called {label}_{speaker}_{take}.wav and be of
// the kinds that [ReadWAV] reads. Other files are ignored, and so is what
// begins with a dot. Files are read in parallel.
//
// The digest of a corpus is the SHA-256 of the lines
//
//	<SHA-256 of the file>  <name>\n
//
// of its files in byte order of their names, names being paths below dir with
// slashes. If files cannot be used, the error is a [*CorpusError] that names
// them all.
func Open(ctx context.Context, dir string, opts OpenOptions) (*Corpus, error) {
	names, err := list(dir)
	if err != nil {
		return nil, err
	}
	c := &Corpus{Name: dir, Recordings: make([]Recording, len(names))}
	sums := make([][sha256.Size]byte, len(names))
	failed := make([]error, len(names))
	step := counter(opts.Progress, len(names))
	err = parallel(ctx, len(names), func() func(int) {
		return func(i int) {
			c.Recordings[i], sums[i], failed[i] = load(dir, names[i])
			step()
		}
	})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	failed = slices.DeleteFunc(failed, func(err error) bool { return err == nil })
	if len(failed) > 0 {
		return nil, &CorpusError{Dir: dir, Total: len(names), Files: failed}
	}
	c.Digest = digest(names, sums)
	c.index()
	return c, nil
}

// list returns the names of the WAV files below dir, in byte order.
func list(dir string) ([]string, error) {
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, fmt.Errorf("open a corpus: %w; give a folder of {label}_{speaker}_{take}.wav files", err)
	}
	if info, err := os.Stat(root); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("open %s: it is a file; give the folder that holds it", dir)
	}
	var names []string
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p != root && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() || !strings.EqualFold(filepath.Ext(p), ".wav"):
			return nil
		}
		name, err := filepath.Rel(root, p)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w; make it readable", dir, err)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("open %s: no WAV file in it; give a folder of {label}_{speaker}_{take}.wav files", dir)
	}
	slices.Sort(names)
	return names, nil
}

// load reads one file of a corpus and returns it with its SHA-256.
func load(dir, name string) (r Recording, sum [sha256.Size]byte, err error) {
	r.Name = name
	if r.Label, r.Speaker, r.Take, err = ParseName(name); err != nil {
		return r, sum, err
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	// A pipe or device that is called .wav would never end.
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() {
		return r, sum, fmt.Errorf("%s: not a regular file; remove it", name)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return r, sum, fmt.Errorf("%s: %w", name, err)
	}
	if r.Samples, r.SampleRate, err = decodeWAV(b); err != nil {
		return r, sum, fmt.Errorf("%s: %w", name, err)
	}
	return r, sha256.Sum256(b), nil
}

// digest returns the digest that Open describes.
func digest(names []string, sums [][sha256.Size]byte) string {
	h := sha256.New()
	for i, name := range names {
		fmt.Fprintf(h, "%x  %s\n", sums[i], name)
	}
	return hex.EncodeToString(h.Sum(nil))
}
