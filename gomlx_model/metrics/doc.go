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
// the weights of finished ones (inspect.go). A metric of records needs a field
// of records.Record, a column and a line in check (records_csv.go), and two in
// judge.go's record; one of weights needs a measure in records/findings.go, and
// in inspect.go in wanted and inspect. Package report shows it.
//
// A loss, a weight or a logit that is not a finite number is an error that
// wraps [ErrDiverged]: training has gone astray, and no metric means anything.
package metrics
