// Package study runs the experiment: it trains every run of the grid that is
// not finished, evaluates it and stores it.
//
//	Settings, Corpus → grid of Specs ─train, judge→ store → records.Results
//
// Begin with [Run], which returns the results of a study, or with [Open], which
// finds the corpus too. [Look] says what Run would train for each study of a
// plan, and trains nothing. [Ask] lets the models in a folder classify
// recordings, [Inspect] and [Magnitudes] measure the weights of finished runs,
// and [Draws] says which layers each round of noise draws.
//
// This package links the engine. Packages records and report hold and interpret
// the results, split says who hears what, and settings has what may be varied;
// none of these links an engine.
//
// # Vocabulary
//
// A Spec describes a run: the excluded speaker, the seed, the method and the
// settings. Its key is the hash of everything that decides its bits. The
// methods of a pair, a (speaker, seed), start from the same original and share
// every random draw that they can share.
//
// An ensemble answers with several networks: SISA by speaker ("sisa-3", and
// "sisa-3-original" before the deletion), and "half-answers", which is half-way
// from the original to gold. It has answers and no weights of its own.
//
// # Runs that resume
//
// A run is named by its key, and its file in the store (package store) is
// written whole or not at all. A study that is interrupted, killed, or run by
// many processes at once resumes where it stopped, repeats nothing that is
// finished, and ends with the same records. [Stand] says how far it is.
package study
