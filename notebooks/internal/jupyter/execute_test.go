package jupyter

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"audiounlearning/gomlx_model/setup"
)

// prepared sets the environment up, or skips where that cannot be done.
func prepared(t *testing.T) Environment {
	t.Helper()
	if testing.Short() {
		t.Skip("installs Python packages and builds the kernel")
	}
	env, err := Prepare(t.Context(), "run", RunRequirements, func(line string) { t.Log(line) })
	if errors.Is(err, setup.ErrNoPython) || err != nil && strings.Contains(err.Error(), "network") {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// write makes a notebook of code cells and the job to run it.
func write(t *testing.T, env Environment, cells ...string) job {
	t.Helper()
	type cell map[string]any
	list := []cell{{"cell_type": "markdown", "id": "title", "metadata": cell{},
		"source": "# Energy\n\n$E = mc^2$"}}
	for i, source := range cells {
		list = append(list, cell{"cell_type": "code", "id": string(rune('a' + i)),
			"metadata": cell{}, "source": source,
			"outputs": []cell{}, "execution_count": nil})
	}
	text, err := json.Marshal(cell{"cells": list, "metadata": cell{}, "nbformat": 4,
		"nbformat_minor": 5})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	j := job{Source: filepath.Join(dir, "00_test.ipynb"), Folder: env.Root}
	j.Executed, j.Page = Outputs(filepath.Join(dir), "executed.ipynb")
	if err := os.WriteFile(j.Source, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return j
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestExecute runs cells that import a package of this project, with a setting
// from the command line, and runs them again: the copies are the same bytes.
func TestExecute(t *testing.T) {
	env := prepared(t)
	j := write(t, env, "%noautoget\nimport \"audiounlearning/gomlx_model/settings\"\nvar config = "+
		"settings.Default().FromEnv()",
		"%%\nfmt.Println(\"seeds\", config.Seeds, os.Getenv(\"NPROC\"), os.Getenv(\"AU_ROOT\") "+
			"!= \"\")")
	j.Banner = "> **quick run**"
	j.Stamp = &Stamp{Corpus: "abc"}
	var events []string
	if err := env.execute(t.Context(), j, []string{"AU_SEEDS=9"},
		func(s step) { events = append(events, s.Event) }); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(events, " "); got != "open start done start done end" {
		t.Errorf("steps: %s", got)
	}
	first, page := read(t, j.Executed), read(t, j.Page)
	for _, want := range []string{"seeds 9 1 true", "quick run", `"corpus": "abc"`} {
		if !strings.Contains(first, want) {
			t.Errorf("the copy does not hold %q:\n%s", want, first)
		}
	}
	// The page needs no network: its formula is MathML, and nothing is loaded.
	for _, want := range []string{"seeds 9", "quick run", "<math"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not hold %q", want)
		}
	}
	if strings.Contains(page, "<script") || strings.Contains(page,
		"<link rel=\"stylesheet\" href=") {
		t.Error("the page loads something")
	}
	if err := env.execute(t.Context(), j, []string{"AU_SEEDS=9"}, func(step) {}); err != nil {
		t.Fatal(err)
	}
	if again := read(t, j.Executed); again != first {
		t.Errorf("a second run differs:\n%s\n%s", first, again)
	}
}

// TestImportsEndWithTheCell: the kernel links what a cell uses, not what an
// earlier one imported; package main's tests of all cells rest on that.
func TestImportsEndWithTheCell(t *testing.T) {
	env := prepared(t)
	linked := "info, _ := debug.ReadBuildInfo()\n" +
		"fmt.Println(\"engine\", strings.Contains(info.String(), \"github.com/gomlx/gomlx\"))"
	j := write(t, env, "%noautoget\nimport (\n\t\"fmt\"\n\t\"runtime/debug\"\n\t\"strings\"\n)",
		"import \"audiounlearning/gomlx_model/study\"\n\n%%\n_ = study.PublishedModels\n"+linked,
		"%%\n"+linked)
	if err := env.execute(t.Context(), j, nil, func(step) {}); err != nil {
		t.Fatal(err)
	}
	said := read(t, j.Executed)
	first, then := strings.Index(said, `"engine true`), strings.Index(said, `"engine false`)
	if first < 0 || then < first {
		t.Errorf("want the engine in the second cell and not in the third:\n%s", said)
	}
}

// TestExecuteFailure: the error holds the compiler's own message and the cell,
// and the copy keeps the outputs of the cells before it.
func TestExecuteFailure(t *testing.T) {
	env := prepared(t)
	j := write(t, env, "%noautoget\n%%\nfmt.Println(\"kept\")", "%%\nvar unused int")
	err := env.execute(t.Context(), j, nil, func(step) {})
	if !errors.Is(err, errCell) || !strings.Contains(err.Error(), "cell 2") ||
		!strings.Contains(err.Error(), "declared and not used: unused") {
		t.Errorf("got %v", err)
	}
	if !strings.Contains(read(t, j.Executed), "kept") ||
		!strings.Contains(read(t, j.Page), "kept") {
		t.Error("the outputs are lost")
	}
}

// TestExecuteStopped: the end of the context ends driver, kernel and cell.
func TestExecuteStopped(t *testing.T) {
	env := prepared(t)
	alive := filepath.Join(t.TempDir(), "alive")
	j := write(t, env,
		"%noautoget\n%%\nfor {\n\tos.WriteFile(\""+alive+"\", nil, 0o644)\n\ttime.Sleep(50 * "+
			"time.Millisecond)\n}")
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for !IsFile(alive) && ctx.Err() == nil {
			time.Sleep(20 * time.Millisecond)
		}
		cancel()
	}()
	if err := env.execute(ctx, j, nil, func(step) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was cancelled", err)
	}
	os.Remove(alive)
	time.Sleep(500 * time.Millisecond)
	if IsFile(alive) {
		t.Error("the cell still runs")
	}
}

// TestKernelFollowsTheCheckout: after a move the kernel's description is of
// another folder, and is written again.
func TestKernelFollowsTheCheckout(t *testing.T) {
	at := func(root string) Environment { return Environment{Root: root, Dir: setup.EnvDir(root)} }
	root, moved := t.TempDir(), filepath.Join(t.TempDir(), "moved")
	if err := at(root).writeKernel(); err != nil {
		t.Fatal(err)
	}
	if !at(root).KernelIsWritten() {
		t.Error("not written")
	}
	if err := os.Rename(root, moved); err != nil {
		t.Fatal(err)
	}
	if at(moved).KernelIsWritten() {
		t.Error("the moved kernel still names the old folder")
	}
	if err := at(moved).writeKernel(); err != nil || !at(moved).KernelIsWritten() {
		t.Errorf("not written again: %v", err)
	}
}
