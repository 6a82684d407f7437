// Package figures draws the study: from records, traces and audio matrices to
// figures for a paper or a notebook.
//
// Every figure is made by one function, which takes plain data, checks it and
// returns a [*Figure]:
//
//	records, traces, matrices ─Gaps, Phases, ClipStages, …→ *Figure
//	*Figure ─Save→ name.svg, name.pdf, name.png, name.csv
//	*Figure ─PNG→  bytes for a notebook cell
//
// Nothing is trained here and nothing is tested: the only numbers made on the
// way are means and 95 % intervals of what is shown, and those come from
// package stats.
//
// # How the figures look
//
// Text is Liberation Sans at 8 pt in the final size; a figure is one column (85
// mm) or the text (170 mm) wide. Colours are Okabe and Ito's, which readers
// with any colour vision can tell apart, and each method has a marker or a dash
// pattern of its own besides, so that a grey print still reads. Every run
// is shown as a mark of its own, or every speaker where a quantity is one of a
// speaker's means, the mean and its interval beside. A figure carries no title:
// the caption, kept with it, says what to see and how many runs are in it.
//
// # Files
//
// [Save] writes four files that are the same, byte for byte, whenever the data
// are: the SVG and the PDF carry the part of the font that they use, the PNG
// has twice the pixels of a 96 dpi screen, and the CSV holds every number
// drawn.
//
// To add a figure, write a function in a file of its own, and a line in
// notebooks/internal/publish/draw.go if it is to be saved.
package figures
