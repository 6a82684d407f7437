// Package console shows what commands do while they work. A [Screen] has lines
// that stay and one line that changes; [RunStudy] runs a study and shows on it
// how far it has come; [Plain] takes out of a text what a terminal would obey.
package console
