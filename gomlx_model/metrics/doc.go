// Package metrics measures models by their outputs: how well they answer, how
// sure they are, and how much of a voice is in their activations. A metric
// takes plain numbers, so computing or testing it needs no engine.
//
//	logits, labels ─Measure→ Metrics
//	logits, labels ─Margins→ a margin a clip ─stats.AUC→ an attack
//	activations    ─ProbeAUC→ how well a speaker stands out
//
// The field's measures of unlearning are here too, each in a file with its
// formula, its source and the scores of gold and gold2: [TugOfWar],
// [Divergence] and [Recovered], [AttackMargins], [SpeakerLiRA], [KLOM] and
// [PooledKLOM], [ForgettingQuality], [RelearningArea], [ProbeSelectivity] and
// [Trade.CGUM]. A name does not make a number a measure of forgetting. Compare
// each with its value for gold2, the best that can be expected, and for a model
// that is only damaged. Package report, which has the answers of whole studies,
// says how far a method's answers agree with gold's and how much its margins
// soften.
//
// A [Metric] is a value of a model, computed beside the original and gold of
// its pair from answers alone ([Case]), so every published run has it. To add
// one, write a file that calls [Register] in its init function, here or in
// another module; package report's tables then find it by its name. Measures
// that need logits or weights are taken where package study inspects finished
// runs, in inspect.go for a run alone and in compare.go beside gold, under a
// name of package records (findings.go, measures.go).
//
// A loss, a weight or a logit that is not a finite number is an error that
// wraps [ErrDiverged]: training has failed, and no metric means anything.
package metrics
