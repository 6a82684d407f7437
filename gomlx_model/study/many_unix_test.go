//go:build unix

package study

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/store"
)

// childOfMany makes the child process one of many on the store: "links", or
// "no links" for one whose file system has none. It says on standard error what
// it does.
const childOfMany = "AU_TEST_CHILD_OF_MANY"

// every is how often these children renew their claims.
const every = 50 * time.Millisecond

// manySettings ask for eight runs, of which each takes a part of a second and
// more, and which need no compilation.
func manySettings(store string) settings.Settings {
	s := smallSettings(store)
	s.Backend = "go"
	s.Network.Channels, s.Network.Dense, s.Network.Dropout = []int{4, 4}, []int{8},
		[]float64{0.1, 0.1, 0.1}
	s.OriginalEpochs, s.GoldEpochs = 6, 6
	return s
}

func oneOfMany(dir string) int {
	storeOptions.Every = every
	if os.Getenv(childOfMany) == "no links" {
		storeOptions.Link = func(string, string) error { return errors.New("links are not supported") }
	}
	was := ""
	results, err := Run(context.Background(), manySettings(dir), smallCorpus(), nil, func(p Progress) {
		if p.Message != "" {
			fmt.Fprintln(os.Stderr, "message", p.Message)
		}
		if len(p.Workers) == 0 || p.Workers[0] == was {
			return
		}
		was = p.Workers[0]
		name, epoch, under := strings.Cut(was, ": epoch ")
		if n, all, _ := strings.Cut(epoch, " of "); !under {
			fmt.Fprintln(os.Stderr, "start", name)
		} else if n == all {
			fmt.Fprintln(os.Stderr, "trained", name)
		}
	})
	if err == nil {
		err = records.WriteRecords(os.Stdout, results.Records())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// A worker is a child process and what it said.
type worker struct {
	*exec.Cmd
	out     bytes.Buffer
	lines   []string
	said    sync.WaitGroup
	started bool
}

func startWorker(t *testing.T, dir, kind string, hear func(*worker, string)) *worker {
	t.Helper()
	w := &worker{Cmd: exec.Command(os.Args[0])}
	w.Env = append(os.Environ(), childStore+"="+dir, childOfMany+"="+kind, "GOMAXPROCS=1")
	w.Stdout = &w.out
	said, err := w.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Process.Kill() })
	w.said.Go(func() {
		for lines := bufio.NewScanner(said); lines.Scan(); {
			w.lines = append(w.lines, lines.Text())
			hear(w, lines.Text())
		}
	})
	return w
}

// end waits for the worker to end well.
func (w *worker) end(t *testing.T) {
	t.Helper()
	w.said.Wait()
	if err := w.Wait(); err != nil {
		t.Errorf("a worker ended with %v:\n%s", err, strings.Join(w.lines, "\n"))
	}
}

// count returns how many lines of the worker begin so.
func (w *worker) count(prefix, infix string) (n int) {
	for _, line := range w.lines {
		if strings.HasPrefix(line, prefix) && strings.Contains(line, infix) {
			n++
		}
	}
	return n
}

// Eight processes work on one store. Two are stopped when they have claimed a
// run and go on when all is done; one is killed with its claim; one works where
// no claim can be made. Every run is trained, each of the seven that end has
// the records of a process alone, byte for byte, and what was trained twice is
// counted: by how often a run was trained, less what is in the store.
func TestManyProcesses(t *testing.T) {
	if testing.Short() {
		t.Skip("starts eight processes")
	}
	alone := recordsOf(t, manySettings(t.TempDir()))
	dir := t.TempDir()
	var mu sync.Mutex
	var stopped []*worker
	var killed *worker
	hear := func(w *worker, line string) {
		mu.Lock()
		defer mu.Unlock()
		if w.started || !strings.HasPrefix(line, "start ") {
			return
		}
		w.started = true
		switch {
		case len(stopped) < 2:
			stopped = append(stopped, w)
			w.Process.Signal(syscall.SIGSTOP)
		case killed == nil:
			killed = w
			w.Process.Kill()
		}
	}
	var all []*worker
	for range 7 {
		all = append(all, startWorker(t, dir, "links", hear))
	}
	all = append(all, startWorker(t, dir, "no links", func(*worker, string) {}))
	const runs = 8
	shared, err := store.Open(dir, manySettings(dir).Shape(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	specs := specsOf(t, manySettings(dir))
	for deadline := time.Now().Add(4 * time.Minute); ; time.Sleep(every) {
		state, err := shared.Look(keysOf(specs))
		if err != nil {
			t.Fatal(err)
		}
		if len(state.Done) == runs {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d runs are done", len(state.Done), runs)
		}
	}
	mu.Lock()
	if len(stopped) != 2 || killed == nil {
		t.Errorf("%d workers were stopped, killed: %v", len(stopped), killed != nil)
	}
	for _, w := range stopped {
		w.Process.Signal(syscall.SIGCONT)
	}
	mu.Unlock()
	trained, repeated := 0, 0
	for _, w := range all {
		if w == killed {
			w.said.Wait()
			w.Wait()
			continue
		}
		w.end(t)
		if w.out.String() != alone {
			t.Errorf("a worker's records differ from those of a process alone:\n%s", w.out.String())
		}
		trained += w.count("trained ", "")
		repeated += w.count("message ", "another process finished it first")
	}
	byKilled := killed.count("trained ", "")
	if once := trained - repeated; once > runs || once+byKilled < runs {
		t.Errorf("%d runs were trained, %d of them counted as repeated, %d by the one that was "+
			"killed; want %d once", trained, repeated, byKilled, runs)
	}
	if repeated < 2 {
		t.Errorf("%d runs were counted as repeated; the two that were stopped ended theirs", repeated)
	}
	for _, w := range stopped {
		if w.count("message ", "trained here and by another process") != 1 {
			t.Errorf("it was not summed up what was repeated:\n%s", strings.Join(w.lines, "\n"))
		}
	}
	// it may have come when the others had all
	if all[7].count("trained ", "") > 0 && all[7].count("message ", "could not be claimed") != 1 {
		t.Errorf("the worker without links says\n%s", strings.Join(all[7].lines, "\n"))
	}
	t.Logf("%d runs, trained %d times, %d counted as repeated", runs, trained+byKilled, repeated)
}

// specsOf returns the runs of a study of the small corpus.
func specsOf(t *testing.T, s settings.Settings) []Spec {
	t.Helper()
	_, specs, backend, err := newRunner(t.Context(), s, smallCorpus(), nil)
	if err != nil {
		t.Fatal(err)
	}
	backend.Compute.Finalize()
	return specs
}
