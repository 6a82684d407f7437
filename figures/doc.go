// Package figures draws the study: it turns records, traces and audio matrices
// into figures for a paper or a notebook.
//
// One function makes each figure. It takes plain data, checks it and returns a
// [*Figure]:
//
//	records, traces, matrices ─Gaps, Phases, ClipStages, …→ *Figure
//	*Figure ─Save→ name.svg, name.pdf, name.png, name.csv
//	*Figure ─PNG→  bytes for a notebook cell
//
// This package trains nothing and tests nothing. The only numbers that it
// computes are means and 95 % intervals, by package stats.
//
// # How the figures look
//
// A printed figure is one column (85 mm) or the full text (170 mm) wide. Its
// text is Liberation Sans at 8 pt, or at 7 pt for remarks and numbers in cells.
//
// The colours are those of Okabe and Ito, which colour-blind readers can
// distinguish too. Each method also has its own marker and dash pattern, so a
// figure can be read in grey.
//
// Each run has its own mark, with the mean and its interval beside the marks. A
// quantity that is defined for a speaker and not for a run, such as the way to
// gold, has one mark per speaker. A figure has no title. Its caption says what
// it shows, how many runs are in it, and what the intervals are over.
//
// # Files
//
// [Save] writes four files. The SVG and the PDF embed the part of the font that
// they use, the PNG has twice the pixels of a 96 dpi screen, and the CSV holds
// every number drawn. The same data give the same bytes.
//
// To add a figure, write a function in a file of its own. To publish it, add a
// line to notebooks/internal/publish/draw.go.
package figures
