// Package names holds the names that records, tables and figures use as keys:
// models, protocols, sets of clips and the status of a run. [Family], [Looks],
// [Removal] and [Retraining] say what a name means. Each name is written here
// and nowhere else.
//
// The models trained from scratch are [Original], [Gold], [Gold2] and shorter
// retrainings, whose names [Retraining] reads. [PaperSchemes] are the schemes
// of the paper, [Schemes] adds two other readings of them, and [References] are
// the field's methods. [CompareMethods] is the order in which all tables and
// figures list methods. A method of your own needs no name here; it comes after
// the study's.
//
// # Vocabulary
//
// The excluded speaker is the one to forget; the retained set is what may still
// be trained on. The original model heard everyone; gold is trained from
// scratch without the excluded speaker and is the target: a good method behaves
// like gold, which is not the same as answering badly.
package names
