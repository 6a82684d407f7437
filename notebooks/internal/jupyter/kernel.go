package jupyter

import (
	"bytes"
	"context"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"audiounlearning/gomlx_model/setup"

	"github.com/google/renameio/v2/maybe"
	"golang.org/x/mod/modfile"
)

// Tools are the programs that run cells: the kernel, and goimports, which it
// calls for each cell. go.mod pins their modules.
var Tools = []struct{ name, pkg, Module string }{
	{"gonb", "github.com/janpfeifer/gonb", "github.com/janpfeifer/gonb"},
	{"goimports", "golang.org/x/tools/cmd/goimports", "golang.org/x/tools"},
}

func (e Environment) tool(name string) string { return filepath.Join(e.Dir, "bin", name) }

// MissingTools returns the packages of the tools that are not installed in the
// version that go.mod pins.
func (e Environment) MissingTools() []string {
	pinned := e.Pinned()
	var missing []string
	for _, t := range Tools {
		info, err := buildinfo.ReadFile(e.tool(t.name))
		if err != nil || info.Main.Version != pinned[t.Module] {
			missing = append(missing, t.pkg)
		}
	}
	return missing
}

// Pinned returns the versions of the modules that go.mod requires.
func (e Environment) Pinned() map[string]string {
	versions := map[string]string{}
	text, err := os.ReadFile(filepath.Join(e.Root, "go.mod"))
	if err != nil {
		return versions
	}
	mod, err := modfile.ParseLax("go.mod", text, nil)
	if err != nil {
		return versions
	}
	for _, r := range mod.Require {
		versions[r.Mod.Path] = r.Mod.Version
	}
	return versions
}

// buildTools builds the tools that are missing. The go command writes a
// program whole or not at all.
func (e Environment) buildTools(ctx context.Context, log func(string)) error {
	missing := e.MissingTools()
	if len(missing) == 0 {
		return nil
	}
	log("building the Go kernel for Jupyter (once)")
	if err := os.MkdirAll(filepath.Dir(e.tool("")), 0o755); err != nil {
		return fmt.Errorf("build the Go kernel: %w", err)
	}
	args := append([]string{"build", "-o", filepath.Dir(e.tool("gonb")) +
		string(filepath.Separator)}, missing...)
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = e.Root
	if out, err := cmd.CombinedOutput(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return errors.New("build the Go kernel: no go command on PATH: add it, or run " +
				"through go run ./notebooks")
		}
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		return fmt.Errorf("build the Go kernel: go build says: %s (connect to the network and "+
			"run again)", lines[len(lines)-1])
	}
	return nil
}

// kernelVariables are set for the kernel and so for every cell, whichever
// program starts it: where the checkout is, one thread for XLA (the number of
// threads changes the bits), and no downloads that the reader did not ask for.
func (e Environment) kernelVariables() map[string]string {
	return map[string]string{
		"PATH":                  strings.TrimSuffix(e.path(), os.Getenv("PATH")) + "${PATH}",
		setup.RootEnv:           e.Root,
		"NPROC":                 "1",
		"GOMLX_NO_AUTO_INSTALL": "1",
		// the kernel makes a workspace of its own for the cells
		"GOWORK": "",
		// without debugging tables a cell links in half the time
		"GOFLAGS": "-buildvcs=false -ldflags=-s",
	}
}

// kernelSpec returns the kernel's description for Jupyter. It holds the
// absolute path of the checkout, so a moved checkout needs it written again.
func (e Environment) kernelSpec() []byte {
	spec := map[string]any{
		// Errors as plain text with the compiler's message, and the checkout as
		// part of the cells' workspace.
		"argv": []string{e.tool("gonb"), "--kernel", "{connection_file}", "-raw_error",
			"-go_work=" + e.Root,
			"-logtostderr", "-stderrthreshold=ERROR"},
		"display_name":   "Go (gonb)",
		"language":       "go",
		"interrupt_mode": "message",
		"env":            e.kernelVariables(),
	}
	// Maps of strings and slices of strings always encode.
	text, _ := json.MarshalIndent(spec, "", "  ")
	return append(text, '\n')
}

// KernelFile returns the path of the kernel's description for Jupyter.
func (e Environment) KernelFile() string {
	return filepath.Join(e.Dir, "jupyter", "kernels", "gonb", "kernel.json")
}

// KernelIsWritten reports whether the kernel's description is there and names
// this folder.
func (e Environment) KernelIsWritten() bool {
	text, err := os.ReadFile(e.KernelFile())
	return err == nil && bytes.Equal(text, e.kernelSpec())
}

// writeKernel writes the kernel's description if it is missing or names another
// folder.
func (e Environment) writeKernel() error {
	if e.KernelIsWritten() {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(e.KernelFile()), 0o755); err != nil {
		return fmt.Errorf("install the Go kernel: %w", err)
	}
	if err := maybe.WriteFile(e.KernelFile(), e.kernelSpec(), 0o644); err != nil {
		return fmt.Errorf("install the Go kernel: %w", err)
	}
	return nil
}
