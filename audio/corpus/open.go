package corpus

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"audiounlearning/audio"
)

// OpenOptions are the options of [Open]. The zero value is fine.
type OpenOptions struct {
	// Progress, if not nil, is called after each file, one call at a time.
	Progress func(done, total int)
}

// CorpusError reports every file of a folder that cannot be used.
type CorpusError struct {
	Dir   string  // the folder
	Total int     // sound files found in it
	Files []error // one error a bad file, in byte order of their names
}

// Error returns a line with the counts and a line for each of the first 20
// files; Files has them all.
func (e *CorpusError) Error() string {
	const most = 20
	var b strings.Builder
	fmt.Fprintf(&b, "open %s: %d of %d files cannot be used; mend or remove them:",
		e.Dir, len(e.Files), e.Total)
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
// its sound files: those that end in .wav, .flac, .ogg, .oga, .w64 or .rf64.
// They must be called {label}_{speaker}_{take}.wav, or have another of these
// endings (see [ParseName]), and be of a kind that audio.Read reads. Other
// files are ignored, and so are names that begin with a dot. Files are read in
// parallel.
//
// If files cannot be used, the error is a [*CorpusError] that names them all.
// Once all files can be read, a recording that is there twice is such an error
// too, of the kind [ErrRepeated].
func Open(ctx context.Context, dir string, opts OpenOptions) (*Corpus, error) {
	names, err := list(dir)
	if err != nil {
		return nil, err
	}
	c := &Corpus{Name: dir, Recordings: make([]Recording, len(names))}
	failed := make([]error, len(names))
	step := counter(opts.Progress, len(names))
	err = parallel(ctx, len(names), func() func(int) {
		file := new(bytes.Buffer)
		return func(i int) {
			c.Recordings[i], failed[i] = load(dir, names[i], file)
			step()
		}
	})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	for _, errs := range [][]error{failed, repeated(c.Recordings)} {
		bad := slices.DeleteFunc(errs, func(err error) bool { return err == nil })
		if len(bad) > 0 {
			return nil, &CorpusError{Dir: dir, Total: len(names), Files: bad}
		}
	}
	c.index()
	return c, nil
}

// list returns the names of the sound files below dir, in byte order.
func list(dir string) ([]string, error) {
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, fmt.Errorf("open a corpus: %w; "+
			"give a folder of {label}_{speaker}_{take}.wav files", err)
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
		case d.IsDir() || !isSound(d.Name()):
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
		return nil, fmt.Errorf("open %s: no sound file in it; "+
			"give a folder of {label}_{speaker}_{take}.wav files, or %s", dir,
			strings.Join(endings[1:], ", "))
	}
	slices.Sort(names)
	return names, nil
}

// load reads one file of a corpus, into memory that the next may use.
func load(dir, name string, file *bytes.Buffer) (r Recording, err error) {
	r.Name = name
	if r.Label, r.Speaker, r.Take, err = ParseName(name); err != nil {
		return r, err
	}
	path := filepath.Join(dir, filepath.FromSlash(name))
	// Reading a pipe or device of such a name might never end.
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return r, fmt.Errorf("%s: %w; remove it", audio.PlainName(name), audio.ErrNotRegular)
	}
	var f *os.File
	if err == nil {
		f, err = os.Open(path)
	}
	if err != nil {
		return r, fmt.Errorf("%s: %w; make it readable or remove it", audio.PlainName(name), err)
	}
	defer f.Close()
	file.Reset()
	file.Grow(int(min(audio.MaxBytes, info.Size())) + bytes.MinRead)
	if _, err = file.ReadFrom(io.LimitReader(f, audio.MaxBytes+1)); err == nil {
		r.Sum = sha256.Sum256(file.Bytes())
		r.Samples, r.SampleRate, err = audio.Decode(file.Bytes())
	}
	if err != nil {
		return r, fmt.Errorf("%s: %w", audio.PlainName(name), err)
	}
	return r, nil
}
