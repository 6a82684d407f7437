package store

import (
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"

	"audiounlearning/gomlx_model/names"

	"github.com/gofrs/flock"
)

// olderClaim is how the older program takes a run: by these calls and no
// others.
func olderClaim(s *Store, key string) (*flock.Flock, bool, error) {
	lock := flock.New(s.lockPath(key))
	got, err := lock.TryLock()
	return lock, got, err
}

// olderSave puts a run where an older program does.
func olderSave(t *testing.T, s *Store, key string) {
	t.Helper()
	r, w := ended(key, names.StatusOK)
	data, err := encode(r, w)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.flatPath(key), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// What an older program finished is read where it is, and not written again.
func TestFlatStore(t *testing.T) {
	s, key := open(t, t.TempDir(), Options{Clips: clips}), keyOf(1)
	olderSave(t, s, key)
	if _, _, err := s.Load(key, nil); err != nil || !s.Has(key) {
		t.Errorf("a flat run: %v", err)
	}
	if state, err := s.Look([]string{key}); err != nil || !state.Done[key] {
		t.Errorf("the store says %+v, %v", state, err)
	}
	r, w := ended(key, names.StatusOK)
	if err := s.Save(key, r, w); !errors.Is(err, ErrRepeated) {
		t.Errorf("saved again: %v", err)
	}
}

// A run that an older program is training is left to it; what one left behind
// that was killed is not in the way.
func TestOlderAtWork(t *testing.T) {
	s, key := open(t, t.TempDir(), Options{}), keyOf(1)
	lock, got, err := olderClaim(s, key)
	if err != nil || !got {
		t.Fatal(got, err)
	}
	claim(t, s, key, false)
	if state, err := s.Look([]string{key}); err != nil ||
		state.Leases[key].Job != "an older program" || state.Leases[key].Lapsed {
		t.Errorf("the store says %+v, %v", state.Leases, err)
	}
	lock.Unlock() // and does not remove it, as a process that is killed
	if state, err := s.Look([]string{key}); err != nil || len(state.Leases) > 0 {
		t.Errorf("the store says %+v, %v", state.Leases, err)
	}
	claim(t, s, key, true)
	if _, _, err := olderClaim(s, key); !errors.Is(err, syscall.ENOTDIR) {
		t.Errorf("an older program got %v", err)
	}
}

// An older program cannot take a run that was claimed or finished here: root or
// not, it cannot open the lock.
func TestOlderIsKeptOff(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	claim(t, s, keyOf(1), true).Release()
	save(t, s, keyOf(2), names.StatusOK)
	for _, key := range []string{keyOf(1), keyOf(2)} {
		if _, got, err := olderClaim(s, key); got || !errors.Is(err, syscall.ENOTDIR) {
			t.Errorf("an older program got the lock: %v, %v", got, err)
		}
		claim(t, s, key, true).Release()
	}
	if lock, got, err := olderClaim(s, keyOf(3)); !got || err != nil {
		t.Errorf("a run of its own: %v, %v", got, err)
	} else {
		lock.Unlock()
	}
}

// An older program that is given a study of which this one has a run under way
// or finished ends at the first such run, with one sentence: it takes the runs
// of a study in their order, and looks at nothing of the folder but their two
// names. A study that shares no run with this program's is its own: it trains
// that, and what it finishes is read here and trained no second time.
func TestOlderStudy(t *testing.T) {
	s := open(t, t.TempDir(), Options{Clips: clips})
	claim(t, s, keyOf(3), true)
	save(t, s, keyOf(4), names.StatusOK)
	olderStudy := func(keys ...string) (trained []string, err error) {
		for _, key := range keys {
			lock, got, err := olderClaim(s, key)
			if err != nil {
				return trained, err
			}
			if got {
				olderSave(t, s, key)
				os.Remove(lock.Path())
				lock.Unlock()
				trained = append(trained, key)
			}
		}
		return trained, nil
	}
	for _, shared := range []string{keyOf(3), keyOf(4)} {
		trained, err := olderStudy(keyOf(1), shared, keyOf(2))
		if !errors.Is(err, syscall.ENOTDIR) || len(trained) != 1 ||
			strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), shared+lockSuffix) {
			t.Errorf("it trained %q and ended with %v", trained, err)
		}
	}
	if _, err := olderStudy(keyOf(5), keyOf(6)); err != nil {
		t.Errorf("a study of its own: %v", err)
	}
	state, err := s.Look([]string{keyOf(1), keyOf(2), keyOf(3), keyOf(4), keyOf(5), keyOf(6)})
	if err != nil || len(state.Done) != 4 || state.Done[keyOf(2)] || state.Done[keyOf(3)] {
		t.Errorf("done are %v, %v; want all but the second and the third", state.Done, err)
	}
}
