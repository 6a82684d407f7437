//go:build unix

package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"flag"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// asProgram makes the test binary this program, with its arguments.
const asProgram = "AU_TEST_AS_PROGRAM"

func init() {
	if args := os.Getenv(asProgram); args != "" {
		os.Args = append(os.Args[:1], strings.Split(args, "\n")...)
		main()
		os.Exit(0)
	}
}

// within makes the tests of this file a measurement. On an idle machine a
// Ctrl-C may take two seconds.
var within = flag.Duration("within", 0, "fail where a Ctrl-C takes longer than this; 0: any time")

// A started is this program, running.
type started struct {
	t     *testing.T
	cmd   *exec.Cmd
	store string   // its store of runs
	mark  string   // in its environment, and so in that of all that it starts
	said  *os.File // its standard error
	end   chan error
}

// start runs the program on a store, on one core.
func start(t *testing.T, store string, env []string, args ...string) *started {
	t.Helper()
	return startTo(t, nil, store, env, args...)
}

// startTo is start with a file that the program prints into.
func startTo(t *testing.T, out *os.File, store string, env []string, args ...string) *started {
	t.Helper()
	said, err := os.Create(filepath.Join(t.TempDir(), "said"))
	if err != nil {
		t.Fatal(err)
	}
	s := &started{t: t, cmd: exec.Command(os.Args[0]), store: store,
		mark: "AU_TEST_MARK=" + rand.Text(), said: said, end: make(chan error, 1)}
	s.cmd.Env = append(append(os.Environ(), asProgram+"="+strings.Join(args, "\n"), s.mark,
		"AU_STORE="+store, "GOMAXPROCS=1"), env...)
	s.cmd.Stderr = said
	if out != nil {
		s.cmd.Stdout = out
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.cmd.Process.Kill() // no error where it has ended
		said.Close()
	})
	go func() { s.end <- s.cmd.Wait() }()
	return s
}

// text returns what the program has said so far.
func (s *started) text() string {
	text, err := os.ReadFile(s.said.Name())
	if err != nil {
		s.t.Fatal(err)
	}
	return string(text)
}

// endless is how long a test waits before it gives up on something.
const endless = 4 * time.Minute

// until waits until something holds, and reports whether the program still ran
// then.
func (s *started) until(what string, holds func() bool) bool {
	s.t.Helper()
	for begun := time.Now(); !holds(); time.Sleep(5 * time.Millisecond) {
		select {
		case err := <-s.end:
			s.end <- err
			return false
		default:
		}
		if time.Since(begun) > endless {
			s.t.Fatalf("waited %v until %s; it said\n%s", endless, what, s.text())
		}
	}
	return true
}

// interrupt sends a Ctrl-C to the program and waits for its end, and for that
// of all that it started.
func (s *started) interrupt() (took time.Duration) {
	s.t.Helper()
	begun := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGINT); err != nil && !errors.Is(err, os.ErrProcessDone) {
		s.t.Fatal(err)
	}
	select {
	case err := <-s.end:
		s.end <- err
	case <-time.After(endless):
		s.t.Fatalf("it still ran %v after a Ctrl-C; it said\n%s", endless, s.text())
	}
	took = time.Since(begun)
	for left := s.left(); len(left) > 0; left = s.left() {
		if time.Sleep(20 * time.Millisecond); time.Since(begun) > endless {
			s.t.Fatalf("what it started still runs: %q", left)
		}
	}
	if *within > 0 && took > *within {
		s.t.Errorf("a Ctrl-C took %.2f s", took.Seconds())
	}
	return took
}

// left returns the processes that the program started and that still run, where
// the system tells.
func (s *started) left() (all []string) {
	paths, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, path := range paths {
		if env, err := os.ReadFile(path); err == nil && bytes.Contains(env, []byte(s.mark)) {
			name, _ := os.ReadFile(filepath.Join(filepath.Dir(path), "cmdline"))
			all = append(all, string(name))
		}
	}
	return all
}

// checkStopped requires that the program said that it was stopped, and checks
// its exit status. A program that was stopped before it could listen is ended
// by the signal.
func (s *started) checkStopped() {
	s.t.Helper()
	if state, ok := s.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && state.Signaled() &&
		state.Signal() == syscall.SIGINT && s.text() == "" {
		return
	}
	lines := strings.Split(strings.TrimSpace(s.text()), "\n")
	last := lines[len(lines)-1]
	if code := s.cmd.ProcessState.ExitCode(); code != exitFailed ||
		!strings.HasPrefix(last, "stopped; ") {
		s.t.Errorf("exit status %d, and it said last %q", code, last)
	}
}

// claimed reports whether a run is under way.
func (s *started) claimed() bool {
	leases, _ := filepath.Glob(filepath.Join(s.store, "leases", "*", "*.lease"))
	return len(leases) > 0
}

// finished returns the files of the runs that are finished.
func finished(store string) []string {
	all, _ := filepath.Glob(filepath.Join(store, "runs", "*", "*.safetensors"))
	return all
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// freePort returns a port that nobody listened on a moment ago.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
