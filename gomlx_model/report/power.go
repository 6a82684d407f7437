package report

import (
	"maps"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// A Power says how well a metric distinguishes a control, which certainly keeps
// something of the speaker, from gold2, which keeps nothing. A metric of
// forgetting is a detector. If it cannot separate these two, it says nothing
// about a method.
type Power struct {
	Metric, Control string
	// AUC is the probability that the control's value indicates more of the
	// speaker than gold2's of the same speaker: 1 if the metric always sees
	// what is left, ½ if it guesses, less than ½ if it rates the control as
	// better forgotten than retraining. It is computed by speaker, then
	// averaged.
	AUC Estimate
	// Taken is the share of the way from the original to gold2 that the control
	// went, by the metric,
	//
	//	(metric of the original − of the control) / (of the original − of gold2)
	//
	// of each speaker's means. Damage that forgets nothing should be at 0 or
	// below. Speakers are left out whose original is not above gold2.
	Taken Estimate
	Runs  int // of the control
}

// PowerControls are the models among the scores that a metric must distinguish
// from gold2: the original, which keeps everything; half-way models, in answers
// and in weights; the original with a new last layer; and the original with as
// much damage as a method does.
func PowerControls(scores []Score) (list []string) {
	has := map[string]bool{}
	for _, s := range scores {
		for method := range s.By {
			has[method] = true
		}
	}
	for _, m := range slices.SortedFunc(maps.Keys(has), names.CompareMethods) {
		if m == names.Original || m == names.HalfAnswers || m == "half-weights" ||
			m == "last-layer" || strings.HasPrefix(m, names.Damage) {
			list = append(list, m)
		}
	}
	return list
}

// Powers tests each metric that claims to see what is left (Left is not 0) on
// each control.
func Powers(scores []Score) (list []Power) {
	controls := PowerControls(scores)
	for _, s := range scores {
		if s.Left == 0 || len(s.By[names.Gold2].Pairs) == 0 {
			continue
		}
		for _, control := range controls {
			if len(s.By[control].Pairs) > 0 {
				list = append(list, Power{Metric: s.Name, Control: control,
					AUC: tellsApart(s, control), Taken: taken(s, control),
					Runs: len(s.By[control].Pairs)})
			}
		}
	}
	return list
}

// tellsApart is the AUC of a metric, speaker by speaker.
func tellsApart(s Score, control string) Estimate {
	of := oriented(s, control)
	floor := oriented(s, names.Gold2)
	var by records.Sample
	for speaker, values := range of {
		if auc := stats.AUC(values, floor[speaker]); !math.IsNaN(auc) {
			by.Pairs = append(by.Pairs, records.Pair{Speaker: speaker, Value: auc})
		}
	}
	slices.SortFunc(by.Pairs, records.ComparePairs)
	return held(estimateOf(by, unchanged))
}

// held clips an interval of AUCs to 0…1.
func held(e Estimate) Estimate {
	e.Low, e.High = max(0, e.Low), min(1, e.High)
	return e
}

// oriented returns a metric's values of a method by speaker, oriented so that
// greater means more left.
func oriented(s Score, method string) map[string][]float64 {
	by := map[string][]float64{}
	for _, p := range s.By[method].Pairs {
		by[p.Speaker] = append(by[p.Speaker], float64(s.Left)*p.Value)
	}
	return by
}

// taken is how far a control went by the metric, over the pairs that the
// control, the original and gold2 share.
func taken(s Score, control string) Estimate {
	original, floor := s.By[names.Original], s.By[names.Gold2]
	gone := original.Minus(s.By[control])
	room := original.Minus(floor)
	gone, room = common(gone, room), common(room, gone)
	var by records.Sample
	rooms := room.SpeakerMeans()
	for i, walked := range gone.SpeakerMeans() {
		if float64(s.Left)*rooms[i] > 0 {
			by.Pairs = append(by.Pairs, records.Pair{Speaker: gone.Speakers()[i],
				Value: walked / rooms[i]})
		}
	}
	return estimateOf(by, unchanged)
}

// common returns the pairs of a sample that another sample has too.
func common(s, other records.Sample) records.Sample {
	s.Pairs = slices.DeleteFunc(slices.Clone(s.Pairs), func(p records.Pair) bool {
		return !slices.ContainsFunc(other.Pairs, func(q records.Pair) bool {
			return p.Key() == q.Key()
		})
	})
	return s
}

// Sees reports whether the interval of a power lies above ½: the metric
// distinguishes the control from gold2, in the right direction.
func (p Power) Sees() bool { return p.AUC.Low > 0.5 }

// Mistakes reports whether the metric takes damage for forgetting: the control
// is a damaged original, and the interval of Taken lies above 0 or that of the
// AUC below ½, so that it looks better forgotten than a retrained model.
func (p Power) Mistakes() bool {
	return isDamage(p.Control) && (p.Taken.Low > 0 || p.AUC.High < 0.5)
}

// unknown is an estimate of nothing.
var unknown = Estimate{Mean: math.NaN(), Low: math.NaN(), High: math.NaN()}
