// Package console shows what commands do while they work. A [Screen] has lines
// that stay and one line that changes; [RunStudy] runs a study and shows on it
// how far it has come; [Plain] removes from a text whatever a terminal obeys.
package console
