// Package study carries the experiment out: it trains every run of the grid
// that is not finished, judges it and keeps it.
//
//	Settings, Corpus → grid of Specs ─train, judge→ store → records.Results
//
// Begin with [Run], which returns the results of a study, or with [Open], which
// finds the corpus too. [Look] says what Run would train for each study of a
// plan, and trains nothing. [Ask] puts recordings to the models of a folder,
// [Inspect] and [Magnitudes] measure the weights of finished runs, and [Draws]
// says which layers each round of noise draws.
//
// This package links the engine. What the results say is in packages records
// and report, who hears what in split, and what may be varied in settings;
// those link none.
//
// # Vocabulary
//
// A [Spec] is a run to be made: who is excluded, which seed, which method, and
// with which settings. Its key is the hash of everything that decides its bits.
// The methods of a pair, a (speaker, seed), begin from the same original and
// share every random draw that they can share.
//
// An ensemble answers with several networks: SISA by speaker ("sisa-3", and
// "sisa-3-original" before the deletion), and "half-answers", which is half-way
// from the original to gold. It has answers and no weights of its own.
//
// # Runs that resume
//
// A run is named by its key, and its file in the store (package store) is
// written whole or not at all. A study that is interrupted, killed, or run by
// many processes at once goes on where it was, repeats nothing that is
// finished, and ends with the same records. [Stand] says where it stands.
package study
