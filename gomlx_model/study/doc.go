// Package study carries the experiment out: who hears what, every run of the
// grid, where results are kept, and what they say.
//
//	Settings → grid of runs → Store → Records → View → tables, Analysis, Claims
//
// The entry points: [Settings] are all that may be varied, [Run] trains what is
// missing and returns [Results], [ReadRecords] reads the published ones,
// [Select] narrows records to one study, [ChangeTable] and [GapTable] are the
// paper's two tables, [Analyse] is the test that was fixed before the runs,
// [Claims] the verdicts.
//
// # Vocabulary
//
// The excluded speaker is the one to forget; the retained set is what may still
// be trained on. The original model heard everyone; gold is trained from
// scratch without the excluded speaker and is the target: a method is good
// where it behaves like gold, not where it answers worst. A pair is a (speaker,
// seed); all methods of a pair share the split, the original and every random
// draw that they can share, so they are compared pair by pair. Protocol P is
// the paper's split; protocol M holds takes 0 to 4 of every speaker out, so
// that the excluded speaker has clips that no model heard.
//
// # Runs that resume
//
// A run is named by the hash of everything that decides its bits, and its file
// is written whole or not at all. A study that is interrupted, killed, or run
// twice at once goes on where it was, repeats nothing that is finished, and
// ends with the same records.
package study
