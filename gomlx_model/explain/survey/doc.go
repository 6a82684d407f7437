// Package survey runs the analyses of package explain that need weights on the
// pairs of a study, and records what they find as numbers to publish.
//
//	models.Opened ─Run→ records.Reading, analysis by analysis
//
// Begin with [Run]. Each analysis looks at base, conv-bn, the original and gold
// of a pair, beside gold2, the floor, and a network that was never trained, the
// control that must fail. Two analyses have another control. For relearning it
// is base taught wrong labels, because a network that knows nothing has nothing
// to regain. For influence it is the estimate for a speaker other than the one
// who was left out. All these models are trained by the study anyway. The
// control of noise that only does damage needs answers alone; package explain
// uses it without weights.
//
// Patches and damage are scored after batch norm's statistics were estimated
// again. TracIn uses the stored checkpoints: the shorter retrainings, which are
// gold's own path, and the end of the original's path.
//
// Each model is asked the excluded clips and the test clips of its pair. Where
// fewer clips say the same at less cost, they are thinned evenly in the
// corpus's order, and so over digits and takes. No reading holds samples or
// features of a clip; positions of clips in a picture of the last hidden layer
// come closest to that.
//
// This package links the engine.
package survey
