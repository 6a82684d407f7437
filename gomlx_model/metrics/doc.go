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
// To add a metric, write a file with a function of logits or activations, and
// call it where package study judges a run (judge.go), or where it inspects
// the weights of finished ones (inspect.go). A metric of records needs a field
// of records.Record, a column and a line in check (records_csv.go), and two in
// judge.go's record; one of weights needs a measure in records/findings.go, and
// in inspect.go in wanted and inspect. Package report shows it.
//
// A loss, a weight or a logit that is not a finite number is an error that
// wraps [ErrDiverged]: training has failed, and no metric means anything.
package metrics
