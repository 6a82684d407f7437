package report

import (
	"strings"
	"text/tabwriter"
)

// A Table is text in rows and columns, with a title above and notes below.
type Table struct {
	Title  string
	Header []string
	Rows   [][]string
	Notes  []string // intervals, n, warnings; one sentence or more each
}

// Markdown returns the table as GitHub-flavoured Markdown: the title in bold,
// the table, the notes as a list. Columns after the first are right-aligned
// where all of their cells are numbers.
func (t Table) Markdown() string {
	var b strings.Builder
	if t.Title != "" {
		b.WriteString("**" + escape(t.Title) + "**\n\n")
	}
	line := func(cells []string) {
		b.WriteString("|")
		for _, c := range cells {
			b.WriteString(" " + escape(c) + " |")
		}
		b.WriteString("\n")
	}
	if len(t.Rows) > 0 { // else the notes say why
		line(t.Header)
		b.WriteString("|")
		for c := range t.Header {
			if t.numeric(c) {
				b.WriteString(" ---: |")
			} else {
				b.WriteString(" --- |")
			}
		}
		b.WriteString("\n")
	}
	for _, row := range t.Rows {
		line(row)
	}
	for i, note := range t.Notes {
		if i == 0 && len(t.Rows) > 0 {
			b.WriteString("\n")
		}
		b.WriteString("- " + escape(note) + "\n")
	}
	return b.String()
}

// Text returns the table for a terminal, columns aligned by spaces and no
// trailing blanks.
func (t Table) Text() string {
	var b strings.Builder
	if t.Title != "" {
		b.WriteString(t.Title + "\n")
	}
	var grid strings.Builder
	w := tabwriter.NewWriter(&grid, 0, 0, 2, ' ', 0)
	for _, row := range append([][]string{t.Header}, t.Rows...) {
		// Writes to a strings.Builder cannot fail.
		_, _ = w.Write([]byte(strings.Join(row, "\t") + "\n"))
	}
	_ = w.Flush()
	for _, line := range strings.SplitAfter(grid.String(), "\n") {
		if line != "" {
			b.WriteString(strings.TrimRight(line, " \n") + "\n")
		}
	}
	for _, note := range t.Notes {
		b.WriteString(note + "\n")
	}
	return b.String()
}

// numeric reports whether every cell of a column looks like a number.
func (t Table) numeric(column int) bool {
	digits := false
	for _, row := range t.Rows {
		c := row[column]
		if strings.Trim(c, "0123456789.+−<~%[], –") != "" {
			return false
		}
		digits = digits || strings.ContainsAny(c, "0123456789")
	}
	return digits
}

// escape keeps a cell from ending its column.
func escape(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "*", "\\*").Replace(s)
}
