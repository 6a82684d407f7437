package records

import (
	"cmp"
	"slices"
)

// A Record is one row of the published CSVs: how one trained model answers one
// evaluation set.
//
// Precision, recall and F1 are macro averages over the classes; a class that
// leaves one undefined counts as 0. Confidence is the mean largest softmax
// probability, ConfidenceTrue the mean probability of the true class, Loss the
// mean cross-entropy in nats. Passes counts the sample forward-and-backward
// passes of that run alone, so that the cost of a method can be compared with
// the cost of retraining. If Status is not "ok", the metrics are empty (NaN).
type Record struct {
	Corpus   string // digest of the corpus, or "synthetic:" and its digest
	Protocol string // "P", the paper's, or "M", with takes held out
	Norm     string // "batch", "layer" or "instance"
	// the excluded speaker; "theo+lucas" for a sequential removal, "" if the
	// run does not depend on one
	Speaker  string
	Seed     int    // 1, 2, …
	Method   string // "original", "gold", "base", …
	Settings string // what differs from the paper's defaults, "name=value;…"
	Backend  string // "xla-cpu", "go" or "cuda"
	Set      string // "test", "validation", "retained", "excluded", …
	N        int    // clips in the set

	Accuracy, Precision, Recall, F1  float64
	Confidence, ConfidenceTrue, Loss float64

	Passes int    // sample passes spent by this run
	Status string // "ok" or "failed@EPOCH"
	Key    string // hash of everything that decides the run's bits
}

// SortRecords puts records in the order of the published files: by the columns
// from Corpus to Set.
func SortRecords(records []Record) {
	slices.SortStableFunc(records, func(a, b Record) int {
		return cmp.Or(
			cmp.Compare(a.Corpus, b.Corpus), cmp.Compare(a.Protocol, b.Protocol),
			cmp.Compare(a.Norm, b.Norm),
			cmp.Compare(a.Speaker, b.Speaker), cmp.Compare(a.Seed, b.Seed),
			cmp.Compare(a.Method, b.Method),
			cmp.Compare(a.Settings, b.Settings), cmp.Compare(a.Backend, b.Backend),
			cmp.Compare(a.Set, b.Set),
		)
	})
}

// A TracePoint is the state of a run after one epoch, measured on one set.
// Epoch counts from 1 through the whole run; epoch 0 is the model before its
// first step.
type TracePoint struct {
	// "train"; or "start", "reset", "noise1" … "noise5", "finetune"
	Phase string
	Epoch int
	// "test", "validation", "excluded", "excluded-held"; "training" carries the
	// epoch's mean loss alone
	Set  string
	F1   float64
	Loss float64 // mean cross-entropy in nats; with dropout on for "training"
}

// A DistancePoint says how far one layer has moved after one epoch. Distance is
// the Euclidean norm of the difference divided by the Euclidean norm of the
// reference.
type DistancePoint struct {
	Phase    string
	Epoch    int
	Layer    string // "conv1", "norm1", …
	Kind     string // "weights" or "statistics" (a batch norm's moving mean and variance)
	From     string // "original" or "gold"
	Distance float64
}

// A Result is everything that one finished run leaves behind.
type Result struct {
	Records []Record // one for each evaluation set
	// in order: the training loss of each epoch, and the scores on sets of the
	// epochs that were scored
	Trace     []TracePoint
	Distances []DistancePoint // for unlearning runs only
	// the predicted class of every clip of the corpus, in the corpus's order
	Answers []int8
	Margins []float32 // the logit margin of every clip: z_y − ln Σ_{k≠y} exp z_k
}

// An Asked holds one model's answers to some recordings.
type Asked struct {
	Model         string
	Run           string    // which run the model is; may be empty
	Classes       []int     // the answer to each recording, by its place among the labels
	Probabilities []float64 // softmax probability of each answer
}
