package report

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"path/filepath"

	"audiounlearning/gomlx_model/setup"
)

// Listing returns the source of a function of this project, so that a notebook
// shows the very code that runs. The file is named from the root of the
// checkout; a method is named with its type, as in "Session.Perturb". The
// function's comment is included.
func Listing(file, function string) (string, error) {
	root, err := setup.Root()
	if err != nil {
		return "", err
	}
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, filepath.Join(root, filepath.FromSlash(file)), nil,
		parser.ParseComments)
	if err != nil {
		return "", fmt.Errorf("listing of %s: %w", function, err)
	}
	for _, d := range parsed.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || functionName(f) != function {
			continue
		}
		var b bytes.Buffer
		node := &printer.CommentedNode{Node: f, Comments: parsed.Comments}
		style := printer.Config{Mode: printer.UseSpaces | printer.TabIndent, Tabwidth: 8} // gofmt's
		if err := style.Fprint(&b, files, node); err != nil {
			return "", fmt.Errorf("listing of %s: %w", function, err)
		}
		return b.String(), nil
	}
	return "", fmt.Errorf("%s has no function %s: correct the name in the cell", file, function)
}

// functionName is "Perturb" for a function and "Session.Perturb" for a method,
// whether its receiver is a pointer or not.
func functionName(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	t := f.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if name, ok := t.(*ast.Ident); ok {
		return name.Name + "." + f.Name.Name
	}
	return f.Name.Name
}
