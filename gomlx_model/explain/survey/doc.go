// Package survey runs the analyses of package explain that need weights, on
// the pairs of a study, and notes what they find as numbers to be published.
//
//	models.Opened ─Run→ records.Reading, analysis by analysis
//
// Begin with [Run]. A pair's analyses are judged together: base, conv-bn, the
// original and gold are looked at beside gold2, the floor, and a network that
// was never trained, the control that must fail. Two analyses have another
// control: relearning has base taught wrong labels, since a network that knows
// nothing has nothing to bring back; influence has the estimate for another
// speaker than the one who was left out. None of these needs a model that the
// study does not train anyway; noise that only damages stands beside what is
// asked of answers, which package explain does without weights.
//
// Patches and damage are scored after batch norm's statistics were estimated
// again. TracIn's checkpoints are those that are stored: shorter retrainings,
// which are gold's own path, and of the original's path its end alone.
//
// What is asked of each model are the clips of one pair: the excluded ones, and
// those of test. Where a part of them says the same at less cost, they are
// thinned evenly in the corpus's order, and so over digits and takes. No
// reading holds samples or features of a clip; what is closest to one are the
// places of clips in a picture of the last hidden layer.
//
// This package links the engine.
package survey
