package report

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/stats"
)

// A distributional metric has one value for many models of a speaker. These are
// its settings: how often the seeds are split in half, and the share of clips
// that slow metrics use.
const (
	halvings        = 200
	everyOtherClip  = 5  // every fifth clip of other speakers, for U-LiRA's control
	everyChallenged = 20 // every twentieth of the speaker, for the challenge's F
)

// halves holds the margins of one speaker's models, one row per seed: half of
// the models to judge, the golds of the same seeds, and the golds of the other
// half.
type halves struct {
	models, golds, otherGolds [][]float64 // on the speaker's clips
	modelsOther, goldsOther   [][]float64 // on others' clips, of the same seeds

	lira func() (metrics.LiRA, error) // of these, computed once
}

// The names of metrics that are read by themselves.
const (
	uLiRA             = "U-LiRA"
	uLiRAControl      = "U-LiRA − control"
	forgettingQuality = "forgetting quality" // the challenge's
)

// distributional are the metrics; left is the sign of "more is left".
var distributional = []struct {
	name  string
	left  float64
	least int // models in a half
	value func(halves) (float64, error)
}{
	{"KLOM, pooled", 1, 2, func(h halves) (float64, error) {
		return metrics.PooledKLOM(h.models, h.otherGolds, h.golds)
	}},
	{uLiRA, 1, 4, func(h halves) (float64, error) {
		l, err := h.lira()
		return l.AUC, err
	}},
	{uLiRAControl, 1, 4, func(h halves) (float64, error) {
		l, err := h.lira()
		return l.AUC - l.Control, err
	}},
	{forgettingQuality, -1, 2, func(h halves) (float64, error) {
		return metrics.ForgettingQuality(every(h.models, everyChallenged),
			every(h.otherGolds, everyChallenged))
	}},
}

// HalfPowers are the powers of the metrics that compare distributions of
// models, on the exploratory seeds, on which the controls were run. Each
// speaker's seeds are split in half 200 times at random. Golds judge the
// control's models of one half, and gold2's; the AUC compares these values.
// Splits of the same seeds are not independent, so intervals are over speakers.
// A metric that needs more seeds than there are is left out.
func HalfPowers(runs []records.Run, clips []split.Clip, controls ...string) ([]Power, error) {
	answers, err := explain.NewAnswers(runs, clips)
	if err != nil {
		return nil, err
	}
	speakers := pairsBySpeaker(answers)
	var list []Power
	for _, control := range controls {
		aucs, n := make([]records.Sample, len(distributional)), 0
		for _, speaker := range split.SpeakersOf(clips) {
			pairs := halvable(speakers[speaker], control, Exploring)
			of, err := halfAUCs(pairs, speaker, control, clips)
			if err != nil {
				return nil, err
			}
			n += len(pairs)
			for i, auc := range of {
				if !math.IsNaN(auc) {
					aucs[i].Pairs = append(aucs[i].Pairs, records.Pair{Speaker: speaker, Value: auc})
				}
			}
		}
		for i, m := range distributional {
			if len(aucs[i].Pairs) > 0 {
				list = append(list, Power{Metric: m.name, Control: control,
					AUC: held(estimateOf(aucs[i], unchanged)), Taken: unknown, Runs: n})
			}
		}
	}
	return list, nil
}

// pairsBySpeaker divides the pairs of answers by speaker.
func pairsBySpeaker(answers *explain.Answers) map[string][]explain.Pair {
	speakers := map[string][]explain.Pair{}
	for _, p := range answers.Pairs {
		speakers[p.Speaker] = append(speakers[p.Speaker], p)
	}
	return speakers
}

// halvable returns the pairs of a speaker that keep accepts and that have a
// method's models, gold2 and gold: at least four, else none.
func halvable(pairs []explain.Pair, method string, keep func(records.PairKey) bool) []explain.Pair {
	pairs = slices.DeleteFunc(slices.Clone(pairs), func(p explain.Pair) bool {
		return !keep(p.PairKey) || slices.ContainsFunc([]string{method, names.Gold2, names.Gold},
			func(m string) bool { return p.Runs[m].Answers == nil })
	})
	if len(pairs) < 4 {
		return nil
	}
	return pairs
}

// halfAUCs returns the AUCs of one speaker, by metric.
func halfAUCs(pairs []explain.Pair, speaker, control string, clips []split.Clip) ([]float64,
	error) {
	aucs := make([]float64, len(distributional))
	var values [2][][]float64
	var errs [2]error
	var group sync.WaitGroup
	for side, method := range []string{control, names.Gold2} {
		group.Go(func() {
			values[side], errs[side] = halvedValues(pairs, method, speaker, clips, halvings)
		})
	}
	group.Wait()
	for i := range aucs {
		aucs[i] = stats.AUC(values[0][i], values[1][i])
	}
	return aucs, cmp.Or(errs[0], errs[1])
}

// halvedValues are the values of a method's models by each metric, one for each
// of n halvings of a speaker's pairs, oriented so that greater means more left.
// A metric that needs more models than a half has is left without values.
func halvedValues(pairs []explain.Pair, method, speaker string, clips []split.Clip, n int) (
	values [][]float64, err error) {
	values = make([][]float64, len(distributional))
	if len(pairs) == 0 {
		return values, nil
	}
	mine, others := clipsOfSpeaker(clips, speaker)
	margins := func(method string) (of [2][][]float64) {
		for _, p := range pairs {
			of[0] = append(of[0], marginsOfRun(p.Runs[method], mine))
			of[1] = append(of[1], marginsOfRun(p.Runs[method], others))
		}
		return of
	}
	models, golds := margins(method), margins(names.Gold)
	random := network.Stream(0, speaker, "halves", "", 0) // the same halves for all methods
	for range n {
		h := halve(models, golds, random.Perm(len(pairs)))
		for i, m := range distributional {
			if len(h.models) < m.least {
				continue
			}
			v, err := m.value(h)
			if err != nil {
				return values, err
			}
			values[i] = append(values[i], m.left*v)
		}
	}
	return values, nil
}

// halve takes the models and golds of the first half of an order and the golds
// of the second.
func halve(models, golds [2][][]float64, order []int) halves {
	take := func(all [][]float64, places []int) (some [][]float64) {
		for _, i := range places {
			some = append(some, all[i])
		}
		return some
	}
	first, second := order[:len(order)/2], order[len(order)/2:]
	h := halves{models: take(models[0], first), golds: take(golds[0], first),
		otherGolds: take(golds[0], second), modelsOther: take(models[1], first),
		goldsOther: take(golds[1], first)}
	h.lira = sync.OnceValues(func() (metrics.LiRA, error) {
		return metrics.SpeakerLiRA(h.models, h.golds, h.modelsOther, h.goldsOther)
	})
	return h
}

// clipsOfSpeaker returns a speaker's clips, and some of the others'.
func clipsOfSpeaker(clips []split.Clip, speaker string) (mine, others []int) {
	n := 0
	for i, c := range clips {
		switch {
		case c.Speaker == speaker:
			mine = append(mine, i)
		default:
			if n%everyOtherClip == 0 {
				others = append(others, i)
			}
			n++
		}
	}
	return mine, others
}

func marginsOfRun(run records.Run, clips []int) []float64 {
	values := make([]float64, len(clips))
	for at, i := range clips {
		values[at] = float64(run.Margins[i])
	}
	return values
}

// every takes every n-th clip of some models.
func every(models [][]float64, n int) [][]float64 {
	some := make([][]float64, len(models))
	for i, margins := range models {
		for c := 0; c < len(margins); c += n {
			some[i] = append(some[i], margins[c])
		}
	}
	return some
}
