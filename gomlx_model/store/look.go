package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A State is what a store knows about some runs, by key.
type State struct {
	Done   map[string]bool  // finished, those that failed included
	Failed map[string]bool  // as far as noted; older programs note none
	Leases map[string]Lease // of runs that are not finished, lapsed ones included
	Now    time.Time        // by the file system
}

// fewKeys is the largest number of unfinished runs that are looked up one by
// one in the flat folder. Reading the whole folder is slower for so few,
// because it may be large.
const fewKeys = 1000

// Look returns what the store knows of the runs with these keys. It reads no
// run, only the names in the folders that these keys belong to.
func (s *Store) Look(keys []string) (State, error) {
	state := State{Done: map[string]bool{}, Failed: map[string]bool{}, Leases: map[string]Lease{},
		Now: s.now()}
	asked := make(map[string]bool, len(keys))
	folders := map[string]bool{}
	for _, key := range keys {
		if err := checkKey(key); err != nil {
			return state, err
		}
		asked[key] = true
		folders[prefix(key)] = true
	}
	// each calls take with the asked keys that have a file in a folder
	each := func(take func(key string), suffix string, dir ...string) error {
		return eachName(filepath.Join(append([]string{s.dir}, dir...)...), func(name string) {
			if key, ok := strings.CutSuffix(name, suffix); ok && asked[key] {
				take(key)
			}
		})
	}
	done := func(key string) { state.Done[key] = true }
	var errs []error
	for folder := range folders {
		errs = append(errs, each(done, runSuffix, runsFolder, folder),
			each(func(key string) { state.Failed[key] = true }, failedSuffix, runsFolder, folder),
			each(func(key string) {
				if lease, err := s.readLease(s.leasePath(key)); err == nil { // else just released
					state.Leases[key] = lease
				}
			}, leaseSuffix, leasesFolder, folder))
	}
	if len(asked)-len(state.Done) > fewKeys {
		errs = append(errs, each(done, runSuffix))
	} else {
		for key := range asked {
			if !state.Done[key] && s.Has(key) {
				done(key)
			}
		}
	}
	for key := range asked {
		if _, leased := state.Leases[key]; !leased && !state.Done[key] && s.heldByOlder(key) {
			state.Leases[key] = Lease{Job: "an older program"}
		}
	}
	for key := range state.Done {
		delete(state.Leases, key) // its holder is about to release it
	}
	for key := range state.Failed {
		if !state.Done[key] { // noted by a process that was killed before it saved the run
			delete(state.Failed, key)
		}
	}
	return state, errors.Join(errs...)
}

// eachName calls use with each name in a folder. A missing folder counts as
// empty.
func eachName(dir string, use func(string)) error {
	f, err := os.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("store of finished runs: %w (make it readable)", err)
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	for _, name := range names {
		use(name)
	}
	if err != nil {
		return fmt.Errorf("store of finished runs: %w", err)
	}
	return nil
}
