//go:build unix

package main

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"audiounlearning/gomlx_model/setup"
)

// moments are the times of a Ctrl-C, after what each case waits for. A
// measurement uses all of them.
func moments() []time.Duration {
	all := []time.Duration{30 * time.Millisecond, 300 * time.Millisecond, 0, time.Second}
	if *within > 0 {
		return all
	}
	return all[:2]
}

// A stopping is a command that is stopped.
type stopping struct {
	name string
	args []string
	// env returns what it needs of an environment, and what to wait for
	env func(t *testing.T) (env []string, ready func() bool)
	// ready is what to wait for before the first moment; where both are nil
	// that is the very start
	ready func(*started) bool
	// whole is what needs the notebooks' environment, the recordings and
	// minutes
	whole bool
}

// stoppings are all commands, each at its longest.
func stoppings(t *testing.T) []stopping {
	data := voices(t)
	// A study of hours that cannot be interrupted between two checks of the
	// context, because a step takes seconds.
	large := []string{"-data=" + data, "-batch=1024", "-channels=64,64"}
	plan := filepath.Join(t.TempDir(), "plan.txt")
	if err := os.WriteFile(plan, []byte(strings.Join(large, " ")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	with := func(args ...string) []string { return append(args, large...) }
	clip := filepath.Join(data, "0_synth1_0.wav")
	quick := []string{"-quick", "-data=" + data, "-store=" + t.TempDir()}
	return []stopping{
		{name: "help", args: []string{"-h"}},
		{name: "study from its start", args: with("study")},
		{name: "study on pure Go", args: with("study", "-backend=go"), ready: (*started).claimed},
		{name: "study on XLA", args: with("study", "-backend=xla-cpu"), ready: (*started).claimed,
			env: needPlugin},
		{name: "study of a plan", args: []string{"study", "-plan=" + plan},
			ready: (*started).claimed},
		{name: "forecast", args: with("study", "-backend=go", "-workers=100000", "-seeds=1000",
			"-methods=base,all-bn,conv-bn,all-bn-stats,conv-bn-stats,finetune,no-noise,no-reset,live-bn,"+
				"noise-0.04,noise-0.04x3,noise-0.10,noise-0.12,noise-0.14,noise-0.16,noise-kernels,"+
				"noise-first,reset-original,ancestor-adam,retrain-15,retrain-30,retrain-40,retrain-60")},
		{name: "download", args: []string{"study", "-data=fsdd"},
			env: func(t *testing.T) ([]string, func() bool) {
				proxy, asked := silence(t)
				return []string{"FSDD_DIR=", "HTTPS_PROXY=" + proxy,
					"XDG_CACHE_HOME=" + t.TempDir()}, asked
			}},
		{name: "status -watch", args: with("status", "-watch", "-backend=go")},
		{name: "mfcc", args: []string{"mfcc", "-hop=1", "-n-fft=16777216", clip}},
		{name: "doctor", args: []string{"doctor"}, env: func(*testing.T) ([]string, func() bool) {
			return []string{"AU_DATA=" + data}, nil
		}},
		{name: "setup", args: []string{"setup"}, env: silentIndex},
		{name: "setup -plugin", args: []string{"setup", "-plugin"}, env: silentIndex},
		{name: "study submit slurm",
			args: with("study", "submit", "slurm", "-workers=2", "-backend=go"),
			env: func(t *testing.T) ([]string, func() bool) {
				path, called := asleep(t, "sbatch")
				return []string{"PATH=" + path}, called
			}},
		{name: "study submit kubernetes",
			args: with("study", "submit", "kubernetes", "-workers=2", "-image=a", "-claim=b"),
			env: func(t *testing.T) ([]string, func() bool) {
				path, called := asleep(t, "kubectl")
				return []string{"PATH=" + path}, called
			}},
		{name: "run, in its study", args: large, ready: (*started).claimed, whole: true},
		{name: "run, in its notebooks", args: quick, whole: true, ready: func(s *started) bool {
			return strings.Contains(s.text(), " runs on ") && len(s.left()) > 1
		}},
		{name: "publish", args: []string{"publish"}, ready: (*started).claimed, whole: true},
		{name: "lab", args: []string{"lab", "--allow-root", "--no-browser"}, whole: true,
			ready: func(s *started) bool { return strings.Contains(s.text(), "is running at") }},
	}
}

// A Ctrl-C ends every command, whenever it comes: before the program listens,
// while it starts, while it waits for a network or for another program, while a
// graph is compiled and while an epoch is trained. It also ends everything that
// the program started. The program says that it was stopped, unless it had
// finished, and leaves no claim. The seconds are in the log:
//
//	go test ./notebooks -run TestInterrupted -v -within 2s
//
// makes them a bound, and measures the commands too that need the notebooks'
// environment and the recordings.
func TestInterrupted(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program dozens of times")
	}
	for _, c := range stoppings(t) {
		t.Run(c.name, func(t *testing.T) {
			if *within == 0 {
				t.Parallel() // they mostly wait
			}
			if c.whole && *within == 0 {
				t.Skip("measured with -within")
			}
			var all []string
			for _, moment := range moments() {
				all = append(all, c.stop(t, moment))
			}
			t.Logf("%v after that it took %s", moments(), strings.Join(all, ", "))
		})
	}
}

// stop starts the command, stops it at a moment, and says how long that took.
func (c stopping) stop(t *testing.T, moment time.Duration) (took string) {
	t.Helper()
	var env []string
	ready := c.ready
	if c.env != nil {
		var set func() bool
		if env, set = c.env(t); set != nil {
			ready = func(*started) bool { return set() }
		}
	}
	s := start(t, t.TempDir(), env, c.args...)
	if ready != nil && !s.until("it is under way", func() bool { return ready(s) }) {
		t.Fatalf("it ended before it was stopped, and said\n%s", s.text())
	}
	begun := time.Now()
	if !s.until("the moment", func() bool { return time.Since(begun) >= moment }) {
		return "done by then"
	}
	took = s.interrupt().Round(10 * time.Millisecond).String()
	// JupyterLab treats a Ctrl-C as its regular end. Help, a forecast and the
	// doctor may finish in the half second that they have.
	itself := slices.Contains([]string{"lab", "help", "forecast", "doctor"}, c.name)
	if !itself || s.cmd.ProcessState.ExitCode() != 0 {
		s.checkStopped()
	}
	if s.claimed() {
		t.Errorf("stopped %v after that it left a claim", moment)
	}
	return took
}

// needPlugin skips where there is no XLA.
func needPlugin(t *testing.T) ([]string, func() bool) {
	t.Helper()
	if !exists(setup.PluginPath(checkout(t))) {
		t.Skip("without the XLA plugin: go run ./notebooks setup -plugin")
	}
	return nil, nil
}

// silentIndex is the environment of a checkout in which nothing is installed
// but a Python, and of an index of packages that does not answer.
func silentIndex(t *testing.T) (env []string, asked func() bool) {
	t.Helper()
	if _, err := setup.SystemPython(t.Context()); err != nil {
		t.Skip(err)
	}
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte("module audiounlearning\n"),
		0o644); err != nil {
		t.Fatal(err)
	}
	// A Python environment of this checkout saves making another one.
	venv := func(root string) string { return filepath.Dir(filepath.Dir(setup.PythonPath(root))) }
	if made := venv(checkout(t)); exists(made) {
		if err := os.MkdirAll(setup.EnvDir(root), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(made, venv(root)); err != nil {
			t.Fatal(err)
		}
	}
	index, asked := silence(t)
	return []string{setup.RootEnv + "=" + root, "PIP_INDEX_URL=" + index,
		"PIP_CONFIG_FILE=" + os.DevNull}, asked
}

// silence is a server that accepts connections, answers nothing, and keeps what
// it was asked.
func silence(t *testing.T) (address string, heard func() bool) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	asked := make(chan net.Conn, 100) // in which they stay, so that nothing closes them
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			asked <- c
		}
	}()
	return "http://" + l.Addr().String(), func() bool { return len(asked) > 0 }
}

