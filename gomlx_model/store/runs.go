package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// Load returns a finished run and its weights, or fs.ErrNotExist. A file that
// cannot be believed is set aside as KEY.damaged, reported through log, and
// counts as missing.
func (s *Store) Load(key string, log func(string)) (*records.Result, network.Weights, error) {
	path := s.find(key)
	if path == "" {
		return nil, network.Weights{}, fs.ErrNotExist
	}
	result, weights, err := s.read(path, key)
	if err == nil {
		return result, weights, nil
	}
	if unread(err) {
		return nil, network.Weights{}, fmt.Errorf("store of finished runs: %w (make it readable)", err)
	}
	aside, e := setAside(path)
	if e != nil && !errors.Is(e, fs.ErrNotExist) { // else another process did it
		return nil, network.Weights{}, fmt.Errorf("%w (and it cannot be set aside: %v)", err, e)
	}
	log(fmt.Sprintf("set a damaged result aside as %s and train it again: %v", aside, err))
	return nil, network.Weights{}, fs.ErrNotExist
}

// unread reports whether an error is the file system's, so that it says nothing
// of what the file holds.
func unread(err error) bool {
	var path *fs.PathError
	return errors.As(err, &path) && !errors.Is(err, fs.ErrNotExist)
}

// setAside renames a run's file that cannot be believed.
func setAside(path string) (aside string, err error) {
	aside = strings.TrimSuffix(path, runSuffix) + ".damaged"
	return aside, os.Rename(path, aside)
}

// read reads the file of a run and checks that it is this run and whole.
func (s *Store) read(path, key string) (*records.Result, network.Weights, error) {
	f, err := network.LoadFile(path, s.network)
	if err != nil {
		return nil, network.Weights{}, err
	}
	var result *records.Result
	if !f.Summed {
		err = errors.New("it has no checksum, so this program did not write it")
	} else {
		result, err = decodeResult(f.Notes[resultNote])
	}
	if err == nil {
		err = s.check(result, f.Weights, key)
	}
	if err != nil {
		return nil, network.Weights{}, fmt.Errorf("read %s: %w", path, err)
	}
	return result, f.Weights, nil
}

// check returns an error if a result cannot be that of the run with the key.
func (s *Store) check(r *records.Result, w network.Weights, key string) error {
	if len(r.Records) == 0 {
		return errors.New("it holds no record")
	}
	for _, record := range r.Records {
		if record.Key != key {
			return fmt.Errorf("it holds the run with the key %.40q", record.Key)
		}
		if record.Status != r.Records[0].Status {
			return fmt.Errorf("its records end as %.40q and as %.40q", r.Records[0].Status,
				record.Status)
		}
	}
	if len(r.Answers) != len(r.Margins) {
		return fmt.Errorf("it holds %d answers and %d margins", len(r.Answers), len(r.Margins))
	}
	if !r.Records[0].OK() {
		return nil
	}
	if n := len(r.Answers); n == 0 || s.options.Clips > 0 && n != s.options.Clips {
		return fmt.Errorf("it holds answers to %d clips, and the corpus has %d", n,
			s.options.Clips)
	}
	if len(r.Trace) == 0 {
		return errors.New("it holds no trace")
	}
	for _, a := range r.Answers {
		if a < 0 || int(a) >= s.network.Classes {
			return fmt.Errorf("it holds the answer %d, and there are %d classes", a,
				s.network.Classes)
		}
	}
	if !w.Finite() {
		return errors.New("its weights are not all finite, though the run ended well")
	}
	return nil
}

// ErrRepeated says that the run was already in the store, with the same bits.
var ErrRepeated = errors.New("another process finished this run first, with the same bits")

// Save stores a finished run. If the run is there already, it stays as it is,
// and the error is ErrRepeated, or another one if the bits differ.
func (s *Store) Save(key string, r *records.Result, w network.Weights) error {
	data, err := encode(r, w)
	if err != nil {
		return err
	}
	if err := s.prepare(key); err != nil {
		return err
	}
	s.keepOff(key)
	for {
		err = nil // that of the turn before: another process was faster
		if there := s.find(key); there != "" {
			if err := s.compare(there, key, data); err != nil {
				return err
			}
		}
		if failed(r.Records) {
			err = os.WriteFile(s.failedPath(key), nil, 0o644)
		}
		if err == nil {
			err = writeWhole(s.path(key), data, s.publish)
		}
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, fs.ErrExist): // else another process was faster
			return fmt.Errorf("store of finished runs: %w (no finished run is lost; "+
				"free space or make the folder writable, and start again)", err)
		}
	}
}

// publish gives a complete file its name: by a link, which fails if another
// process was first, else by renaming it. Without links, two processes that
// rename at the same instant both believe that they were first. The file is
// still complete and has the same bytes; only the repetition goes uncounted.
func (s *Store) publish(from, to string) error {
	err := s.options.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("%s: %w", to, fs.ErrExist)
	}
	return os.Rename(from, to)
}

// compare returns ErrRepeated if the file that is there holds the same run with
// the same bytes. It sets aside a file that holds no run, without an error.
func (s *Store) compare(path, key string, data []byte) error {
	result, weights, err := s.read(path, key)
	if unread(err) {
		return fmt.Errorf("store of finished runs: %w (make it readable)", err)
	}
	if err != nil {
		_, err := setAside(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	// encoded anew, because an older program may have written the same run in
	// another form
	there, err := encode(result, weights)
	if err != nil {
		return err
	}
	if !bytes.Equal(there, data) {
		return fmt.Errorf("store of finished runs: %s is there already with other bits, "+
			"although the same key means the same bits: move it away and start again", path)
	}
	return ErrRepeated
}

func (s *Store) failedPath(key string) string {
	return filepath.Join(s.place(runsFolder, key), key+failedSuffix)
}

// failed reports whether records are those of a run that did not end well.
func failed(all []records.Record) bool {
	return slices.ContainsFunc(all, func(r records.Record) bool {
		return r.Status != names.StatusOK
	})
}
