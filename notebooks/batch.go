package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// A batch is the execution of all notebooks, one after the other: each has all
// cores, and later ones read what earlier ones keep in the store.
type batch struct {
	env       environment
	out       string   // folder of the copies and pages
	variables []string // of the cells, NAME=VALUE
	banner    string   // Markdown at the top of each; may be empty
	stamp     stamp    // what the cells run on, without the sources; zero for no stamp
	mute      bool     // take recordings out of the outputs
	show      *screen

	cells, done int
	began       time.Time
}

// run executes the notebooks at paths. One that fails does not keep the others
// from running; the error then holds what each failing cell said.
func (b *batch) run(ctx context.Context, paths []string) error {
	if err := os.MkdirAll(b.out, 0o755); err != nil {
		return fmt.Errorf("make a folder for output: %w", err)
	}
	b.began = time.Now()
	notebooks := make([]notebook, len(paths))
	for i, path := range paths {
		var err error
		if notebooks[i], err = readNotebook(path); err != nil {
			return err
		}
		b.cells += notebooks[i].codeCells()
	}
	var failed []error
	for i, path := range paths {
		err := b.one(ctx, path, notebooks[i])
		if ctx.Err() != nil {
			return ctx.Err()
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// one executes one notebook and shows how far it is.
func (b *batch) one(ctx context.Context, path string, nb notebook) error {
	began, before := time.Now(), b.done
	name := filepath.Base(path)
	j := job{Source: path, Folder: filepath.Dir(path), Banner: b.banner, Mute: b.mute}
	j.Executed, j.Page = outputs(b.out, path)
	if b.stamp != (stamp{}) {
		s := b.stamp
		s.Sources = nb.sources()
		j.Stamp = &s
	}
	err := b.env.execute(ctx, j, b.variables, func(s step) {
		switch s.Event {
		case "start":
			b.show.status(fmt.Sprintf("%s: cell %d of %d%s", name, s.Cell, nb.codeCells(), b.left()))
		case "done":
			b.done++
		}
	})
	b.show.done()
	b.done = before + nb.codeCells()
	if err == nil {
		b.show.line(fmt.Sprintf("%s: %d cells, %s", name, nb.codeCells(), took(time.Since(began))))
	}
	return err
}

// left says how long the rest will take at the pace of the cells so far.
func (b *batch) left() string {
	if b.done == 0 {
		return ""
	}
	return left(time.Duration(float64(time.Since(b.began)) * float64(b.cells-b.done) / float64(b.done)))
}
