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
// speaker than the one who was left out, since that needs no weights of noise
// and fails for the reason that matters.
//
// What is asked of each model are the clips of one pair: the excluded ones, and
// those of test. Where a part of them says the same at less cost, they are
// thinned evenly in the corpus's order, and so over digits and takes. No
// reading holds samples or features of a clip; what is closest to one are the
// places of clips in a picture of the last hidden layer.
//
// This package links the engine.
package survey
