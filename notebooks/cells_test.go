package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/jupyter"
)

// A program is what GoNB makes of the cells so far: the imports and
// declarations that it keeps, by name, and the last cell's main function.
type program struct {
	imports      map[string]string // path by the name in use
	declarations map[string]string // source by what is declared
	main         string
}

// next returns the program of the next cell. As in GoNB, what it declares
// takes the place of an earlier declaration of that name; values do not stay.
func (p program) next(source string) (program, error) {
	text := "package main\n"
	closing := ""
	for line := range strings.Lines(source) {
		switch {
		case strings.TrimSpace(line) == "%%":
			text, closing = text+"func main() {\n\tflag.Parse()\n", "\n}\n"
		case !strings.HasPrefix(line, "%"):
			text += line
		}
	}
	text += closing
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "cell.go", text, parser.SkipObjectResolution)
	if err != nil {
		return p, err
	}
	q := program{maps.Clone(p.imports), maps.Clone(p.declarations), "func main() { flag.Parse() }"}
	of := func(n ast.Node) string {
		return text[files.Position(n.Pos()).Offset:files.Position(n.End()).Offset]
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.Name == "main" {
				q.main = of(d)
			} else {
				q.declarations[d.Name.Name] = of(d)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.ImportSpec:
					importPath := strings.Trim(s.Path.Value, `"`)
					q.imports[path.Base(importPath)] = importPath
				case *ast.TypeSpec:
					q.declarations[s.Name.Name] = "type " + of(s)
				case *ast.ValueSpec:
					q.declarations[s.Names[0].Name] = d.Tok.String() + " " + of(s)
				}
			}
		}
	}
	return q, nil
}

// source returns the program with the imports that it uses, as goimports leaves
// them.
func (p program) source() (string, error) {
	var body strings.Builder
	for _, name := range slices.Sorted(maps.Keys(p.declarations)) {
		fmt.Fprintf(&body, "%s\n\n", p.declarations[name])
	}
	body.WriteString(p.main)
	file, err := parser.ParseFile(token.NewFileSet(), "", "package main\n"+body.String(), 0)
	if err != nil {
		return "", err
	}
	alive := map[string]string{"flag": "flag"}
	for _, name := range file.Unresolved { // names that the file does not declare
		if importPath, ok := p.imports[name.Name]; ok {
			alive[name.Name] = importPath
		}
	}
	var head strings.Builder
	for _, name := range slices.Sorted(maps.Keys(alive)) {
		fmt.Fprintf(&head, "import %q\n", alive[name])
	}
	return "package main\n\n" + head.String() + "\n" + body.String() + "\n", nil
}

// cellPackages is where the go command finds the programs of all cells, one
// package for each, although no file is written there.
const cellPackages = "notebooks/_cells"

// composedCells are the programs of all cells, in the order of the notebooks.
type composedCells struct {
	written  []string // the files
	packages []string // their packages, for the go command
	overlay  string   // the flag that makes it see them
}

