package records

import "strings"

// formulas are what a spreadsheet takes a cell for a formula by, where it
// begins so.
const formulas = "=+-@\t\r"

// Cell returns a text as it stands in a CSV: one that a spreadsheet would take
// for a formula, as a name of a file or of a speaker may be, gets a quote in
// front. A text that begins with quotes and goes on so gets one more, so that
// each can be told back.
func Cell(text string) string {
	if isFormula(text) {
		return "'" + text
	}
	return text
}

// uncell returns the text that Cell was given.
func uncell(cell string) string {
	if strings.HasPrefix(cell, "'") && isFormula(cell) {
		return cell[1:]
	}
	return cell
}

// isFormula reports whether a text is a formula behind any number of quotes.
func isFormula(text string) bool {
	text = strings.TrimLeft(text, "'")
	return text != "" && strings.ContainsRune(formulas, rune(text[0]))
}
