package records

import "strings"

// formulas are the first characters that make a spreadsheet take a cell for a
// formula.
const formulas = "=+-@\t\r"

// Cell returns a text in the form in which it is written to a CSV. A text that
// a spreadsheet would take for a formula, such as the name of a file or a
// speaker, gets a quote in front. So does a text that already has quotes before
// such a beginning, so that every text can be read back.
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
