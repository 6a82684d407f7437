package site

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/jupyter"

	"golang.org/x/net/html"
)

// built makes the site of the checkout. It skips the test if there is no
// Python.
func built(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("installs Python packages")
	}
	env, err := jupyter.Prepare(t.Context(), "run", jupyter.RunRequirements,
		func(line string) { t.Log(line) })
	if errors.Is(err, setup.ErrNoPython) || err != nil && strings.Contains(err.Error(), "network") {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "site")
	made, pages := 0, 0
	if err := Build(t.Context(), env, dir, "https://code.example/study/blob/main",
		func(done, of int) { made, pages = made+1, of }); err != nil {
		t.Fatal(err)
	}
	if made != pages || made == 0 {
		t.Errorf("it told of %d pages of %d", made, pages)
	}
	return dir
}

// A new site takes the place of the old one, also of one that a killed program
// moved aside, and leaves nothing else. If it cannot, the old one stays. The
// builder is a script; the line that it prints first is longer than a step.
func TestReplaced(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "site")
	build := func(last string) error {
		env := jupyter.Environment{Root: parent, Python: filepath.Join(t.TempDir(), "python")}
		script := "#!/bin/sh\nhead -c 200000 /dev/zero | tr '\\0' x\necho\necho 1 1\n" + last
		if err := os.WriteFile(env.Python, []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		told := 0
		err := Build(t.Context(), env, dir, "", func(done, of int) { told += done + of })
		if told != 2 {
			t.Errorf("told of %d pages", told)
		}
		return err
	}
	put := func(path string) {
		if err := errors.Join(os.MkdirAll(path, 0o755),
			os.WriteFile(filepath.Join(path, "old.html"), nil, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	put(dir)
	put(dir + ".old")
	if err := build("rm -r " + parent + "/.site-*/made"); err == nil {
		t.Error("no error of a site that is lost")
	}
	if _, err := os.Stat(filepath.Join(dir, "old.html")); err != nil {
		t.Errorf("the old site is lost: %v", err)
	}
	for range 2 { // over the old one, and over the new one
		put(dir + ".old")
		if err := build(""); err != nil {
			t.Fatal(err)
		}
		left, _ := filepath.Glob(filepath.Join(parent, "*"))
		files, _ := filepath.Glob(filepath.Join(dir, "*"))
		if len(left) != 1 || len(files) != 1 || filepath.Base(files[0]) != "site.css" {
			t.Errorf("there are %q with %q", left, files)
		}
	}
}

// pagesOf returns the site's pages by their names.
func pagesOf(t *testing.T, dir string) map[string]*html.Node {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no pages in %s: %v", dir, err)
	}
	pages := map[string]*html.Node{}
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if pages[filepath.Base(path)], err = html.Parse(f); err != nil {
			t.Fatal(err)
		}
	}
	return pages
}

// attribute returns an element's attribute, or "".
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// TestSite: there is a page for each notebook, the README and the data; each
// link and picture leads to a file or a section that is there; nothing is
// fetched from another host; each picture says what it shows.
func TestSite(t *testing.T) {
	dir := built(t)
	pages := pagesOf(t, dir)
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	notebooks, err := jupyter.NotebookPaths(root)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(pages), len(notebooks)+2; got != want {
		t.Errorf("%d pages of %d notebooks, the README and the data", got, len(notebooks))
	}
	sections := map[string]map[string]bool{}
	for name, page := range pages {
		sections[name] = map[string]bool{}
		for n := range page.Descendants() {
			sections[name][attribute(n, "id")] = true
		}
	}
	pictures, vectors, scripts := 0, 0, 0
	for name, page := range pages {
		for n := range page.Descendants() {
			switch n.Data {
			case "script":
				scripts++
			case "img":
				pictures++
				if alt := attribute(n, "alt"); alt == "" || alt == "A figure" {
					t.Errorf("%s: picture %s does not say what it shows", name, attribute(n, "src"))
				}
			}
			for _, key := range []string{"href", "src"} {
				to := attribute(n, key)
				if to == "" {
					continue
				}
				if err := leads(dir, name, n.Data, to, sections); err != "" {
					t.Errorf("%s: %s %s=%q %s", name, n.Data, key, to, err)
				}
				if key == "href" && strings.HasSuffix(to, ".svg") {
					vectors++
				}
			}
		}
	}
	if pictures < 20 || vectors < 10 {
		t.Errorf("%d pictures, %d links to figures as SVG: some are lost", pictures, vectors)
	}
	if scripts != 0 {
		t.Errorf("%d scripts in pages that need none", scripts)
	}
}

// leads says what is wrong with an address on a page, or "".
func leads(dir, page, element, to string, sections map[string]map[string]bool) string {
	u, err := url.Parse(to)
	switch {
	case err != nil:
		return err.Error()
	case u.Scheme == "data":
		return ""
	case u.Scheme != "":
		if element != "a" {
			return "is fetched from another host"
		}
		return ""
	}
	file := u.Path
	if file == "" {
		file = page
	}
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(file))); errors.Is(err, fs.ErrNotExist) {
		return "leads to no file"
	}
	// A browser looks for the fragment as it is written, then decoded.
	_, written, _ := strings.Cut(to, "#")
	if written != "" && !sections[file][written] && !sections[file][u.Fragment] {
		return "leads to no section"
	}
	return ""
}
