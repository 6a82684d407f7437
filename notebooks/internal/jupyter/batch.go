package jupyter

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"audiounlearning/notebooks/internal/console"
)

// A Batch executes all notebooks. They share only the store of finished runs,
// so several run at a time. Most of a cell's time goes into compiling and
// linking it, which uses one core.
type Batch struct {
	Env       Environment
	Out       string   // folder of the copies and pages
	Variables []string // NAME=VALUE, for the cells
	Banner    string   // Markdown at the top of each; may be empty
	Stamp     Stamp    // what the cells run on, Sources left empty; zero for no stamp
	Show      *console.Screen

	mu          sync.Mutex
	cells, done int
	running     map[string]string // notebook to "cell 3 of 9"
	began       time.Time
}

// atOnce is how many notebooks run at a time.
func atOnce() int { return min(runtime.GOMAXPROCS(0), 4) }

// Run executes the notebooks at paths. If one fails, the others still run, and
// the error holds what each failing cell printed.
func (b *Batch) Run(ctx context.Context, paths []string) error {
	if err := os.MkdirAll(b.Out, 0o755); err != nil {
		return fmt.Errorf("make a folder for output: %w", err)
	}
	b.began, b.running = time.Now(), map[string]string{}
	notebooks := make([]Notebook, len(paths))
	for i, path := range paths {
		var err error
		if notebooks[i], err = ReadNotebook(path); err != nil {
			return err
		}
		b.cells += notebooks[i].codeCells()
	}
	failed := make([]error, len(paths))
	turns := make(chan struct{}, atOnce())
	var group sync.WaitGroup
	for i, path := range paths {
		turns <- struct{}{}
		group.Go(func() {
			defer func() { <-turns }()
			if ctx.Err() == nil {
				failed[i] = b.one(ctx, path, notebooks[i])
			}
		})
	}
	group.Wait()
	b.Show.Done()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errors.Join(failed...)
}

// one executes one notebook and shows how far it is.
func (b *Batch) one(ctx context.Context, path string, nb Notebook) error {
	began, name, of := time.Now(), filepath.Base(path), nb.codeCells()
	j := job{Source: path, Folder: filepath.Dir(path), Banner: b.Banner}
	j.Executed, j.Page = Outputs(b.Out, path)
	if b.Stamp != (Stamp{}) {
		s := b.Stamp
		s.Sources = nb.Sources()
		j.Stamp = &s
	}
	finished := 0
	err := b.Env.execute(ctx, j, b.Variables, func(s step) {
		switch s.Event {
		case "start":
			b.tell(name, fmt.Sprintf("cell %d of %d", s.Cell, of), 0)
		case "done":
			finished++
			b.tell(name, fmt.Sprintf("cell %d of %d", s.Cell, of), 1)
		}
	})
	b.tell(name, "", of-finished) // cells after a failed one count as done
	switch {
	case err == nil:
		b.Show.Line(fmt.Sprintf("%s: %d cells, %s", name, of, console.Took(time.Since(began))))
	case ctx.Err() == nil:
		b.Show.Line(fmt.Sprintf("%s: failed after %d of %d cells", name, finished, of))
	}
	return err
}

// tell notes where a notebook is, "" for its end, and shows the progress of
// all.
func (b *Batch) tell(name, where string, done int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done += done
	b.running[name] = where
	if where == "" {
		delete(b.running, name)
	}
	var all []string
	for name, where := range b.running {
		all = append(all, name+": "+where)
	}
	slices.Sort(all)
	var rest time.Duration
	if b.done > 0 {
		rest = time.Duration(float64(time.Since(b.began)) *
			float64(b.cells-b.done) / float64(b.done))
	}
	b.Show.Status(fmt.Sprintf("notebooks: %d of %d cells%s [%s]", b.done, b.cells,
		console.Left(rest), strings.Join(all, "; ")))
}
