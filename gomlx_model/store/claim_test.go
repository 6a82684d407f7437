package store

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"audiounlearning/gomlx_model/names"
)

// claim takes a run, and wants it to be free or not.
func claim(t *testing.T, s *Store, key string, free bool) *Claim {
	t.Helper()
	c, err := s.Claim(key, "base, ann, seed 1", 5)
	if err != nil || (c != nil) != free {
		t.Fatalf("claimed: %v, %v; want %v", c != nil, err, free)
	}
	if c != nil {
		t.Cleanup(c.Release)
	}
	return c
}

// A run is one claim's until that is released, whoever asks; the lease says
// whose.
func TestClaim(t *testing.T) {
	dir, key := t.TempDir(), keyOf(1)
	s, other := open(t, dir, Options{}), open(t, dir, Options{})
	c := claim(t, s, key, true)
	claim(t, s, key, false)
	claim(t, other, key, false)
	claim(t, other, keyOf(2), true)
	state, err := other.Look([]string{key})
	host, _ := os.Hostname()
	if l := state.Leases[key]; err != nil || l.Process != os.Getpid() || l.Host != host ||
		l.Run != "base, ann, seed 1" || l.Of != 5 || l.Lapsed || l.Since.IsZero() {
		t.Errorf("the lease says %+v, %v", l, err)
	}
	c.Release()
	c.Release()
	claim(t, other, key, true).Release()
	if left, _ := filepath.Glob(filepath.Join(dir, leasesFolder, "*", ".*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// Of many that ask at once for many runs, one gets each.
func TestClaimsAtOnce(t *testing.T) {
	dir := t.TempDir()
	const runs, workers = 40, 8
	var mu sync.Mutex
	got := map[string]int{}
	var claims []*Claim
	var group sync.WaitGroup
	for range workers {
		s := open(t, dir, Options{})
		group.Go(func() {
			for i := range runs {
				c, err := s.Claim(keyOf(i), "", 1)
				if err != nil {
					t.Error(err)
				}
				if c != nil {
					mu.Lock()
					claims = append(claims, c)
					got[keyOf(i)]++
					mu.Unlock()
				}
			}
		})
	}
	group.Wait()
	for _, c := range claims {
		c.Release()
	}
	if len(got) != runs {
		t.Errorf("%d runs were claimed, want %d", len(got), runs)
	}
	for key, n := range got {
		if n != 1 {
			t.Errorf("%s was claimed %d times", key, n)
		}
	}
}

// asIfOnAnotherMachine makes a lease that of a process that nobody here can
// look at, renewed so long ago by the file system.
func asIfOnAnotherMachine(t *testing.T, c *Claim, ago time.Duration) {
	t.Helper()
	l := c.lease
	l.Machine, l.Host = "another", "another"
	text, err := l.encode()
	if err != nil {
		t.Fatal(err)
	}
	at := time.Now().Add(-ago)
	if err := os.WriteFile(c.path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(c.path, at, at); err != nil {
		t.Fatal(err)
	}
}

// A lease lapses after ten renewals that did not come, and not before; one from
// the future, by a clock that was wrong, lapses too. Who has lost his lease
// takes nothing away from who has it now.
func TestLapse(t *testing.T) {
	for _, c := range []struct {
		ago    time.Duration
		lapsed bool
	}{
		{9 * Every, false}, {11 * Every, true}, {-9 * Every, false}, {-11 * Every, true},
		{365 * 24 * time.Hour, true},
	} {
		dir, key := t.TempDir(), keyOf(1)
		first := claim(t, open(t, dir, Options{}), key, true)
		asIfOnAnotherMachine(t, first, c.ago)
		other := open(t, dir, Options{})
		if state, err := other.Look([]string{key}); err != nil ||
			state.Leases[key].Lapsed != c.lapsed {
			t.Errorf("renewed %v ago: %+v, %v", c.ago, state.Leases[key], err)
		}
		second := claim(t, other, key, c.lapsed)
		if first.Held() == c.lapsed {
			t.Errorf("renewed %v ago: the first holds it: %v", c.ago, first.Held())
		}
		first.Release()
		if c.lapsed {
			if !second.Held() {
				t.Error("who had lost his lease took the other's away")
			}
			claim(t, other, key, false)
		}
	}
}

// A lease is renewed with the epoch, so that it does not lapse while its
// process works.
func TestRenewal(t *testing.T) {
	const every = 20 * time.Millisecond
	dir, key := t.TempDir(), keyOf(1)
	s, other := open(t, dir, Options{Every: every}), open(t, dir, Options{Every: every})
	c := claim(t, s, key, true)
	c.Tell(3)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(every) {
		state, err := other.Look([]string{key})
		if err != nil {
			t.Fatal(err)
		}
		if l := state.Leases[key]; l.Epoch == 3 && l.Renewed.After(l.Since) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("not renewed in a minute: %+v", state.Leases[key])
		}
	}
}

// Who renames a lease away that is not the one which had lapsed puts it back.
func TestAwayPutsBack(t *testing.T) {
	dir, key := t.TempDir(), keyOf(1)
	s := open(t, dir, Options{})
	c := claim(t, s, key, true)
	asIfOnAnotherMachine(t, c, time.Hour)
	seen, err := s.readLease(c.path)
	if err != nil {
		t.Fatal(err)
	}
	// meanwhile it is renewed
	if err := os.Chtimes(c.path, time.Now(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if s.away(c.path, seen) || !c.Held() {
		t.Error("a lease that was renewed was taken away")
	}
	// meanwhile another took it
	if seen, err = s.readLease(c.path); err != nil || !s.away(c.path, seen) {
		t.Fatalf("the lease cannot be taken away: %v", err)
	}
	second := claim(t, open(t, dir, Options{}), key, true)
	if s.away(c.path, seen) || !second.Held() {
		t.Error("another's lease was taken away")
	}
}

// The lease of a process of this machine that was killed is taken over at once.
func TestGoneProcess(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the system does not tell when a process began")
	}
	dir, key := t.TempDir(), keyOf(1)
	s := open(t, dir, Options{})
	child := exec.Command("sleep", "60")
	if err := child.Start(); err != nil {
		t.Skip(err)
	}
	begun, err := begunAt(child.Process.Pid)
	if err != nil || begun == "" {
		t.Fatalf("the child began at %q, %v", begun, err)
	}
	c := claim(t, s, key, true)
	c.lease.Process, c.lease.Begun = child.Process.Pid, begun
	text, err := c.lease.encode()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(c.path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	other := open(t, dir, Options{})
	claim(t, other, key, false)
	child.Process.Kill()
	child.Wait()
	claim(t, other, key, true)
}

// Where links cannot be made runs are taken without a lease, and it is said.
// Where nothing can be written that is an error with the way out.
func TestNoClaims(t *testing.T) {
	dir, key := t.TempDir(), keyOf(1)
	s := open(t, dir, Options{Link: func(string, string) error {
		return errors.New("operation not supported")
	}})
	if err := s.Unclaimable(); err != nil {
		t.Errorf("before any claim: %v", err)
	}
	claim(t, s, key, true)
	claim(t, s, key, true)
	if err := s.Unclaimable(); err == nil || !strings.Contains(err.Error(), "not supported") {
		t.Errorf("it says %v", err)
	}
	save(t, s, key, names.StatusOK)
	if _, _, err := s.Load(key, nil); err != nil {
		t.Error(err)
	}

	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s = open(t, t.TempDir(), Options{})
	if err := os.Symlink(file, filepath.Join(s.dir, leasesFolder)); err != nil {
		t.Skip(err)
	}
	if _, err := s.Claim(key, "", 1); err == nil || !strings.Contains(err.Error(), "-store") ||
		strings.Contains(err.Error(), "\n") {
		t.Errorf("without a folder: %v, want one line with -store", err)
	}
}

// A lease that is no lease is somebody's until it lapses, and reading it is
// bounded.
func TestStrangeLease(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "no JSON": "{", "a list": "[1]",
		"hostile": `{"every":9000000000000000000,"process":-1,"machine":"` + thisMachine() + `"}`,
		"large":   strings.Repeat("x", 1<<20)} {
		s, key := open(t, t.TempDir(), Options{}), keyOf(1)
		if err := s.prepare(key); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.leasePath(key), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if name != "hostile" { // whose process is not there
			claim(t, s, key, false)
		}
		old := time.Now().Add(-time.Hour)
		if err := os.Chtimes(s.leasePath(key), old, old); err != nil {
			t.Fatal(err)
		}
		claim(t, s, key, true)
	}
}

// The job is named as schedulers name it.
func TestJob(t *testing.T) {
	for want, env := range map[string]map[string]string{
		"":            {"HOSTNAME": "laptop"},
		"slurm 12":    {"SLURM_JOB_ID": "12"},
		"slurm 12_3":  {"SLURM_JOB_ID": "15", "SLURM_ARRAY_JOB_ID": "12", "SLURM_ARRAY_TASK_ID": "3"},
		"pod study-4": {"JOB_COMPLETION_INDEX": "4", "HOSTNAME": "study-4"},
	} {
		if got := job(func(name string) string { return env[name] }); got != want {
			t.Errorf("%v: %q, want %q", env, got, want)
		}
	}
}
