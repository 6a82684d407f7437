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
// A function beside a table or figure says in words what it shows, as
// [PhaseSentence] does for [PhaseTable]. The numbers choose the words, and an
// interval that holds 0 shows nothing.
//
// To add a table, write a function that returns a [Table]; give it a file of
// its own if it is about something new.
//
// # Vocabulary
//
// A gap is a method's score minus gold's, a change the score minus the
// original's. The way to gold is the distance from the original to gold, and a
// method goes a share of it. A claim gets two verdicts. Its direction is the
// same or opposite if a corrected p-value says so, refuted if the difference is
// shown to lie within a margin, and undecided otherwise. Its size is inside or
// outside the interval in which our runs put a study of one speaker and three
// seeds.
package report
