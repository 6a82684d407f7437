package metrics

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// readGolden decodes a JSON file of testdata; testdata/README.md says where
// each comes from.
func readGolden(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// near fails unless got is within tolerance of want.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.17g, want %.17g within %g", what, got, want, tolerance)
	}
}

// TestMeasureClasses compares what depends on the answers alone with
// scikit-learn. The logits are one-hot.
func TestMeasureClasses(t *testing.T) {
	var cases []struct {
		Labels      []int32
		Predictions []int
		Accuracy    float64
		Precision   float64 `json:"macro_precision"`
		Recall      float64 `json:"macro_recall"`
		F1          float64 `json:"macro_f1"`
		Confusion   [][]int
	}
	readGolden(t, "classification.json", &cases)
	for i, c := range cases {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			logits := make([]float32, 10*len(c.Labels))
			for k, answer := range c.Predictions {
				logits[10*k+answer] = 1
			}
			m, err := Measure(logits, c.Labels, 10)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "accuracy", m.Accuracy, c.Accuracy, 1e-12)
			near(t, "precision", m.Precision, c.Precision, 1e-12)
			near(t, "recall", m.Recall, c.Recall, 1e-12)
			near(t, "F1", m.F1, c.F1, 1e-12)
			if !reflect.DeepEqual(m.Confusion, c.Confusion) {
				t.Errorf("confusion = %v, want %v", m.Confusion, c.Confusion)
			}
			// e / (e + 9) is the softmax of one 1 among nine 0.
			near(t, "confidence", m.Confidence, math.E/(math.E+9), 1e-12)
		})
	}
}

// TestMeasureLogits compares everything, margins included, with scikit-learn
// and SciPy on random logits.
func TestMeasureLogits(t *testing.T) {
	var golden struct {
		Cases []struct {
			Name                            string
			Classes                         int
			Logits                          []float32
			Labels                          []int32
			Accuracy, Precision, Recall, F1 float64
			Confidence, Loss                float64
			ConfidenceTrue                  float64  `json:"confidence_true"`
			LogLoss                         *float64 `json:"log_loss"`
			Margins                         []float64
			Confusion                       [][]int
		}
	}
	readGolden(t, "metrics.json", &golden)
	for _, c := range golden.Cases {
		t.Run(c.Name, func(t *testing.T) {
			m, err := Measure(c.Logits, c.Labels, c.Classes)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "accuracy", m.Accuracy, c.Accuracy, 1e-12)
			near(t, "precision", m.Precision, c.Precision, 1e-12)
			near(t, "recall", m.Recall, c.Recall, 1e-12)
			near(t, "F1", m.F1, c.F1, 1e-12)
			near(t, "confidence", m.Confidence, c.Confidence, 1e-12)
			near(t, "confidence of the true class", m.ConfidenceTrue, c.ConfidenceTrue, 1e-12)
			near(t, "loss", m.Loss, c.Loss, 1e-12*(1+c.Loss))
			if c.LogLoss != nil {
				near(t, "loss by log_loss", m.Loss, *c.LogLoss, 1e-9)
			}
			if !reflect.DeepEqual(m.Confusion, c.Confusion) {
				t.Errorf("confusion = %v, want %v", m.Confusion, c.Confusion)
			}
			for i, margin := range Margins(c.Logits, c.Labels, c.Classes) {
				near(t, fmt.Sprint("margin ", i), margin, c.Margins[i],
					1e-12*(1+math.Abs(c.Margins[i])))
			}
		})
	}
}

// TestMeasureLaws checks what must hold without any reference: shifting a
// clip's logits or reordering the clips changes nothing, and relabelling the
// classes leaves the averages.
func TestMeasureLaws(t *testing.T) {
	rng := network.Stream(1, "", "test metrics", "", 0)
	const n, classes = 40, 10
	logits, labels := make([]float32, n*classes), make([]int32, n)
	for i := range logits {
		logits[i] = float32(rng.NormFloat64())
	}
	for i := range labels {
		labels[i] = int32(rng.IntN(classes))
	}
	want, err := Measure(logits, labels, classes)
	if err != nil {
		t.Fatal(err)
	}
	changed, relabelled := make([]float32, len(logits)), make([]int32, n)
	for i, from := range rng.Perm(n) {
		relabelled[i] = (labels[from] + 3) % classes
		for c := range classes {
			changed[i*classes+(c+3)%classes] = logits[from*classes+c] + 7
		}
	}
	got, err := Measure(changed, relabelled, classes)
	if err != nil {
		t.Fatal(err)
	}
	// The shift by 7 rounds the logits to float32 again, hence 1e-6.
	near(t, "accuracy", got.Accuracy, want.Accuracy, 0)
	near(t, "F1", got.F1, want.F1, 1e-12)
	near(t, "confidence", got.Confidence, want.Confidence, 1e-6)
	near(t, "confidence of the true class", got.ConfidenceTrue, want.ConfidenceTrue, 1e-6)
	near(t, "loss", got.Loss, want.Loss, 1e-6)
}

// TestMeasureRefuses checks that a diverged model and misfitting shapes are
// errors that name the place.
func TestMeasureRefuses(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, c := range []struct {
		logits []float32
		labels []int32
		want   string
	}{
		{[]float32{0, 1, 2, nan}, []int32{0, 1}, "class 1 for clip 1 is NaN"},
		{[]float32{inf, 1}, []int32{1}, "class 0 for clip 0 is +Inf"},
		{[]float32{0, 1, 2}, []int32{0, 1}, "3 logits for 2 labels"},
		{[]float32{0, 1}, []int32{2}, "label 2 of clip 0 is outside 0 to 1"},
		{[]float32{0, 1}, []int32{-1}, "label -1 of clip 0"},
	} {
		_, err := Measure(c.logits, c.labels, 2)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Measure(%v, %v) = %v, want an error with %q", c.logits, c.labels, err, c.want)
		}
	}
	if _, err := Measure([]float32{nan, 1}, []int32{0}, 2); !errors.Is(err, ErrDiverged) {
		t.Errorf("the error of a NaN logit is %v, want ErrDiverged in its chain", err)
	}
	m, err := Measure(nil, nil, 10)
	if err != nil || m.N != 0 || !math.IsNaN(m.F1) || !math.IsNaN(m.Loss) {
		t.Errorf("Measure of nothing = %+v, %v; want NaN metrics and no error", m, err)
	}
}

func ExampleMeasure() {
	// Three clips of two digits; the last is answered wrongly, with confidence.
	logits := []float32{2, 0, 0, 2, 3, 0}
	m, err := Measure(logits, []int32{0, 1, 1}, 2)
	if err != nil {
		panic(err)
	}
	fmt.Printf("accuracy %.3f, F1 %.3f, confidence %.3f, loss %.3f nats\n", m.Accuracy, m.F1,
		m.Confidence, m.Loss)
	fmt.Println(m.Confusion)
	// Output:
	// accuracy 0.667, F1 0.667, confidence 0.905, loss 1.101 nats
	// [[1 0] [1 1]]
}
