package store

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"audiounlearning/gomlx_model/names"
)

// Temporary files that are older than a day are removed when the store first
// writes to their folder, and no other files are: those of a process at work
// are young, and whatever is not temporary stays at any age. The names are
// those that this package gives, spelled out.
func TestSweep(t *testing.T) {
	dir, key := t.TempDir(), keyOf(1)
	s := open(t, dir, Options{})
	save(t, s, key, names.StatusOK)
	runs, leases := filepath.Dir(s.path(key)), filepath.Dir(s.leasePath(key))
	at := func(folder, name string, age time.Duration) string {
		path, then := filepath.Join(folder, name), time.Now().Add(-age)
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var left, gone []string
	for _, path := range [][2]string{
		{dir, ".store.json.1.tmp"}, {dir, key + ".lock.tmp"},
		{filepath.Dir(leases), ".clock.1.tmp"}, {leases, ".lease.1.tmp"},
		{leases, ".lapsed.1.tmp"}, {runs, "." + key + ".safetensors.1.tmp"},
	} {
		gone = append(gone, at(path[0], path[1], 25*time.Hour))
		left = append(left, at(path[0], "."+path[1]+".2.tmp", 23*time.Hour))
	}
	for _, name := range []string{"mine.tmp", ".mine", key + ".damaged"} {
		left = append(left, at(runs, name, 25*time.Hour), at(dir, name, 25*time.Hour))
	}
	left = append(left, at(runs, filepath.Base(s.path(key)), 25*time.Hour))

	claim(t, s, key, true).Release() // s has used these folders before
	there := func(path string) bool { _, err := os.Lstat(path); return err == nil }
	if i := slices.IndexFunc(gone, func(path string) bool { return !there(path) }); i >= 0 {
		t.Errorf("%s was removed at the second use", gone[i])
	}
	claim(t, open(t, dir, Options{}), key, true)
	for _, path := range gone {
		if there(path) {
			t.Errorf("%s is still there", path)
		}
	}
	for _, path := range left {
		if !there(path) {
			t.Errorf("%s was removed", path)
		}
	}
}
