// Package console is what commands show while they work: lines that stay, one
// line that changes, and how far a study has come.
package console
