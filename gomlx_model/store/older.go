package store

import (
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// nowhere is the target of the lock that keeps older programs off a run. It is
// a path below a file, which nobody can open.
const nowhere = markerFile + "/kept-by-a-newer-program"

func (s *Store) lockPath(key string) string { return filepath.Join(s.dir, key+lockSuffix) }

// keepOff keeps older programs off a run, and reports whether one is training
// it now. If that cannot be done, the run may be trained twice.
func (s *Store) keepOff(key string) (busy bool) {
	path := s.lockPath(key)
	if os.Symlink(nowhere, path) == nil {
		return false
	}
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return false
	}
	lock := flock.New(path, flock.SetFlag(os.O_RDONLY))
	got, err := lock.TryLock()
	if err != nil {
		return false
	}
	if !got {
		return true
	}
	defer lock.Unlock()
	// left behind by a process that was killed
	own := path + ".tmp"
	if os.Symlink(nowhere, own) == nil && os.Rename(own, path) != nil {
		os.Remove(own)
	}
	return false
}

// heldByOlder reports whether an older program is training a run.
func (s *Store) heldByOlder(key string) bool {
	info, err := os.Lstat(s.lockPath(key))
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	lock := flock.New(s.lockPath(key), flock.SetFlag(os.O_RDONLY))
	got, err := lock.TryRLock()
	if got {
		lock.Unlock()
	}
	return err == nil && !got
}
