package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"audiounlearning/gomlx_model/network"
)

// version is that of the folder's layout; the flat layout had none.
const version = 2

// markerFile says which version a store has.
const markerFile = "store.json"

// Every is how often a claim is renewed if the Options do not say.
const Every = 10 * time.Second

// Options of a store. The zero value is fine.
type Options struct {
	// Clips is how many clips the corpus has, which a run that ended well must
	// have answered; 0: any number
	Clips int
	// Every is how often a claim is renewed; 0 means the constant of that name.
	// A claim lapses after ten times that long.
	Every time.Duration
	// Link gives a file a second name, and fails if that name exists; nil means
	// os.Link
	Link func(from, to string) error
}

// A Store is a folder of finished runs. It is safe for concurrent use.
type Store struct {
	dir     string
	network network.Network // of the weights in the files
	options Options

	mu     sync.Mutex
	made   map[string]bool // folders that are there
	barred error           // why claims cannot be made
	clock  clock
}

// Open opens the store of runs of one network. It writes nothing, so a
// read-only store can be opened. A folder that is missing is an empty store;
// the first claim or run makes it.
func Open(dir string, n network.Network, o Options) (*Store, error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: dir, Err: syscall.ENOTDIR}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("store of finished runs: %w (name another folder with -store)", err)
	}
	if o.Every <= 0 {
		o.Every = Every
	}
	if o.Link == nil {
		o.Link = os.Link
	}
	s := &Store{dir: dir, network: n, options: o, made: map[string]bool{}}
	return s, s.checkMarker()
}

// Dir returns the store's folder.
func (s *Store) Dir() string { return s.dir }

// A marker is what store.json holds.
type marker struct {
	Version int    `json:"version"`
	About   string `json:"about"`
}

// maxMarker bounds the marker and a lease, in bytes.
const maxMarker = 4096

// checkMarker refuses a store of a newer version.
func (s *Store) checkMarker() error {
	path := filepath.Join(s.dir, markerFile)
	text, err := readSmall(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var m marker
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		return fmt.Errorf("store of finished runs: %s cannot be read: %w (remove it; it "+
			"will be made again)", path, err)
	}
	if m.Version > version {
		return fmt.Errorf("store of finished runs: %s is of version %d, and this program knows "+
			"version %d: use a newer program, or name another folder with -store", s.dir,
			m.Version, version)
	}
	return nil
}

// readSmall reads a small regular file.
func readSmall(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxMarker {
		return nil, fmt.Errorf("it is no file of at most %d bytes", maxMarker)
	}
	return os.ReadFile(path)
}

// place returns the folder of a key among those of a kind, by the key's first
// characters: a folder with all runs in it would be slow on many file systems.
func (s *Store) place(kind, key string) string {
	return filepath.Join(s.dir, kind, prefix(key))
}

// prefix returns the name of a key's folder.
func prefix(key string) string { return key[:min(2, len(key))] }

// The kinds of folders.
const (
	runsFolder   = "runs"
	leasesFolder = "leases"
)

// The endings of the files' names.
const (
	runSuffix    = ".safetensors"
	failedSuffix = ".failed"
	leaseSuffix  = ".lease"
	lockSuffix   = ".lock" // of older programs
)

func (s *Store) path(key string) string {
	return filepath.Join(s.place(runsFolder, key), key+runSuffix)
}

// flatPath is where an older program keeps a run.
func (s *Store) flatPath(key string) string { return filepath.Join(s.dir, key+runSuffix) }

func (s *Store) leasePath(key string) string {
	return filepath.Join(s.place(leasesFolder, key), key+leaseSuffix)
}

// Has reports whether the run is finished, without reading it.
func (s *Store) Has(key string) bool { return s.find(key) != "" }

// find returns the file of a run, or "".
func (s *Store) find(key string) string {
	for _, path := range []string{s.path(key), s.flatPath(key)} {
		if _, err := os.Lstat(path); err == nil {
			return path
		}
	}
	return ""
}

// checkKey returns an error for a key that would lead out of the folder.
func checkKey(key string) error {
	if len(key) < 2 || strings.ContainsAny(key, "/\\.") {
		return fmt.Errorf("store of finished runs: %q is no key of a run", key)
	}
	return nil
}

// prepare makes the folders that a run's file and lease go into, and the
// marker. What killed processes left in the folders is removed when the store
// first uses them.
func (s *Store) prepare(key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	s.mu.Lock()
	first, known := len(s.made) == 0, s.made[prefix(key)]
	err := s.makeFolders(key)
	s.mu.Unlock()
	if err != nil || known {
		return err
	}
	folders := []string{s.place(runsFolder, key), s.place(leasesFolder, key)}
	if first {
		folders = append(folders, s.dir, filepath.Join(s.dir, leasesFolder))
	}
	for _, folder := range folders {
		s.sweep(folder)
	}
	return nil
}

// makeFolders is called with the lock held.
func (s *Store) makeFolders(key string) error {
	if s.made[prefix(key)] {
		return nil
	}
	for _, kind := range []string{runsFolder, leasesFolder} {
		if err := os.MkdirAll(s.place(kind, key), 0o755); err != nil {
			return unwritable(err, s.dir)
		}
	}
	path := filepath.Join(s.dir, markerFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		text, _ := json.Marshal(marker{version, "finished runs of audiounlearning; see go doc " +
			"audiounlearning/gomlx_model/store"}) // numbers and text always encode
		if err := writeWhole(path, append(text, '\n'), os.Rename); err != nil {
			return unwritable(err, s.dir)
		}
	}
	s.made[prefix(key)] = true
	return nil
}

func unwritable(err error, dir string) error {
	return fmt.Errorf("store of finished runs: %w (make %s writable, or name another folder with "+
		"-store)", err, dir)
}

// writeWhole writes a file under a temporary name and then gives it its real
// one by publish, os.Rename or os.Link, so that it is complete or not there at
// all.
func writeWhole(path string, data []byte, publish func(from, to string) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // of which a rename leaves nothing
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return publish(f.Name(), path)
}
