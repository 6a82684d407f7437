package store

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// lapse is the number of missed renewals after which a lease has lapsed.
const lapse = 10

// A Lease says who is training a run.
type Lease struct {
	ID      string `json:"id"` // drawn for each claim, because file numbers are reused
	Host    string `json:"host"`
	Process int    `json:"process"`
	// of a job scheduler, as in "slurm 12_3"; empty where there is none
	Job   string        `json:"job,omitempty"`
	Run   string        `json:"run"` // for people
	Since time.Time     `json:"since"`
	Epoch int           `json:"epoch"`  // the last one that has ended
	Of    int           `json:"epochs"` // of the whole run
	Every time.Duration `json:"every"`  // how often it is renewed

	// the machine, and when the process began on it, where the system tells
	Machine string `json:"machine,omitempty"`
	Begun   string `json:"begun,omitempty"`

	Renewed time.Time `json:"-"` // by the file system
	Lapsed  bool      `json:"-"`
}

// leaseBytes is the fixed size of a lease in bytes, so that one call can
// rewrite it in place.
const leaseBytes = 1024

// encode returns the lease's text. It cuts long texts that are only for people.
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

// readLease reads the lease at path. The error wraps fs.ErrNotExist if there is
// none. A lease that cannot be parsed has an unknown holder.
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
	// a lease from the future, made by a wrong clock, would never lapse
	l.Lapsed = age > lapse*every || age < -lapse*every || l.gone()
	return l, nil
}

// gone reports whether the lease belongs to a process of this machine that has
// ended. Then nobody has to wait for it to lapse.
func (l Lease) gone() bool {
	if l.Machine == "" || l.Machine != thisMachine() {
		return false
	}
	begun, err := begunAt(l.Process)
	return err == nil && begun != l.Begun
}

// away removes a lease that has lapsed. It renames the lease, and puts it back
// if it turns out to be another one or to have been renewed in the meantime. If
// several processes try, only one of them renames it.
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
