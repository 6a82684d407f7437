// Package records holds the results of a study, and reads and writes them: one
// row for each trained model and set of clips, and what else was noted about a
// run.
//
//	study.Run, or published files → Records ─Select→ View → Sample
//
// Begin with [PublishedRecords], the study as it is committed, or with the
// [Results] that a study returns. [Select] narrows records to one study and
// gives a [View]; a view pairs what is to be compared, as a [Sample] of one
// value a pair, for package stats to test. [PublishedTraces] and
// [PublishedFindings] read what was noted by epoch and what was measured on
// weights or margins.
//
// # Vocabulary
//
// A [Record] is how one model answers one set. A [Run] is one trained model:
// its records, its answers clip by clip, and its trace, what was noted epoch by
// epoch. A [Finding] is one number measured on a model's weights or margins. A
// pair is a (speaker, seed); all methods of a pair share the split, the
// original and every random draw that they can share, so they are compared pair
// by pair. An [Absence] is a run that a sample lacks; a table names it and
// never passes over it.
//
// A column of the records is one line of the list that both reading and
// writing use. To add a published file, add a kind to shards.go, a field to
// [Published] with its lines in ReadPublished and Write, and a line to
// schemaNow; package publish fills it.
package records
