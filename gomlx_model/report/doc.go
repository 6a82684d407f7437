// Package report says what the records say: tables, the analysis that was
// fixed before the runs, and a verdict on each claim of the paper.
//
//	Records → View ─ChangeTable, GapTable, …→ Table ─Markdown→ a cell, a README
//	               ─Analyse→ Analysis
//	        → Evidence ─Claims→ verdicts
//
// Begin with [GapTable] and [ChangeTable], the paper's two tables beside ours;
// [Analyse] is the test that was fixed before the runs, and [Claims] the
// verdicts on [PublishedEvidence] or evidence of your own. [InShort] says it in
// a sentence or two. [Listing] returns the source of a function, so that a
// notebook shows the very code that runs.
//
// What a table or figure shows is said by a function beside it, as
// [PhaseSentence] does for [PhaseTable]: the numbers choose the words, and an
// interval that holds 0 shows nothing.
//
// To add a table, write a function that returns a [Table], in a file of its own
// where it is about something new.
//
// # Vocabulary
//
// A gap is a method's score minus gold's, a change the score minus the
// original's; the way to gold is the share of the distance from the original
// to gold that a method goes. A claim gets two verdicts. Its
// direction is the same or opposite where a corrected p-value says so, refuted
// where the difference is shown to lie within a margin, else undecided. Its
// size is inside or outside the interval in which our runs put a study of one
// speaker and three seeds.
package report
