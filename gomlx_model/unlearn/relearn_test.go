package unlearn

import (
	"slices"
	"testing"

	"audiounlearning/gomlx_model/metrics"
)

// The curve begins with the loss as it is, ends lower, is the same again, and
// leaves the weights; against itself its area is 0. The clips have one label,
// which is what noise can teach of the others.
func TestRelearn(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	data := s.Engine.Data
	clips := []int32{0, 10, 20, 30} // of one label
	before := s.Original.Clone()
	r := Relearning{Clips: 1, Passes: 3, Rates: []float64{1e-3, 1e-2}, Orders: 2}
	curve, err := Relearn(t.Context(), s.Engine, s.Original, clips, 1, "theo", r)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Relearn(t.Context(), s.Engine, s.Original, clips, 1, "theo", r)
	if err != nil || !slices.Equal(curve, again) || !same(before, s.Original) {
		t.Errorf("a second time: %v, want %v; %v", again, curve, err)
	}
	if area, err := metrics.RelearningArea(curve, again); err != nil || area != 0 {
		t.Errorf("against itself the area is %v, %v", area, err)
	}
	losses := map[float64]bool{}
	for skip := range clips { // which one is learnt is drawn
		judges := slices.Delete(slices.Clone(clips), skip, skip+1)
		m, err := s.Engine.Measure(s.Original, judges)
		if err != nil {
			t.Fatal(err)
		}
		losses[m.Loss] = true
	}
	if !losses[curve[0]] || !(curve[3] < curve[0]) || data.Labels[10] != data.Labels[0] {
		t.Errorf("the curve is %v, the losses before any learning %v", curve, losses)
	}
	r.Clips = 4
	if _, err := Relearn(t.Context(), s.Engine, s.Original, clips, 1, "theo", r); err == nil {
		t.Error("it learnt all clips and judged by none")
	}
}