// composed writes the program of every cell to a temporary folder.
func composed(t *testing.T, root string) (all composedCells) {
	t.Helper()
	paths, err := jupyter.NotebookPaths(root)
	if err != nil {
		t.Fatal(err)
	}
	dir, replace := t.TempDir(), map[string]string{}
	for _, file := range paths {
		notebook, err := jupyter.ReadNotebook(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".ipynb")
		p := program{imports: map[string]string{}, declarations: map[string]string{}}
		for i, cell := range notebook.Cells {
			if cell.Type != "code" {
				continue
			}
			text := ""
			if p, err = p.next(string(cell.Source)); err == nil {
				text, err = p.source()
			}
			if err != nil {
				t.Fatalf("%s, cell %d: %v", name, i, err)
			}
			pkg := fmt.Sprintf("%s/%s_%02d", cellPackages, name, i)
			written := filepath.Join(dir, path.Base(pkg)+".go")
			if err := os.WriteFile(written, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			all.written, all.packages = append(all.written, written), append(all.packages, "./"+pkg)
			replace[filepath.Join(root, filepath.FromSlash(pkg), "main.go")] = written
		}
	}
	all.overlay = overlayFlag(t, replace)
	return all
}

// overlayFlag returns the go command's flag for files that exist only in an
// overlay.
func overlayFlag(t *testing.T, replace map[string]string) string {
	t.Helper()
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return "-overlay=" + file
}

// goList runs go list in the checkout and returns its lines.
func goList(t *testing.T, root string, args ...string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", append([]string{"list"}, args...)...)
	cmd.Dir = root
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, said.String())
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

func checkout(t *testing.T) string {
	t.Helper()
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// linksEngine reports whether a package, or one that it depends on, is of the
// engine.
func linksEngine(packages []string) bool {
	return slices.ContainsFunc(packages, func(p string) bool {
		return p == "audiounlearning/gomlx_model" || strings.HasPrefix(p, "github.com/gomlx/")
	})
}

// TestEngineFree: packages that describe, hold or show results depend on no
// engine.
func TestEngineFree(t *testing.T) {
	packages := []string{"./audio/...", "./figures/...", "./notebooks/internal/submit",
		"./notebooks/internal/forecast"}
	for _, name := range []string{"names", "stats", "split", "settings", "records", "report",
		"metrics", "network"} {
		packages = append(packages, "./gomlx_model/"+name)
	}
	for _, line := range goList(t, checkout(t), append([]string{"-f",
		`{{.ImportPath}} {{join .Deps " "}}`}, packages...)...) {
		if all := strings.Fields(line); linksEngine(all) {
			t.Errorf("%s links the engine", all[0])
		}
	}
}

// TestCellsLinkNoEngine: cells of notebooks that train nothing link no engine,
// except for the one cell of 00 that asks the three models. GoNB keeps
// declarations, so a function that opens a study would link it into every later
// cell. A notebook whose cells do says so in its opening text.
func TestCellsLinkNoEngine(t *testing.T) {
	root := checkout(t)
	all := composed(t, root)
	links := map[string][]string{} // cells that link the engine, by notebook
	for _, line := range goList(t, root, append([]string{all.overlay, "-f",
		`{{.ImportPath}} {{join .Deps " "}}`}, all.packages...)...) {
		if deps := strings.Fields(line); linksEngine(deps) {
			cell := path.Base(deps[0])
			links[cell[:len(cell)-3]] = append(links[cell[:len(cell)-3]], cell)
		}
	}
	if len(links["00_tour"]) != 1 {
		t.Errorf("cells of 00 that link the engine: %v, want one", links["00_tour"])
	}
	delete(links, "00_tour")
	paths, _ := jupyter.NotebookPaths(root)
	for _, file := range paths {
		notebook, err := jupyter.ReadNotebook(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".ipynb")
		says := strings.Contains(string(notebook.Cells[0].Source), "import the model package")
		if says != (len(links[name]) > 0) {
			t.Errorf("%s: opening text speaks of the model package: %t; cells that link it: %v",
				name, says, links[name])
		}
	}
}

// TestCellsCompile checks the program of every cell as the compiler does before
// it writes code, so no change of a package can break a cell unnoticed. All
// cells share one importer: each package that they use is read once.
func TestCellsCompile(t *testing.T) {
	root := checkout(t)
	files, cells, used := token.NewFileSet(), []*ast.File{}, map[string]bool{}
	for _, written := range composed(t, root).written {
		cell, err := parser.ParseFile(files, written, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range cell.Imports {
			used[strings.Trim(spec.Path.Value, `"`)] = true
		}
		cells = append(cells, cell)
	}
	exported := map[string]string{}
	for _, line := range goList(t, root, append([]string{"-export", "-deps", "-f",
		"{{.ImportPath}} {{.Export}}"}, slices.Sorted(maps.Keys(used))...)...) {
		importPath, file, _ := strings.Cut(line, " ")
		exported[importPath] = file
	}
	check := types.Config{Importer: importer.ForCompiler(files, "gc",
		func(importPath string) (io.ReadCloser, error) { return os.Open(exported[importPath]) })}
	for _, cell := range cells {
		if _, err := check.Check("main", files, []*ast.File{cell}, nil); err != nil {
			t.Error(err)
		}
	}
}