// asleep makes a program with a name that notes that it was called, and then
// sleeps. It returns a PATH on which this program comes first.
func asleep(t *testing.T, name string) (path string, called func() bool) {
	t.Helper()
	dir := t.TempDir()
	note := filepath.Join(dir, "called")
	script := "#!/bin/sh\n: > '" + note + "'\nexec sleep 60\n"
	if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir + ":" + os.Getenv("PATH"), func() bool { return exists(note) }
}

// A study that is interrupted again and again, each time at another moment, and
// started again keeps every finished run unchanged. It ends with the records of
// an undisturbed study.
func TestNothingFinishedIsLost(t *testing.T) {
	if testing.Short() {
		t.Skip("trains a study twice")
	}
	data := voices(t)
	study := func(file string) []string {
		return append(quickStudy(data, "go"), "-channels=4,4,8", "-dense=8,8", "-original-epochs=6",
			"-gold-epochs=6", "-out="+file)
	}
	store, dir := t.TempDir(), t.TempDir()
	kept := map[string]os.FileInfo{}
	check := func() {
		t.Helper()
		for path, before := range kept {
			if now, err := os.Stat(path); err != nil || !os.SameFile(before, now) ||
				!now.ModTime().Equal(before.ModTime()) {
				t.Errorf("a finished run was touched: %v", err)
			}
		}
		for _, path := range finished(store) {
			if kept[path] == nil {
				info, err := os.Stat(path)
				if err != nil {
					t.Fatal(err)
				}
				kept[path] = info
			}
		}
	}
	interruptions := 0
	for runs := range 5 {
		for _, moment := range moments()[:2] {
			s := start(t, store, nil, study(filepath.Join(dir, "again.csv"))...)
			running := s.until("enough runs are finished", func() bool {
				return len(finished(store)) >= runs && (s.claimed() || runs == 4)
			})
			if begun := time.Now(); running && s.until("the moment", func() bool {
				return time.Since(begun) >= moment
			}) {
				s.interrupt()
				interruptions++
			}
			check()
		}
	}
	if interruptions < 4 {
		t.Errorf("it was interrupted %d times only", interruptions)
	}
	var records [2][]byte
	for i, where := range []string{store, t.TempDir()} {
		file := filepath.Join(dir, "records.csv")
		s := start(t, where, nil, study(file)...)
		if err := <-s.end; err != nil {
			t.Fatalf("%v; it said\n%s", err, s.text())
		}
		var err error
		if records[i], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	check()
	if !bytes.Equal(records[0], records[1]) || bytes.Count(records[0], []byte("\n")) != 1+4*4 {
		t.Errorf("after %d interruptions the records differ from those without any:\n%s\n%s",
			interruptions, records[0], records[1])
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
