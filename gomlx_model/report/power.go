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

// A Power says how well a metric tells a control, which certainly keeps
// something of the speaker, from gold2, which keeps nothing. A metric of
// forgetting is a detector. If it cannot tell these two apart, it says nothing
// about a method.
type Power struct {
	Metric, Control string
	// AUC is the chance that the control's value lies more on the side of
	// "left" than gold2's of the same speaker, 1 for a metric that always sees
	// what is left, ½ for one that guesses, less than ½ for one that takes the
	// control for better forgotten than retraining; by speaker, then the mean.
	AUC Estimate
	// Taken is the share of the way from the original to gold2 that the metric
	// says the control went,
	//
	//	(metric of the original − of the control) / (of the original − of gold2)
	//
	// of each speaker's means. What damages and forgets nothing should be at 0
	// or below. It is without value where the metric's way is not positive.
	Taken Estimate
}

// PowerControls are those models of the scores that a metric must tell from
// gold2: the original, which keeps everything; half-way models, in answers and
// in weights; the original with a new last layer; and the original with as much
// damage as a method does.
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

// Powers sets each metric that claims to see what is left (Left is not 0)
// against each control.
func Powers(scores []Score) (list []Power) {
	controls := PowerControls(scores)
	for _, s := range scores {
		if s.Left == 0 || len(s.By[names.Gold2].Pairs) == 0 {
			continue
		}
		for _, control := range controls {
			if len(s.By[control].Pairs) > 0 {
				list = append(list, Power{Metric: s.Name, Control: control,
					AUC: tellsApart(s, control), Taken: taken(s, control)})
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

// held keeps an interval of AUCs within 0…1.
func held(e Estimate) Estimate {
	e.Low, e.High = max(0, e.Low), min(1, e.High)
	return e
}

// oriented returns a metric's values of a method by speaker, greater where more
// is left.
func oriented(s Score, method string) map[string][]float64 {
	by := map[string][]float64{}
	for _, p := range s.By[method].Pairs {
		by[p.Speaker] = append(by[p.Speaker], float64(s.Left)*p.Value)
	}
	return by
}

// taken is how far the metric says that a control went, of the pairs that the
// control, the original and gold2 have.
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

// common returns the pairs of a sample that another has too.
func common(s, other records.Sample) records.Sample {
	s.Pairs = slices.DeleteFunc(slices.Clone(s.Pairs), func(p records.Pair) bool {
		return !slices.ContainsFunc(other.Pairs, func(q records.Pair) bool {
			return p.Key() == q.Key()
		})
	})
	return s
}

// Sees reports whether the interval of a power lies above ½: the metric tells
// the control from gold2, in the right direction.
func (p Power) Sees() bool { return p.AUC.Low > 0.5 }

// Mistakes reports whether the metric takes damage for forgetting: the control
// is a damaged original, and the interval of the way that the metric says it
// went lies above 0.
func (p Power) Mistakes() bool {
	return strings.HasPrefix(p.Control, names.Damage) && p.Taken.Low > 0
}

// unknown is an estimate of nothing.
var unknown = Estimate{Mean: math.NaN(), Low: math.NaN(), High: math.NaN()}
