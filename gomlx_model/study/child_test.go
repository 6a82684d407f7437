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
	"testing"
	"time"

	"audiounlearning/gomlx_model/records"
)

// The test binary carries the small study out in a child process, on the store
// that the first variable names, and prints its records. The second says what
// is special about the child.
const (
	childStore = "AU_TEST_CHILD_STORE"
	childKind  = "AU_TEST_CHILD_KIND"
)

// Kinds of children.
const (
	silent      = ""         // says nothing but an error
	best        = "best"     // takes the best backend there is, for three runs; says nothing
	speaks      = "speaks"   // says on standard error what it does
	withoutLink = "no links" // speaks; its file system gives no file a second name
	stops       = "stops"    // speaks; stops itself when it has claimed a run
	dies        = "dies"     // speaks; kills itself then
)

// every is how often children renew their claims.
const every = 50 * time.Millisecond

// atStart is what a child of a kind does when it has claimed a run.
var atStart = map[string]func(){}

func child(dir string) int {
	kind, s := os.Getenv(childKind), smallSettings(dir)
	progress := sayProgress(atStart[kind])
	switch kind {
	case best:
		s.Backend, s.Speakers, s.Methods = "", s.Speakers[:1], s.Methods[:1]
		progress = nil
	case silent:
		progress = nil
	case withoutLink:
		storeOptions.Link = func(string, string) error { return errors.New("links are not supported") }
	}
	storeOptions.Every = every
	results, err := Run(context.Background(), s, smallCorpus(), nil, progress)
	if err == nil {
		err = records.WriteRecords(os.Stdout, results.Records())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// sayProgress says on standard error when a run is started and when its last
// epoch has ended, and every message.
func sayProgress(start func()) func(Progress) {
	var was []string // what each worker did
	return func(p Progress) {
		if p.Message != "" {
			fmt.Fprintln(os.Stderr, "message", p.Message)
		}
		for i, now := range p.Workers {
			if i == len(was) {
				was = append(was, "")
			}
			if now == was[i] {
				continue
			}
			was[i] = now
			name, epoch, under := strings.Cut(now, ": epoch ")
			if n, all, _ := strings.Cut(epoch, " of "); under && n == all {
				fmt.Fprintln(os.Stderr, "trained", name)
			} else if !under {
				fmt.Fprintln(os.Stderr, "start", name)
				if start != nil {
					start()
					start = nil
				}
			}
		}
	}
}

// A worker is a child process and what it said.
type worker struct {
	*exec.Cmd
	out   bytes.Buffer
	lines []string
	said  sync.WaitGroup
}

// startWorker starts a child with one training at a time. Hear is called after
// each line that it says, and may be nil.
func startWorker(t *testing.T, dir, kind string, hear func(*worker)) *worker {
	t.Helper()
	w := &worker{Cmd: exec.Command(os.Args[0])}
	w.Env = append(os.Environ(), childStore+"="+dir, childKind+"="+kind, "GOMAXPROCS=1")
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
			if hear != nil {
				hear(w)
			}
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

// count returns how many lines of the worker begin so and contain the text.
func (w *worker) count(prefix, text string) (n int) {
	for _, line := range w.lines {
		if strings.HasPrefix(line, prefix) && strings.Contains(line, text) {
			n++
		}
	}
	return n
}
