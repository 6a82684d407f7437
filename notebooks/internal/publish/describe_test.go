package publish

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"audiounlearning/gomlx_model/setup"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"sigs.k8s.io/yaml"
)

var update = flag.Bool("update", false, "write the descriptions of figures/data")

// must returns v; an error is a mistake in the test itself.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// parse returns the value that a JSON text holds.
func parse(t *testing.T, text []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestCitation: CITATION.cff keeps to the format's schema, that of cffconvert
// 2.0.0 (testdata/README.md).
func TestCitation(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema := parse(t, must(os.ReadFile("testdata/cff-1.2.0.schema.json")))
	if err := compiler.AddResource("cff.json", schema); err != nil {
		t.Fatal(err)
	}
	compiled := must(compiler.Compile("cff.json"))
	file := filepath.Join(must(setup.Root()), citationFile)
	text := must(yaml.YAMLToJSON(must(os.ReadFile(file))))
	if err := compiled.Validate(parse(t, text)); err != nil {
		t.Error(err)
	}
	wrong := bytes.Replace(text, []byte(`"cff-version"`), []byte(`"version-of-cff"`), 1)
	if err := compiled.Validate(parse(t, wrong)); err == nil {
		t.Error("the schema takes anything")
	}
	if _, err := readCitation(t.TempDir()); err == nil ||
		!strings.Contains(err.Error(), "read the citation") {
		t.Errorf("error %v for a folder", err)
	}
}

// described are the descriptions of what is committed, which takes reading all
// of it.
var described = sync.OnceValues(func() (map[string][]byte, error) {
	root, err := setup.Root()
	if err != nil {
		return nil, err
	}
	return descriptions(root)
})

// TestDescribed: the descriptions that are committed are those of the files
// that are committed.
func TestDescribed(t *testing.T) {
	root := must(setup.Root())
	if *update {
		if err := Describe(root); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range must(described()) {
		got, err := os.ReadFile(filepath.Join(DataDir(root), name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not of the files beside it, error %v: publish, or run this test with -update",
				name, err)
		}
	}
}

// TestTerms: every word in the descriptions is one of the contexts that they
// name, so that no reader of linked data drops it (testdata/README.md).
func TestTerms(t *testing.T) {
	made := must(described())
	for name, context := range map[string]string{
		CodeMetaFile: "codemeta-3.1.context.json", CrateFile: "ro-crate-1.2.context.json",
	} {
		vendored := parse(t, must(os.ReadFile("testdata/"+context))).(map[string]any)
		terms := vendored["@context"].(map[string]any)
		if len(terms) < 50 {
			t.Fatalf("%s has %d terms", context, len(terms))
		}
		var walk func(v any)
		walk = func(v any) {
			switch v := v.(type) {
			case []any:
				for _, item := range v {
					walk(item)
				}
			case map[string]any:
				for key, value := range v {
					if _, ok := terms[key]; !ok && !strings.HasPrefix(key, "@") {
						t.Errorf("%s: %q is no term of its context", name, key)
					}
					if kind, ok := value.(string); key == "@type" && ok {
						kind, _, _ = strings.Cut(kind, ":") // schema:ScholarlyArticle
						if _, ok := terms[kind]; !ok {
							t.Errorf("%s: %q is no type of its context", name, kind)
						}
					}
					walk(value)
				}
			}
		}
		walk(parse(t, made[name]))
	}
}

// TestCrate checks what the specification of RO-Crate 1.2 asks of every crate.
// Its file describes ./, which has a name, a description, a date and a licence.
// Every reference is to a node of the graph or an address. Every file exists
// and is part of something.
func TestCrate(t *testing.T) {
	root := must(setup.Root())
	crate := parse(t, must(described())[CrateFile]).(map[string]any)
	nodes := map[string]map[string]any{}
	for _, n := range crate["@graph"].([]any) {
		node := n.(map[string]any)
		id := node["@id"].(string)
		if nodes[id] != nil {
			t.Errorf("%s is described twice", id)
		}
		nodes[id] = node
	}
	top := nodes[CrateFile]
	if top == nil || top["about"].(map[string]any)["@id"] != "./" ||
		top["conformsTo"].(map[string]any)["@id"] != "https://w3id.org/ro/crate/1.2" ||
		crate["@context"] != "https://w3id.org/ro/crate/1.2/context" {
		t.Errorf("the crate does not describe itself: %v", top)
	}
	for _, key := range []string{"name", "description", "datePublished", "license"} {
		if nodes["./"][key] == nil {
			t.Errorf("the data has no %s", key)
		}
	}
	held := map[string]int{}
	for id, node := range nodes {
		if parts, ok := node["hasPart"].([]any); ok {
			for _, p := range parts {
				held[p.(map[string]any)["@id"].(string)]++
			}
		}
		var walk func(v any)
		walk = func(v any) {
			switch v := v.(type) {
			case []any:
				for _, item := range v {
					walk(item)
				}
			case map[string]any:
				to, _ := v["@id"].(string)
				specification := strings.HasPrefix(to, "https://w3id.org/")
				if len(v) == 1 && to != "" && nodes[to] == nil && !specification {
					t.Errorf("%s refers to %s, which is not described", id, to)
				}
				for _, item := range v {
					walk(item)
				}
			}
		}
		walk(node)
	}
	for id, node := range nodes {
		if node["@type"] == "File" {
			if node["description"] == nil {
				t.Errorf("%s is not described: add a line to dictionary.go", id)
			}
			if held[id] != 1 {
				t.Errorf("%s is part of %d folders", id, held[id])
			}
			made := slices.Contains([]string{ChecklistFile, CodeMetaFile, DictionaryFile}, id)
			if _, err := os.Stat(filepath.Join(DataDir(root), id)); err != nil && !made {
				t.Error(err)
			}
		}
	}
	if held["records/"] != 1 || nodes["#records.f1"]["unitText"] != "share" || len(nodes) < 60 {
		t.Errorf("%d nodes; records are part of %d folders", len(nodes), held["records/"])
	}
}

// TestDictionary: the dictionary has each column of each published file, in
// their order, and no other.
func TestDictionary(t *testing.T) {
	root := must(setup.Root())
	used := map[string]bool{}
	for _, f := range must(published(DataDir(root), nil)) {
		if !strings.Contains(f.path, ".csv") || f.path == DictionaryFile {
			continue
		}
		var r io.Reader = bytes.NewReader(f.text)
		if strings.HasSuffix(f.path, ".gz") {
			r = must(gzip.NewReader(r))
		}
		header := must(csv.NewReader(r).Read())
		columns, kind := columnsOf(f.path)
		used[kind] = true
		var names []string
		for _, c := range columns {
			names = append(names, c.name)
			if c.meaning == "" {
				t.Errorf("%s: %s is not explained", kind, c.name)
			}
		}
		if !slices.Equal(names, header) {
			t.Errorf("%s has the columns %q, its dictionary %q: add lines to dictionary.go", f.path, header,
				names)
		}
	}
	for _, c := range dictionary() {
		if !used[c.files] {
			t.Errorf("no file is of the kind %s", c.files)
		}
	}
	again := must(csv.NewReader(bytes.NewReader(must(dictionaryCSV()))).ReadAll())
	if len(again) != 1+len(dictionary()) || again[1][1] != "corpus" {
		t.Errorf("%d lines, the first %q", len(again), again[1])
	}
}
