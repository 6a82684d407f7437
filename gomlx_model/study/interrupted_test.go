package study

import (
	"io/fs"
	"testing"
	"time"

	"audiounlearning/gomlx_model/network"
)

// rounds is how many studies are killed again and again; the soak raises it.
var rounds = 1

// A process that is killed at random moments and started again ends with the
// records of an undisturbed one, byte for byte, repeats no finished run and
// leaves nothing half-written.
func TestKilledStudyGoesOn(t *testing.T) {
	const kills = 5
	want := undisturbed(t)
	random := network.Stream(1, "", "kills", "", 0)
	for range rounds {
		dir := t.TempDir()
		finished := map[string]fs.FileInfo{}
		for range kills {
			// a run says two lines and takes some hundredths of a second
			line, later := 1+random.IntN(4), time.Duration(random.IntN(60))*time.Millisecond
			heard := 0
			w := startWorker(t, dir, speaks, func(w *worker) {
				if heard++; heard == line {
					time.Sleep(later)
					w.Process.Kill()
				}
			})
			w.said.Wait()
			w.Wait()
			checkStore(t, dir, finished)
		}
		if len(finished) == 0 {
			t.Errorf("nothing is finished after %d kills: want some of the 8 runs", kills)
		}
		w := startWorker(t, dir, silent, nil)
		w.end(t)
		checkStore(t, dir, finished)
		if w.out.String() != want {
			t.Errorf("records after %d kills differ from the undisturbed ones:\n%s\n%s", kills,
				w.out.String(), want)
		}
	}
}

// Two processes on one store at the same time share the work and agree, on
// the backend of the published runs.
func TestTwoStudiesAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles on two backends")
	}
	dir := t.TempDir()
	a, b := startWorker(t, dir, best, nil), startWorker(t, dir, best, nil)
	a.end(t)
	b.end(t)
	if a.out.String() != b.out.String() || a.out.Len() == 0 {
		t.Error("two studies on one store ended with different records")
	}
	if n := len(stored(t, dir)); n != 3 {
		t.Errorf("%d results are in the store, want original, gold and base", n)
	}
	if left := leftovers(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
