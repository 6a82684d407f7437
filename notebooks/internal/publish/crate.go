package publish

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// crateVersion is the version of the RO-Crate specification that is followed.
const crateVersion = "https://w3id.org/ro/crate/1.2"

// An entity is a node of the crate's graph.
type entity = map[string]any

// at refers to an entity.
func at(id string) entity { return entity{"@id": id} }

// crate describes the data: each file with its size and checksum, each folder
// with the meaning of its columns, and the sources of it all.
func (c citation) crate(files []file) entity {
	const authors, article = "#authors", "#paper"
	var parts, columns []entity
	graph := []entity{}
	folders := map[string][]entity{}
	for _, f := range files {
		folder, _, nested := strings.Cut(f.path, "/")
		if !nested {
			folder = ""
		}
		folders[folder] = append(folders[folder], at(f.path))
		graph = append(graph, describeFile(f))
	}
	for _, v := range dictionary() {
		columns = append(columns, v.entity())
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		if folder == "" {
			parts = append(parts, folders[folder]...)
			continue
		}
		parts = append(parts, at(folder+"/"))
		graph = append(graph, describeFolder(folder, folders[folder]))
	}
	root := entity{
		"@id": "./", "@type": "Dataset", "name": "Results of: " + c.Title, "description": c.Abstract,
		"datePublished": c.Released, "version": c.Version, "license": at(licence(c.License)),
		"author": at(authors), "keywords": c.Keywords, "hasPart": parts, "mentions": at(article),
	}
	head := []entity{
		{"@id": CrateFile, "@type": "CreativeWork", "about": at("./"), "conformsTo": at(crateVersion)},
		root,
		{"@id": licence(c.License), "@type": "CreativeWork", "name": c.License,
			"description": "The licence of the program and of its results."},
		withID(authors, agents(c.Authors)[0]),
		c.article(article),
	}
	for _, r := range c.References {
		if r.Type == "data" {
			root["isBasedOn"] = at(r.URL)
			// A Dataset would have to be part of this crate, and the recordings
			// are not.
			head = append(head, entity{"@id": r.URL, "@type": "CreativeWork", "name": r.Title,
				"description": "The recordings. None of them is part of this crate.",
				"license":     at(licence(r.License)), "url": r.URL},
				entity{"@id": licence(r.License), "@type": "CreativeWork", "name": r.License,
					"description": "The licence of the recordings."})
		}
	}
	return entity{"@context": crateVersion + "/context", "@graph": slices.Concat(head, graph, columns)}
}

// article returns the paper as a node of its own, its authors by name.
func (c citation) article(id string) entity {
	paper := withID(id, c.paper())
	var names []string
	for _, a := range agents(c.referenced("article")) {
		names = append(names, fmt.Sprint(a["givenName"], " ", a["familyName"]))
	}
	paper["author"] = strings.Join(names, ", ")
	return paper
}

// referenced returns the authors of the first reference of a type.
func (c citation) referenced(kind string) []author {
	for _, r := range c.References {
		if r.Type == kind {
			return r.Authors
		}
	}
	return nil
}

// withID gives a node its name.
func withID(id string, e entity) entity {
	e["@id"] = id
	return e
}

// describeFile returns the node of a file.
func describeFile(f file) entity {
	e := entity{
		"@id": f.path, "@type": "File", "name": path.Base(f.path), "encodingFormat": encoding(f.path),
		"contentSize": strconv.Itoa(len(f.text)), "sha256": fmt.Sprintf("%x", sha256.Sum256(f.text)),
	}
	_, kind := columnsOf(f.path)
	if kind == "" {
		kind = f.path
	}
	if text := about[kind]; text != "" {
		e["description"] = text + "."
	}
	return e
}

// describeFolder returns the node of a folder, with the columns of its files.
func describeFolder(folder string, files []entity) entity {
	e := entity{"@id": folder + "/", "@type": "Dataset", "name": folder, "hasPart": files}
	var columns []entity
	var kinds []string
	for _, c := range dictionary() {
		if path.Dir(c.files) == folder {
			columns = append(columns, at(c.id()))
			kinds = append(kinds, about[c.files]+".")
		}
	}
	if len(columns) > 0 {
		e["variableMeasured"] = columns
		e["description"] = strings.Join(slices.Compact(kinds), " ")
	}
	return e
}

// id names the node of a column.
func (c column) id() string {
	kind := path.Dir(c.files)
	if c.files == clipNameFile {
		kind = "names"
	}
	return "#" + kind + "." + c.name
}

// entity returns the node of a column.
func (c column) entity() entity {
	e := entity{"@id": c.id(), "@type": "PropertyValue", "name": c.name, "description": c.meaning}
	if c.unit != "" {
		e["unitText"] = c.unit
	}
	return e
}

// sortFiles sorts files in byte order of their paths.
func sortFiles(files []file) {
	slices.SortFunc(files, func(a, b file) int { return cmp.Compare(a.path, b.path) })
}
