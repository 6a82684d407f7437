// Package console shows what commands do while they work. A [Screen] has lines
// that stay and one line that changes; [RunStudy] runs a study and shows its
// progress there; [Plain] escapes the characters of a text that would control a
// terminal.
package console
