package jupyter

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"audiounlearning/gomlx_model/setup"
)

// driver runs one notebook with nbclient; its first lines describe its input
// and output.
//
//go:embed execute.py
var driver string

// MathML is a Python function, formulas_as_mathml, for programs that make pages
// of notebooks with nbconvert.
//
//go:embed mathml.py
var MathML string

// cellTimeout bounds a cell: the longest trains the paper's study on pure Go.
const cellTimeout = 12 * time.Hour

// A job is one notebook to execute, with the driver's names for its parts.
type job struct {
	Source   string `json:"source"`
	Executed string `json:"executed"` // copy with outputs
	Page     string `json:"page"`     // the same as HTML
	Folder   string `json:"folder"`   // where the kernel runs
	Timeout  int    `json:"timeout"`  // seconds a cell
	Banner   string `json:"banner"`   // Markdown at the top of copy and page; may be empty
	Stamp    *Stamp `json:"stamp"`    // for the copy's metadata: what it was run on; may be nil
}

// A step is one line of the driver's output.
type step struct {
	Event   string  `json:"event"` // open, start, done, failed, end
	Cells   int     `json:"cells"`
	Cell    int     `json:"cell"` // counted from 1, code cells only
	Seconds float64 `json:"seconds"`
	Message string  `json:"message"`
}

// errCell is wrapped by the error of a notebook in which a cell failed; the
// notebook's outputs are saved.
var errCell = errors.New("a cell failed")

// execute runs one notebook top to bottom, with a kernel of its own, and calls
// watch with each step. If a cell fails, the copy is saved with the outputs so
// far, and the error holds what the cell printed.
func (e Environment) execute(ctx context.Context, j job, variables []string,
	watch func(step)) error {
	j.Timeout = int(cellTimeout.Seconds())
	// A struct of strings and a number always encodes.
	text, _ := json.Marshal(j)
	cmd := exec.CommandContext(ctx, e.Python, "-c", MathML+driver, string(text))
	cmd.Env = e.Environ(variables...)
	// Ctrl-C reaches only this program, which then shuts down driver and kernel
	// cleanly.
	separate(cmd)
	cmd.WaitDelay = 15 * time.Second
	var said bytes.Buffer
	cmd.Stderr = &said
	// The driver ends when its standard input is closed, and that happens
	// however this program ends.
	alive, err := cmd.StdinPipe()
	if err != nil {
		return fmt.Errorf("execute %s: %w", j.Source, err)
	}
	defer alive.Close()
	steps, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("execute %s: %w", j.Source, err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("execute %s: %w", j.Source, err)
	}
	last, leftOut := follow(steps, watch)
	err = cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case last.Event == "failed":
		return fmt.Errorf("%s: %w: cell %d: %s\n(what it printed is in %s)",
			filepath.Base(j.Source), errCell, last.Cell, strings.TrimSpace(last.Message),
			j.Executed)
	case err != nil && leftOut > 0:
		return fmt.Errorf("execute %s: %w, after a message of more than %d MiB: let the failing cell "+
			"print less (what it printed is in %s)", filepath.Base(j.Source), err, maxLine>>20, j.Executed)
	case err != nil:
		return fmt.Errorf("execute %s: %w: %s", filepath.Base(j.Source), err,
			setup.LastLine(said.String()))
	}
	return nil
}

// follow passes the driver's steps on and returns the last one, and how many
// lines were too long for a step. A failure carries the number of the cell that
// was running.
func follow(driver io.Reader, watch func(step)) (last step, leftOut int) {
	cell := 0
	leftOut = Lines(driver, func(line []byte) {
		var s step
		if json.Unmarshal(line, &s) != nil {
			return
		}
		if s.Event == "start" {
			cell = s.Cell
		}
		if s.Event == "failed" {
			s.Cell = cell
		}
		watch(s)
		last = s
	})
	return last, leftOut
}
