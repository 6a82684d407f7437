package figures

import (
	"reflect"
	"testing"
)

// TestLessons, by hand: a lesson that ends after two steps with everything
// relearned stays at 100 for the mean, a model that had lost nothing is left
// out, and the mean of the others has every step.
func TestLessons(t *testing.T) {
	curves := []curve{{epochs: []float64{0, 1}, values: []float64{0, 100}},
		{epochs: []float64{0}, values: []float64{0}},
		{epochs: []float64{0, 1, 2, 3}, values: []float64{0, 10, 20, 40}}}
	steps, means := meanCurve(lessons(curves, 4))
	if want := []float64{0, 1, 2, 3}; !reflect.DeepEqual(steps, want) {
		t.Errorf("the mean has steps %v, want %v", steps, want)
	}
	if want := []float64{0, 55, 60, 70}; !reflect.DeepEqual(means, want) {
		t.Errorf("the mean is %v, want %v", means, want)
	}
	if len(curves[0].values) != 2 {
		t.Errorf("the curves themselves are changed: %v", curves)
	}
}
