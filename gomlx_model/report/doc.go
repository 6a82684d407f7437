// Package report turns records into results: tables, the analysis that was
// fixed before the runs, and a verdict on each claim of the paper.
//
//	Records → View ─ChangeTable, GapTable, …→ Table ─Markdown→ a cell, a README
//	               ─Analyse→ Analysis
//	        → Evidence ─Claims→ verdicts
//
// Begin with [GapTable] and [ChangeTable], the paper's two tables beside ours.
// [Analyse] is the analysis that was fixed before the runs, and [Claims] gives
// the verdicts on [PublishedEvidence] or on evidence of your own. [InShort] is
// a summary in a few sentences. [Listing] returns the source of a function, so
// that a notebook shows the very code that runs.
//
// Many tables and figures have a function that says in words what they show, as
// [PhaseSentence] does for [PhaseTable]. The numbers choose the words; an
// interval that holds 0 shows no difference.
//
// To add a table, write a function that returns a [Table]; give it a file of
// its own if it is about something new.
//
// # Vocabulary
//
// A gap is a method's score minus gold's, a change the score minus the
// original's. The way to gold is the distance from the original to gold; a
// method goes a share of it. A claim gets two verdicts. Its direction is the
// same or opposite if a corrected p-value says so, refuted if the difference is
// shown to lie within a margin, and undecided otherwise. Its size is inside or
// outside the interval that our runs predict for a study of one speaker and
// three seeds.
package report
