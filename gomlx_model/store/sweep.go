package store

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// abandoned is the age from which a temporary file counts as left behind by a
// process that was killed. A process needs its own for seconds.
const abandoned = 24 * time.Hour

// sweep removes the abandoned temporary files of a folder. It returns no error,
// because they only take space. A lease that another process is just moving
// away may be among them if nobody has renewed it for so long. That process
// then asks again.
func (s *Store) sweep(dir string) {
	eachName(dir, func(name string) {
		if !temporary(name) {
			return
		}
		path := filepath.Join(dir, name)
		if info, err := os.Lstat(path); err == nil && !info.IsDir() &&
			s.now().Sub(info.ModTime()) > abandoned {
			os.Remove(path)
		}
	})
}

// temporary reports whether a name is one that this package gives to files that
// are not finished.
func temporary(name string) bool {
	return strings.HasPrefix(name, ".") && strings.HasSuffix(name, ".tmp") ||
		strings.HasSuffix(name, lockSuffix+".tmp")
}
