// Package site makes a web site of the committed notebooks, for readers who do
// not clone the repository: the README as the first page, a page for each
// notebook, and the published files.
//
// Nbconvert makes the pages by its own "lab" template, with a few blocks of
// ours (folder template) and one style sheet. The pages load nothing from other
// hosts: formulas are MathML, and pictures and files are beside the pages.
//
//	notebooks/*.ipynb, README.md ─nbconvert→ pages, pictures ┐
//	figures/out, figures/data ─copied→ downloads             ┴→ a folder to serve
package site

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/jupyter"
)

// builder makes the pages; see its first lines for what it takes.
//
//go:embed site.py
var builder string

//go:embed site.css
var style []byte

//go:embed template
var template embed.FS

// Build makes the site in dir and replaces what is there. Files that the site
// does not hold are linked below source, an address such as that of the
// repository's main branch on a code host; if source is empty, they are named
// without a link. On an error dir stays as it was. Build calls watch after each
// page.
func Build(ctx context.Context, env jupyter.Environment, dir, source string,
	watch func(done, of int)) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("make a folder for the site: %w", err)
	}
	work, err := os.MkdirTemp(filepath.Dir(dir), ".site-")
	if err != nil {
		return fmt.Errorf("make a folder for the site: %w", err)
	}
	defer os.RemoveAll(work)
	made, templates := filepath.Join(work, "made"), filepath.Join(work, "templates")
	own, _ := fs.Sub(template, "template") // the name is that of the embedded folder
	if err := os.CopyFS(filepath.Join(templates, "site"), own); err != nil {
		return fmt.Errorf("write the site's template: %w", err)
	}
	if err := os.Mkdir(made, 0o755); err != nil {
		return fmt.Errorf("make a folder for the site: %w", err)
	}
	if err := os.WriteFile(filepath.Join(made, "site.css"), style, 0o644); err != nil {
		return fmt.Errorf("write the site's style: %w", err)
	}
	// A map of strings always encodes.
	job, _ := json.Marshal(map[string]string{"root": env.Root, "out": made, "source": source,
		"templates": templates})
	cmd := exec.CommandContext(ctx, env.Python, "-c", jupyter.MathML+builder, string(job))
	cmd.Env = env.Environ()
	var said bytes.Buffer
	cmd.Stderr = &said
	pages, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err == nil {
		var done, of int
		jupyter.Lines(pages, func(line []byte) {
			if n, _ := fmt.Sscan(string(line), &done, &of); n == 2 {
				watch(done, of)
			}
		})
		err = cmd.Wait()
	}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("make the site of the committed notebooks: %w: %s", err,
			setup.LastLine(strings.TrimSpace(said.String())))
	}
	return replace(dir, made)
}

// replace puts the folder made in the place of dir. It moves the old one aside
// until the new one is there, so that a program that is killed loses neither.
func replace(dir, made string) error {
	aside := dir + ".old"
	err := os.Rename(dir, aside)
	if errors.Is(err, fs.ErrExist) { // of a program that was killed here
		if err = os.RemoveAll(aside); err == nil {
			err = os.Rename(dir, aside)
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("make room for the site: %w", err)
	}
	had := err == nil
	if err := os.Rename(made, dir); err != nil {
		if had && os.Rename(aside, dir) != nil {
			err = fmt.Errorf("%w (the old one is in %s)", err, aside)
		}
		return fmt.Errorf("put the site in its place: %w", err)
	}
	if err := os.RemoveAll(aside); err != nil {
		return fmt.Errorf("remove the old site: %w", err)
	}
	return nil
}
