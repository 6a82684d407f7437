// Package names has the words that records, tables and figures are keyed by:
// models, protocols, sets of clips and the status of a run, and what a name
// says of itself ([Family], [Looks], [Removal], [Retraining]). Each stands here
// once, and nothing else does.
//
// The models trained from scratch are [Original], [Gold], [Gold2] and shorter
// retrainings, which [Retraining] reads; the schemes of the paper are
// [PaperSchemes], with two other readings [Schemes]; the field's methods beside
// them are [References].
// [CompareMethods] is the order in which all tables and figures list methods.
// A method of your own needs no name here: it is sorted after the study's.
//
// # Vocabulary
//
// The excluded speaker is the one to forget; the retained set is what may still
// be trained on. The original model heard everyone; gold is trained from
// scratch without the excluded speaker and is the target: a method is good
// where it behaves like gold, not where it answers worst.
package names
