package publish

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/notebooks/internal/arguments"

	"github.com/google/renameio/v2/maybe"
	"sigs.k8s.io/yaml"
)

// Machine-readable descriptions of the study, below figures/data.
const (
	CodeMetaFile = "codemeta.json"          // of the software (codemeta.github.io)
	CrateFile    = "ro-crate-metadata.json" // of the data (researchobject.org)
)

// citationFile is written by hand and says for both who made what.
const citationFile = "CITATION.cff"

// citation is what CITATION.cff says (Citation File Format 1.2.0).
type citation struct {
	Title    string   `json:"title"`
	Abstract string   `json:"abstract"`
	Version  string   `json:"version"`
	Released string   `json:"date-released"`
	License  string   `json:"license"`
	Keywords []string `json:"keywords"`
	Authors  []author `json:"authors"`

	References []struct {
		Type    string   `json:"type"`
		Title   string   `json:"title"`
		URL     string   `json:"url"`
		License string   `json:"license"`
		Authors []author `json:"authors"`
	} `json:"references"`
}

// author is a person, or with a name an organisation.
type author struct {
	Name   string `json:"name"`
	Family string `json:"family-names"`
	Given  string `json:"given-names"`
}

// Describe writes the descriptions of what is in figures/data: the data
// dictionary, the checklist of reproducibility, codemeta.json and the metadata
// of an RO-Crate, which lists every file. They contain only what is in
// CITATION.cff, the plan, the files and the dictionary, so the same files give
// the same bytes.
func Describe(root string) error {
	files, err := descriptions(root)
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := maybe.WriteFile(filepath.Join(DataDir(root), name), text, 0o644); err != nil {
			return fmt.Errorf("describe the published results: %w", err)
		}
	}
	return nil
}

// descriptions returns the files that Describe writes, by their names.
func descriptions(root string) (map[string][]byte, error) {
	c, plan, err := sources(root)
	if err != nil {
		return nil, err
	}
	made := map[string][]byte{}
	if made[DictionaryFile], err = dictionaryCSV(); err != nil {
		return nil, err
	}
	if made[CodeMetaFile], err = document(c.codeMeta()); err != nil {
		return nil, err
	}
	archive, err := records.ReadPublished(DataDir(root))
	if err != nil {
		return nil, err
	}
	made[ChecklistFile] = checklist(archive.Records, plan)
	files, err := published(DataDir(root), made)
	if err != nil {
		return nil, err
	}
	made[CrateFile], err = document(c.crate(files))
	return made, err
}

// sources reads what is written by hand of the descriptions: the citation, and
// the plan without the settings of the person who publishes.
func sources(root string) (c citation, plan []arguments.Step, err error) {
	if c, err = readCitation(filepath.Join(root, citationFile)); err != nil {
		return c, nil, err
	}
	plan, err = arguments.ReadPlan(filepath.Join(root, filepath.FromSlash(planFile)),
		settings.Default())
	return c, plan, err
}

// readCitation reads CITATION.cff.
func readCitation(path string) (c citation, err error) {
	text, err := os.ReadFile(path)
	if err == nil {
		err = yaml.Unmarshal(text, &c)
	}
	if err == nil && (c.Title == "" || c.License == "" || len(c.Authors) == 0) {
		err = errors.New("a title, a license or authors are missing")
	}
	if err != nil {
		return c, fmt.Errorf("read the citation: %w; mend %s", err, path)
	}
	return c, nil
}

// document returns JSON as it is published.
func document(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", "  ")
	return append(text, '\n'), err
}

// A file is what is published under a path below figures/data.
type file struct {
	path string
	text []byte
}

// published returns the files below a folder in byte order of their paths, with
// newly made files in place of older ones.
func published(dir string, made map[string][]byte) (files []file, err error) {
	seen := map[string]bool{CrateFile: true} // which does not list itself
	add := func(name string, text []byte) { files, seen[name] = append(files, file{name, text}), true }
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || seen[name] {
			return err
		}
		text, ok := made[name]
		if !ok {
			if text, err = os.ReadFile(filepath.Join(dir, name)); err != nil {
				return err
			}
		}
		add(name, text)
		return nil
	})
	for _, name := range []string{ChecklistFile, CodeMetaFile, DictionaryFile} {
		if !seen[name] {
			add(name, made[name])
		}
	}
	sortFiles(files)
	if err != nil {
		return nil, fmt.Errorf("list the published results: %w", err)
	}
	return files, nil
}

// codeMeta describes the software. CodeMeta's context has no name for articles,
// but one for schema.org.
func (c citation) codeMeta() map[string]any {
	paper := c.paper()
	paper["@type"] = "schema:ScholarlyArticle"
	return map[string]any{
		"@context": "https://w3id.org/codemeta/3.1",
		"@type":    "SoftwareSourceCode",
		"name":     c.Title, "description": c.Abstract, "version": c.Version,
		"datePublished": c.Released, "license": licence(c.License),
		"keywords": c.Keywords, "author": agents(c.Authors),
		"programmingLanguage": "Go", "operatingSystem": "Linux",
		"referencePublication": paper,
	}
}

// licence returns the address of a licence by its name in SPDX's list.
func licence(name string) string { return "https://spdx.org/licenses/" + name }

// agents returns authors in schema.org's words.
func agents(authors []author) (all []map[string]any) {
	for _, a := range authors {
		if a.Name != "" {
			all = append(all, map[string]any{"@type": "Organization", "name": a.Name})
			continue
		}
		all = append(all, map[string]any{"@type": "Person", "givenName": a.Given, "familyName": a.Family})
	}
	return all
}

// paper returns the article that the study replicates: the first of the
// references.
func (c citation) paper() map[string]any {
	p := map[string]any{"@type": "ScholarlyArticle"}
	for _, r := range c.References {
		if r.Type == "article" {
			p["name"], p["author"] = r.Title, agents(r.Authors)
			break
		}
	}
	return p
}

// encoding returns the media type of a published file.
func encoding(name string) string {
	for suffix, kind := range map[string]string{
		".csv": "text/csv", ".gz": "application/gzip", ".json": "application/json",
		".md": "text/markdown",
	} {
		if strings.HasSuffix(name, suffix) {
			return kind
		}
	}
	return "application/octet-stream" // safetensors
}
