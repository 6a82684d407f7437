// Package split says who hears what: which clips each model trains on and which
// judge it.
//
//	Corpus ─ClipsOf→ clips ─New→ Split
//
// Begin with [ClipsOf] and [New]. [Split.Check] looks for leaks: it returns an
// error if a clip is in two sets, in none, or in one that its speaker does not
// belong in.
//
// # Vocabulary
//
// Gold trains on the training clips, the original on those and on the excluded
// ones. Validation is watched, never used to stop; tuning chooses by it.
// Protocol P is the paper's split; protocol M holds out takes 0 to 4 of every
// speaker, so that the excluded speaker has clips that no model heard. Speakers
// that are removed one after another are joined by "+", as in "theo+lucas", and
// each has a [Removal].
package split
