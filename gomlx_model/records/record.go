package records

import (
	"cmp"
	"slices"
	"strings"
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
// from Corpus to Set. Equals keep their order.
func SortRecords(records []Record) { sortBy(records, compareRecords) }

// compareRecords compares the columns from Corpus to Set. It stops at the first
// that differs.
func compareRecords(a, b *Record) int {
	for _, c := range [...][2]*string{{&a.Corpus, &b.Corpus}, {&a.Protocol, &b.Protocol},
		{&a.Norm, &b.Norm}, {&a.Speaker, &b.Speaker}} {
		if order := strings.Compare(*c[0], *c[1]); order != 0 {
			return order
		}
	}
	if order := cmp.Compare(a.Seed, b.Seed); order != 0 {
		return order
	}
	for _, c := range [...][2]*string{{&a.Method, &b.Method}, {&a.Settings, &b.Settings},
		{&a.Backend, &b.Backend}, {&a.Set, &b.Set}} {
		if order := strings.Compare(*c[0], *c[1]); order != 0 {
			return order
		}
	}
	return 0
}

// sortBy sorts what is large: stably, by places rather than by the values
// themselves, each of which then moves once. What is sorted already, as files
// are read, stays.
func sortBy[T any](list []T, compare func(a, b *T) int) {
	sorted := true
	for i := 1; i < len(list) && sorted; i++ {
		sorted = compare(&list[i-1], &list[i]) <= 0
	}
	if sorted {
		return
	}
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(compare(&list[i], &list[j]), i-j)
	})
	old := slices.Clone(list)
	for i, from := range order {
		list[i] = old[from]
	}
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
