package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// A Claim is this process's hold on a run. It is renewed until it is released.
type Claim struct {
	store *Store
	lease Lease
	path  string
	file  *os.File // of the lease; nil if the file system does not support claims
	epoch atomic.Int64

	end   sync.Once
	ended chan struct{}
	kept  sync.WaitGroup
}

// Claim takes the run with the key for this process, or returns nil if another
// one has it. The name and the number of epochs are only for people to read.
//
// If the file system has no hard links, runs are taken without a lease and may
// be trained twice. [Store.Unclaimable] says so.
func (s *Store) Claim(key, name string, epochs int) (*Claim, error) {
	if err := s.prepare(key); err != nil {
		return nil, err
	}
	c := &Claim{store: s, path: s.leasePath(key), ended: make(chan struct{})}
	switch lease, err := s.readLease(c.path); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, unwritable(err, s.dir)
	case !lease.Lapsed || !s.away(c.path, lease):
		return nil, nil
	}
	if s.keepOff(key) {
		return nil, nil
	}
	c.lease = holder()
	c.lease.ID, c.lease.Run, c.lease.Of = rand.Text(), name, epochs
	c.lease.Since, c.lease.Every = s.now().UTC(), s.options.Every
	taken, err := c.take(s.options.Link)
	if err != nil {
		if !errors.As(err, new(*os.LinkError)) {
			return nil, unwritable(err, s.dir)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.barred = err
		return c, nil
	}
	if !taken {
		return nil, nil
	}
	c.kept.Go(c.keep)
	return c, nil
}

// Unclaimable returns why claims could not be made, or nil: runs may then be
// trained twice.
func (s *Store) Unclaimable() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.barred
}

// take writes the lease under a temporary name and then links it to its real
// name, which only one process can do. An error of link is an os.LinkError.
func (c *Claim) take(link func(from, to string) error) (taken bool, err error) {
	text, err := c.lease.encode()
	if err != nil {
		return false, err
	}
	f, err := os.CreateTemp(filepath.Dir(c.path), ".lease.*.tmp")
	if err != nil {
		return false, err
	}
	own := f.Name()
	defer os.Remove(own)
	_, err = f.Write(text)
	if err == nil {
		err = f.Chmod(0o644) // so that anybody can read it
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return false, err
	}
	// A network file system may make the link and still report an error.
	if err := link(own, c.path); err != nil && !c.Held() {
		if errors.Is(err, fs.ErrExist) {
			return false, nil
		}
		return false, &os.LinkError{Op: "link", Old: own, New: c.path, Err: err}
	}
	c.file, err = os.OpenFile(c.path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) { // somebody removed it
		return false, nil
	}
	return err == nil, err
}

// Tell notes that an epoch has ended. The next renewal writes it to the lease.
func (c *Claim) Tell(epoch int) { c.epoch.Store(int64(epoch)) }

// Held reports whether the lease is still this claim's.
func (c *Claim) Held() bool {
	there, err := c.store.readLease(c.path)
	return err == nil && there.ID == c.lease.ID
}

// keep renews the lease until the claim is released. If a renewal fails, or the
// lease now belongs to another process, the work goes on: its result is the
// same.
func (c *Claim) keep() {
	defer c.file.Close()
	ticks := time.NewTicker(c.lease.Every)
	defer ticks.Stop()
	for {
		select {
		case <-c.ended:
			return
		case <-ticks.C:
		}
		// This writes through the open file: by now its name may belong to
		// another process's lease.
		c.lease.Epoch = int(c.epoch.Load())
		if text, err := c.lease.encode(); err == nil {
			c.file.WriteAt(text, 0)
			c.file.Sync() // so that other machines see it
		}
	}
}

// Release gives the run back. It may be called more than once.
func (c *Claim) Release() {
	c.end.Do(func() {
		close(c.ended)
		c.kept.Wait()
		if c.Held() {
			os.Remove(c.path)
		}
	})
}

// holder returns the part of a lease that is the same for all claims of this
// process.
var holder = sync.OnceValue(func() Lease {
	host, _ := os.Hostname() // without a name it is the process alone
	l := Lease{Host: host, Process: os.Getpid(), Job: job(os.Getenv), Machine: thisMachine()}
	if begun, err := begunAt(l.Process); err == nil {
		l.Begun = begun
	} else {
		l.Machine = "" // a later process could not be distinguished from this one
	}
	return l
})

// job names the job that a scheduler runs this process as, by the variables
// that sbatch(1) and an Indexed Job of Kubernetes set.
func job(env func(string) string) string {
	if id := env("SLURM_ARRAY_JOB_ID"); id != "" {
		return fmt.Sprintf("slurm %s_%s", id, env("SLURM_ARRAY_TASK_ID"))
	}
	if id := env("SLURM_JOB_ID"); id != "" {
		return "slurm " + id
	}
	if index := env("JOB_COMPLETION_INDEX"); index != "" {
		return "pod " + env("HOSTNAME")
	}
	return ""
}
