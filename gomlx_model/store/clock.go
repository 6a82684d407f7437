package store

import (
	"os"
	"path/filepath"
	"time"
)

// A clock tells the file system's time. Clocks of machines differ, and leases
// are judged by the time of the file system that they lie on.
type clock struct {
	read time.Time // by the file system
	at   time.Time // the same moment by this process's own clock, which never jumps
}

// now returns the file system's time: that of a file written there at most one
// renewal ago, plus the time since by this process's clock.
func (s *Store) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.clock.at.IsZero() && time.Since(s.clock.at) < s.options.Every {
		return s.clock.read.Add(time.Since(s.clock.at))
	}
	read, err := timeOf(filepath.Join(s.dir, leasesFolder))
	if err != nil {
		return time.Now() // this process has no leases in a store that it cannot write
	}
	s.clock = clock{read: read, at: time.Now()}
	return read
}

// timeOf writes a file into a folder and returns its modification time.
func timeOf(dir string) (time.Time, error) {
	f, err := os.CreateTemp(dir, ".clock.*.tmp")
	if err != nil {
		return time.Time{}, err
	}
	defer os.Remove(f.Name())
	_, err = f.Write([]byte{'\n'})
	if closing := f.Close(); err == nil { // closed first: a network file system writes it then
		err = closing
	}
	if err != nil {
		return time.Time{}, err
	}
	info, err := os.Stat(f.Name())
	if err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}
