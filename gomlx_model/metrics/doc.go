// Package metrics measures models by their outputs: how they answer, how sure
// they are, and what a voice leaves in their activations. A metric takes plain
// numbers, so that it needs no engine to be computed or tested.
//
//	logits, labels ─Measure→ Metrics
//	logits, labels ─Margins→ a margin a clip ─stats.AUC→ an attack
//	activations    ─ProbeAUC→ how well a speaker stands out
//
// To add a metric, write a file with a function of logits or activations, and
// call it where package study judges a run (judge.go), or where it inspects
// the weights of finished ones (inspect.go).
//
// A loss, a weight or a logit that is not a finite number is an error that
// wraps [ErrDiverged]: training has gone astray, and no metric means anything.
package metrics
