// Package records holds the results of a study, and reads and writes them: a
// row for each trained model and set of clips, and whatever else was noted
// about a run.
//
//	study.Run, or published files → Records ─Select→ View → Sample
//
// Begin with [PublishedRecords], the committed study, or with the [Results]
// that a study returns. [Select] narrows records to one study and gives a
// [View]. A view compares methods pair by pair: it returns a [Sample], one
// value for each pair, for package stats to test. [PublishedTraces] reads what
// was noted by epoch, and [PublishedFindings] what was measured on weights or
// margins.
//
// # Vocabulary
//
// A [Record] says how well one model answers one set. A [Run] is one trained
// model: its records, its answers clip by clip, and its trace, which was noted
// epoch by epoch. A [Finding] is one number measured on a model's weights or
// margins. A pair is a (speaker, seed). All methods of a pair share the split,
// the original and every random draw that they can share, so they are compared
// pair by pair. An [Absence] is a run that a sample lacks; tables always name
// it.
//
// One list says how to read and to write each column of the records. To add a
// published file, add a kind to shards.go, a field to [Published] with its
// lines in [ReadPublished] and [Published.Write], and a line to schemaNow;
// package publish fills it.
package records
