//go:build unix

package main

import (
	"bufio"
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

// A first Ctrl-C ends a study that would take hours, though nothing of it can
// be interrupted between two looks at the context, says so, and leaves no
// claim.
func TestStopped(t *testing.T) {
	store := t.TempDir()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), asProgram+"=study\n-data\nsynthetic\n-backend\ngo\n-batch\n1024\n"+
		"-channels\n64,64\n-store\n"+store)
	said, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(5*time.Minute, func() { c.Process.Kill() }).Stop()
	claimed := func() bool {
		leases, _ := filepath.Glob(filepath.Join(store, "leases", "*", "*.lease"))
		return len(leases) > 0
	}
	for deadline := time.Now().Add(4 * time.Minute); !claimed(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it claimed nothing")
		}
	}
	c.Process.Signal(syscall.SIGINT)
	last := ""
	for lines := bufio.NewScanner(said); lines.Scan(); {
		last = lines.Text()
	}
	err = c.Wait()
	if code := c.ProcessState.ExitCode(); code != exitFailed || !strings.HasPrefix(last, "stopped; ") {
		t.Errorf("exit status %d (%v), and it said last %q", code, err, last)
	}
	if claimed() {
		t.Error("it left its claims")
	}
}

// status tells by its exit status that runs are left.
func TestExitStatus(t *testing.T) {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), asProgram+"=status\n-data\nsynthetic\n-backend\ngo\n-store\n"+
		t.TempDir())
	out, _ := c.Output()
	if code := c.ProcessState.ExitCode(); code != exitIncomplete ||
		!strings.Contains(string(out), "0 done") {
		t.Errorf("exit status %d, printed %q", code, out)
	}
}
