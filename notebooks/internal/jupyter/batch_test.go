package jupyter

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/notebooks/internal/console"
)

// A notebook that fails does not keep the others from running: the error is of
// its cell, and the screen says how each one ended.
func TestBatch(t *testing.T) {
	env := prepared(t)
	good := write(t, env, "%noautoget\n%%\nfmt.Println(\"well\")")
	bad := write(t, env, "%noautoget\n%%\nfmt.Println(\"kept\")", "%%\nvar unused int", "%%\n")
	var said bytes.Buffer
	b := Batch{Env: env, Out: filepath.Join(t.TempDir(), "out"), Show: console.New(&said),
		Stamp: Stamp{Corpus: "abc"}}
	// both are called 00_test, and so one at a time
	err := errors.Join(b.Run(t.Context(), []string{good.Source}),
		b.Run(t.Context(), []string{bad.Source}))
	if !errors.Is(err, errCell) || !strings.Contains(err.Error(), "cell 2") {
		t.Errorf("got %v", err)
	}
	for _, want := range []string{"00_test.ipynb: 1 cells, ", "00_test.ipynb: failed after 1 of 3 cells"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("it does not say %q:\n%s", want, said.String())
		}
	}
	executed, _ := Outputs(b.Out, bad.Source)
	nb, err := ReadNotebook(executed)
	if err != nil {
		t.Fatal(err)
	}
	// the stamp says which cells ran
	if s := nb.Metadata.Stamp; s == nil || s.Corpus != "abc" || s.Sources != nb.Sources() {
		t.Errorf("the stamp is %+v", s)
	}
}

// Files that cannot be read or written are found before anything runs. After
// the end of the context nothing runs.
func TestBatchFails(t *testing.T) {
	var said bytes.Buffer
	there := saved(t, "00_a.ipynb", `{"cells": []}`)
	b := Batch{Env: made(t, "", ""), Out: t.TempDir(), Show: console.New(&said)}
	if err := b.Run(t.Context(), []string{there, filepath.Join(t.TempDir(), "absent.ipynb")}); err == nil ||
		!strings.Contains(err.Error(), "absent.ipynb") {
		t.Errorf("a notebook that is not there: %v", err)
	}
	b.Out = there
	if err := b.Run(t.Context(), []string{there}); err == nil || !strings.Contains(err.Error(), there) {
		t.Errorf("a file for the folder of output: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b.Out = t.TempDir()
	if err := b.Run(ctx, []string{there}); !errors.Is(err, context.Canceled) || said.Len() > 0 {
		t.Errorf("stopped: %v, and it said %q", err, said.String())
	}
}
