//go:build unix

package study

import (
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"audiounlearning/gomlx_model/store"
)

func init() {
	signal := func(s syscall.Signal) func() { return func() { syscall.Kill(syscall.Getpid(), s) } }
	atStart[stops], atStart[dies] = signal(syscall.SIGSTOP), signal(syscall.SIGKILL)
}

// Eight processes work on one store. Two stop when they have claimed a run and
// go on when all is done; one dies with its claim; one works where no claim can
// be made. Every run is trained, each of the seven that end has the records of
// a process alone, byte for byte, and what was trained twice is counted: by how
// often a run was trained, less what is in the store.
func TestManyProcesses(t *testing.T) {
	alone, dir := undisturbed(t), t.TempDir()
	start := func(kind string) *worker { return startWorker(t, dir, kind, nil) }
	// with a claim before the next comes, which else might find all runs taken
	startFirst := func(kind string) *worker {
		began := make(chan bool)
		tell := sync.OnceFunc(func() { close(began) })
		w := startWorker(t, dir, kind, func(w *worker) {
			if w.count("start ", "") > 0 {
				tell()
			}
		})
		select {
		case <-began:
		case <-time.After(time.Minute):
			t.Fatalf("after a minute: no run was started by a worker that %s", kind)
		}
		return w
	}
	stopped := []*worker{startFirst(stops), startFirst(stops)}
	killed := startFirst(dies)
	all := append([]*worker{startFirst(withoutLink)}, stopped...)
	for range 4 {
		all = append(all, start(speaks))
	}
	const runs = 8
	shared, err := store.Open(dir, smallSettings(dir).Shape(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	specs := specsOf(t, smallSettings(dir))
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
	for _, w := range stopped {
		w.Process.Signal(syscall.SIGCONT)
	}
	trained, repeated := 0, 0
	for _, w := range all {
		w.end(t)
		if w.out.String() != alone {
			t.Errorf("a worker's records differ from those of a process alone:\n%s", w.out.String())
		}
		trained += w.count("trained ", "")
		repeated += w.count("message ", "another process finished it first")
	}
	killed.said.Wait()
	killed.Wait()
	if killed.count("trained ", "") > 0 || trained-repeated != runs {
		t.Errorf("%d runs were trained, %d of them counted as repeated; want %d once", trained,
			repeated, runs)
	}
	if repeated < 2 {
		t.Errorf("%d runs were counted as repeated; the two that stopped ended theirs", repeated)
	}
	for _, w := range stopped {
		if w.count("message ", "trained here and by another process") != 1 {
			t.Errorf("it was not summed up what was repeated:\n%s", strings.Join(w.lines, "\n"))
		}
	}
	if all[0].count("message ", "could not be claimed") != 1 {
		t.Errorf("the worker without links says\n%s", strings.Join(all[0].lines, "\n"))
	}
	t.Logf("%d runs, trained %d times, %d counted as repeated", runs, trained, repeated)
}
