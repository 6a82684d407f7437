// Package metrics measures models by their outputs: how they answer, how sure
// they are, and what a voice leaves in their activations. A metric takes plain
// numbers, so that it needs no engine to be computed or tested.
//
//	logits, labels ─Measure→ Metrics
//	logits, labels ─Margins→ a margin a clip ─stats.AUC→ an attack
//	activations    ─ProbeAUC→ how well a speaker stands out
//
// Beside these stand the field's measures of unlearning, one a file, each with
// its formula, its source and what gold and gold2 score: [TugOfWar],
// [Divergence] and [Recovered], [AttackMargins], [SpeakerLiRA], [KLOM] and
// [PooledKLOM], [ForgettingQuality], [RelearningArea], [ProbeSelectivity] and
// [Trade.CGUM]. A name does not make a number a measure of forgetting: read
// each beside its value for gold2, the best that can be asked for, and for a
// model that is only damaged. How far a method's answers agree with gold's, and
// how much its margins soften, is in package report, which has the answers of
// whole studies.
//
// A [Metric] is a value of a model beside the original and gold of its pair,
// made of answers alone ([Case]), so that every published run has it. To add
// one, write a file that calls [Register] in its init function, here or in
// another module; package report's tables then know it by its name. What needs
// logits or weights is measured where package study inspects finished runs: a
// run alone in inspect.go, beside gold in compare.go, under a name of package
// records (findings.go, measures.go).
//
// A loss, a weight or a logit that is not a finite number is an error that
// wraps [ErrDiverged]: training has failed, and no metric means anything.
package metrics
