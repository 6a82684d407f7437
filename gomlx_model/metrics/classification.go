package metrics

import (
	"fmt"
	"math"
)

// Metrics says how well a model answers one set of labelled clips.
//
// With p the softmax of a clip's logits and y its label,
//
//	Accuracy       = the share of clips whose largest logit is at y
//	Precision      = mean over classes of TP / (TP + FP)
//	Recall         = mean over classes of TP / (TP + FN)
//	F1             = mean over classes of 2·TP / (2·TP + FP + FN)
//	Confidence     = mean of max p
//	ConfidenceTrue = mean of p[y]
//	Loss           = mean of −ln p[y], in nats
//
// where a quotient 0/0 counts as 0, as scikit-learn's zero_division=0 does. The
// mean over classes runs over the classes that occur as a label or as an
// answer, which is scikit-learn's default too; a set that lacks a digit
// altogether is not charged for it. All are NaN for an empty set.
type Metrics struct {
	N                                int // clips
	Accuracy, Precision, Recall, F1  float64
	Confidence, ConfidenceTrue, Loss float64
	Confusion                        [][]int // [true class][answer]
}

// Measure returns the metrics of logits, a row of classes values for each
// label, in row-major order. Between equal logits the lower class wins. An
// error names the clip and the class of the first logit that is not finite,
// wrapping ErrDiverged, or says which shape does not fit.
func Measure(logits []float32, labels []int32, classes int) (Metrics, error) {
	if err := checkShape(logits, labels, classes); err != nil {
		return Metrics{}, err
	}
	m := Metrics{N: len(labels), Confusion: make([][]int, classes)}
	for c := range m.Confusion {
		m.Confusion[c] = make([]int, classes)
	}
	correct := 0
	for i, label := range labels {
		row := logits[i*classes : (i+1)*classes]
		for c, z := range row {
			if math.IsNaN(float64(z)) || math.IsInf(float64(z), 0) {
				return Metrics{}, fmt.Errorf("logit of class %d for clip %d is %v: %w", c, i, z,
					ErrDiverged)
			}
		}
		answer := Argmax(row)
		m.Confusion[label][answer]++
		if answer == int(label) {
			correct++
		}
		norm := logSumExp(row, -1)
		m.Confidence += math.Exp(float64(row[answer]) - norm)
		m.ConfidenceTrue += math.Exp(float64(row[label]) - norm)
		m.Loss += norm - float64(row[label])
	}
	n := float64(m.N)
	m.Accuracy = float64(correct) / n
	m.Confidence, m.ConfidenceTrue, m.Loss = m.Confidence/n, m.ConfidenceTrue/n, m.Loss/n
	m.Precision, m.Recall, m.F1 = macro(m.Confusion)
	return m, nil
}

// Margins returns z_y − ln Σ_{k≠y} exp z_k for each clip: the log odds that the
// model gives the true class. It is positive if the model gives the label more
// probability than all other classes together. Margins panics where Measure
// would complain about shapes.
func Margins(logits []float32, labels []int32, classes int) []float64 {
	if err := checkShape(logits, labels, classes); err != nil {
		panic("metrics: " + err.Error())
	}
	margins := make([]float64, len(labels))
	for i, label := range labels {
		row := logits[i*classes : (i+1)*classes]
		margins[i] = float64(row[label]) - logSumExp(row, int(label))
	}
	return margins
}

// Argmax returns the index of the largest value, the first one of equals; row
// must not be empty.
func Argmax(row []float32) int {
	best := 0
	for c, z := range row {
		if z > row[best] {
			best = c
		}
	}
	return best
}

// macro returns the macro averages of a confusion matrix [true][answer] over
// the classes that occur in it.
func macro(confusion [][]int) (precision, recall, f1 float64) {
	present := 0
	for c := range confusion {
		truePositive, labelled, answered := confusion[c][c], 0, 0
		for k := range confusion {
			labelled += confusion[c][k]
			answered += confusion[k][c]
		}
		if labelled+answered == 0 {
			continue
		}
		present++
		precision += ratio(truePositive, answered)
		recall += ratio(truePositive, labelled)
		f1 += ratio(2*truePositive, labelled+answered)
	}
	n := float64(present)
	return precision / n, recall / n, f1 / n
}

// ratio is a/b, and 0 where b is 0.
func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// logSumExp returns ln Σ exp z_k over all k except skip (−1: over all), without
// overflow.
func logSumExp(row []float32, skip int) float64 {
	largest := math.Inf(-1)
	for k, z := range row {
		if k != skip {
			largest = max(largest, float64(z))
		}
	}
	sum := 0.0
	for k, z := range row {
		if k != skip {
			sum += math.Exp(float64(z) - largest)
		}
	}
	return largest + math.Log(sum)
}

// checkShape reports what does not fit together in the arguments of Measure.
func checkShape(logits []float32, labels []int32, classes int) error {
	if classes < 2 {
		return fmt.Errorf("too few classes (%d): at least 2 are needed to classify", classes)
	}
	if len(logits) != len(labels)*classes {
		return fmt.Errorf("%d logits for %d labels of %d classes: give %d", len(logits),
			len(labels), classes, len(labels)*classes)
	}
	for i, label := range labels {
		if label < 0 || int(label) >= classes {
			return fmt.Errorf("label %d of clip %d is outside 0 to %d", label, i, classes-1)
		}
	}
	return nil
}
