package store

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// lapse is after how many renewals that did not come a lease has lapsed.
const lapse = 10

// A Lease says who is training a run.
type Lease struct {
	ID      string `json:"id"` // drawn for each claim: numbers of files come again
	Host    string `json:"host"`
	Process int    `json:"process"`
	// of a job scheduler, as in "slurm 12_3"; empty where there is none
	Job   string        `json:"job,omitempty"`
	Run   string        `json:"run"` // for people
	Since time.Time     `json:"since"`
	Epoch int           `json:"epoch"`  // that has ended
	Of    int           `json:"epochs"` // of the whole run
	Every time.Duration `json:"every"`  // how often it is renewed

	// the machine, and when the process began on it, where the system tells
	Machine string `json:"machine,omitempty"`
	Begun   string `json:"begun,omitempty"`

	Renewed time.Time `json:"-"` // by the file system
	Lapsed  bool      `json:"-"`
}

// leaseBytes is how many bytes a lease has: always as many, so that it can be
// written anew in place, in one call.
const leaseBytes = 1024

// encode returns the lease's text. What is for people is cut where it is long.
func (l Lease) encode() ([]byte, error) {
	l.Host, l.Job, l.Run = cut(l.Host), cut(l.Job), cut(l.Run)
	text, err := json.Marshal(l)
	if err != nil || len(text) >= leaseBytes {
		return nil, fmt.Errorf("store of finished runs: a lease of %d bytes is too long: %w",
			len(text), err)
	}
	for len(text) < leaseBytes-1 {
		text = append(text, ' ')
	}
	return append(text, '\n'), nil
}

// cut returns the beginning of a text.
func cut(text string) string {
	const most = 100
	runes := []rune(text)
	return string(runes[:min(most, len(runes))])
}

// readLease reads the lease at path. The error wraps fs.ErrNotExist where there
// is none; what cannot be parsed is a lease of somebody unknown.
func (s *Store) readLease(path string) (l Lease, err error) {
	info, err := os.Lstat(path)
	if err != nil {
		return l, err
	}
	if text, err := readSmall(path); err == nil {
		if json.Unmarshal(text, &l) != nil {
			l = Lease{}
		}
	}
	l.Renewed = info.ModTime()
	every := l.Every
	if every <= 0 || every > time.Hour {
		every = s.options.Every
	}
	age := s.now().Sub(l.Renewed)
	// one from the future, of a clock that was wrong, would never end
	l.Lapsed = age > lapse*every || age < -lapse*every || l.gone()
	return l, nil
}

// gone reports whether the lease is of a process of this machine that has
// ended, so that nobody has to wait for the lease to lapse.
func (l Lease) gone() bool {
	if l.Machine == "" || l.Machine != thisMachine() {
		return false
	}
	begun, err := begunAt(l.Process)
	return err == nil && begun != l.Begun
}

// away gives way to a lease that has lapsed: renames it away, and puts it back
// where it turns out to be another one, or renewed in the meantime. Of several
// who try, one renames it.
func (s *Store) away(path string, lapsed Lease) bool {
	to, err := os.CreateTemp(filepath.Dir(path), ".lapsed.*.tmp")
	if err != nil {
		return false
	}
	to.Close()
	defer os.Remove(to.Name())
	if os.Rename(path, to.Name()) != nil {
		return false
	}
	l, err := s.readLease(to.Name())
	if err != nil || l.ID != lapsed.ID || !l.Renewed.Equal(lapsed.Renewed) {
		s.options.Link(to.Name(), path) // fails where there is a new one already
		return false
	}
	return true
}
