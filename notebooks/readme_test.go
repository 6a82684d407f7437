package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func readme(t *testing.T, root string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadmesMethod compiles the method that the README shows, as the file that
// it tells the reader to write.
func TestReadmesMethod(t *testing.T) {
	root := checkout(t)
	_, rest, _ := strings.Cut(readme(t, root), "```go\n")
	example, _, found := strings.Cut(rest, "```")
	if !found || !strings.Contains(example, "Register(") {
		t.Fatalf("the README's first Go code registers no method:\n%s", example)
	}
	written := filepath.Join(t.TempDir(), "head_only.go")
	if err := os.WriteFile(written, []byte(example), 0o644); err != nil {
		t.Fatal(err)
	}
	place := filepath.Join(root, "gomlx_model", "unlearn", "head_only.go")
	goList(t, root, overlayFlag(t, map[string]string{place: written}), "-export",
		"./gomlx_model/unlearn")
}

// node returns what the README calls a package; a folder's internal packages
// count as the folder.
func node(importPath string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(importPath, "audiounlearning/"), "/internal/")
	return strings.TrimPrefix(name, "gomlx_model/")
}

// TestReadmesImports compares the README's lines about which package imports
// which with the imports. A line leaves out packages that are also reached
// through others.
func TestReadmesImports(t *testing.T) {
	root := checkout(t)
	imports := map[string]map[string]bool{}
	for _, line := range goList(t, root, "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...") {
		all := strings.Fields(line)
		if strings.Contains(all[0], "gomlx_model/internal/") { // helps tests alone
			continue
		}
		from := node(all[0])
		if imports[from] == nil {
			imports[from] = map[string]bool{}
		}
		for _, to := range all[1:] {
			if strings.HasPrefix(to, "audiounlearning/") && node(to) != from {
				imports[from][node(to)] = true
			}
		}
	}
	var reach func(from string, into map[string]bool)
	reach = func(from string, into map[string]bool) {
		for to := range imports[from] {
			into[to] = true
			reach(to, into)
		}
	}
	want := map[string]string{}
	for from, all := range imports {
		direct := maps.Clone(all)
		for to := range all {
			further := map[string]bool{}
			reach(to, further)
			maps.DeleteFunc(direct, func(p string, _ bool) bool { return further[p] })
		}
		if len(direct) > 0 {
			want[from] = strings.Join(slices.Sorted(maps.Keys(direct)), ", ")
		}
	}
	got := map[string]string{}
	for _, line := range regexp.MustCompile(`(?m)^.*→.*$`).FindAllString(
		section(readme(t, root), "## Read it"), -1) {
		steps := strings.Split(line, "→")
		for i := range steps[1:] {
			for from := range strings.SplitSeq(steps[i], ",") {
				got[strings.TrimSpace(from)] = strings.TrimSpace(steps[i+1])
			}
		}
	}
	for from, to := range want {
		if got[from] != to {
			t.Errorf("%s imports %s; the README says %q", from, to, got[from])
		}
	}
	for from := range got {
		if want[from] == "" {
			t.Errorf("the README has imports of %s, which has none", from)
		}
	}
}

// section returns the text below a heading, up to the next one.
func section(text, heading string) string {
	_, text, _ = strings.Cut(text, heading+"\n")
	text, _, _ = strings.Cut(text, "\n## ")
	return text
}
