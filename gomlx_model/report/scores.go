package report

import (
	"math"
	"slices"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// A Score is one metric over all methods and pairs that have it.
type Score struct {
	Name, About string
	Left        int // as metrics.Metric has it
	By          map[string]records.Sample
}

// findingScores are the metrics that need weights, so they are among the
// findings.
var findingScores = []struct {
	name, about, protocol, measure string
}{
	{"JS", "Jensen-Shannon divergence from gold's answers on excluded, in nats",
		names.ProtocolPaper, records.JSMeasure + names.SetExcluded},
	{"relearning", "how much sooner than gold it relearns the speaker, as an area in nats",
		names.ProtocolPaper, records.RelearnMeasure},
	{"probe", "AUC of a linear probe for the speaker in the last hidden layer, read as in the " +
		"literature: the more it finds, the more is left",
		names.ProtocolPaper, records.ProbeMeasure},
	{"selectivity", "what the probe finds beyond probes for speakers that do not exist",
		names.ProtocolPaper, records.SelectivityMeasure},
	{"attack, held", "protocol M: AUC of margins, heard clips of the speaker against unheard ones",
		names.ProtocolHeldOut, records.AttackMeasure},
	{"TPR, held", "the same attack's true positive rate at a false positive rate of 5 %",
		names.ProtocolHeldOut, records.TPRMeasure},
	{"attack, folds", "the same attack, with other takes held out for each seed",
		names.ProtocolHeldOut, records.AttackMeasure + records.FoldSuffix},
	{"TPR, folds", "its true positive rate at a false positive rate of 5 %",
		names.ProtocolHeldOut, records.TPRMeasure + records.FoldSuffix},
}

// ScoresOf computes every registered metric of every run that has answers, for
// pairs with gold and the original, and adds what was measured on weights. Runs
// are published ones or those of a results file, clips the corpus that they
// answer; the records say what a run cost. A metric that has no value for any
// run is left out.
func ScoresOf(all []records.Record, runs []records.Run, findings []records.Finding,
	clips []split.Clip) ([]Score, error) {
	answers, err := explain.NewAnswers(runs, clips)
	if err != nil {
		return nil, err
	}
	passes := map[string]int{}
	for _, r := range all {
		passes[r.Key] = r.Passes
	}
	var scores []Score
	for _, m := range metrics.All() {
		scores = append(scores, Score{Name: m.Name, About: m.About, Left: m.Left,
			By: map[string]records.Sample{}})
	}
	classes := int(slices.Max(append([]int8{0}, answers.Labels...))) + 1
	for _, pair := range answers.Pairs {
		if _, ok := pair.Runs[names.Gold]; !ok {
			continue
		}
		if _, ok := pair.Runs[names.Original]; !ok {
			continue
		}
		of := func(method string) metrics.Answered {
			run := pair.Runs[method]
			return metrics.Answered{Classes: run.Answers, Margins: run.Margins, Passes: passes[run.Key]}
		}
		c := metrics.Case{Original: of(names.Original), Gold: of(names.Gold), Gold2: of(names.Gold2),
			Labels: answers.Labels, Excluded: pair.Split.Excluded, Test: pair.Split.Test,
			Retained: pair.Split.Training, NumClasses: classes}
		golds := map[string]metrics.Answered{names.Gold: c.Gold, names.Gold2: c.Gold2}
		for method, run := range pair.Runs {
			c.Model = of(method)
			if c.Gold = golds[goldOf(method)]; len(c.Gold.Classes) == 0 {
				continue // a retraining without a second gold
			}
			for i, m := range metrics.All() {
				if v := m.Value(c); !math.IsNaN(v) {
					s := scores[i].By[method]
					put(&s, run.Name, v)
					scores[i].By[method] = s
				}
			}
		}
	}
	scores = append(scores, measuredScores(findings)...)
	return slices.DeleteFunc(scores, func(s Score) bool { return len(s.By) == 0 }), nil
}

// goldOf is the gold that a method is compared with: gold2 for a retraining for
// less, which is the beginning of its own gold.
func goldOf(method string) string {
	if _, _, ok := names.Retraining(method); ok {
		return names.Gold2
	}
	return names.Gold
}

// measuredScores are the scores from findings. Greater always means more left.
func measuredScores(findings []records.Finding) (scores []Score) {
	for _, m := range findingScores {
		s := Score{Name: m.name, About: m.about, Left: 1, By: map[string]records.Sample{}}
		methods := map[string]bool{}
		for _, f := range findings {
			methods[f.Method] = true
		}
		for method := range methods {
			if of := records.SampleOf(findings, m.protocol, method, m.measure); len(of.Pairs) > 0 {
				s.By[method] = of
			}
		}
		if scores = append(scores, s); m.name == "JS" {
			scores = append(scores, recovered(s))
		}
	}
	return scores
}

// recovered is the score of [metrics.Recovered], of each speaker's means. Left
// is 0, since gold2 is at 1 and the original at 0 by definition.
func recovered(js Score) Score {
	s := Score{Name: "JS recovered", About: "the share of the original's divergence that is gone; " +
		"gold2 is 1", By: map[string]records.Sample{}}
	original, gold2 := js.By[names.Original], js.By[names.Gold2]
	for method, of := range js.By {
		of = common(common(of, original), gold2) // the pairs that all three have
		m0, m1 := common(original, of).SpeakerMeans(), common(gold2, of).SpeakerMeans()
		var by records.Sample
		for i, v := range of.SpeakerMeans() {
			if r := metrics.Recovered(v, m0[i], m1[i]); !math.IsNaN(r) {
				by.Pairs = append(by.Pairs, records.Pair{Speaker: of.Speakers()[i], Value: r})
			}
		}
		if len(by.Pairs) > 0 {
			s.By[method] = by
		}
	}
	return s
}

// ScoresOfPublished returns the scores of the published study: of the runs with
// the paper's settings, and of tuned methods.
func ScoresOfPublished() ([]Score, error) {
	p, clips, err := publishedClips()
	if err != nil {
		return nil, err
	}
	tuning, err := Tune(p.Records)
	if err != nil {
		return nil, err
	}
	return ScoresOf(p.Records, append(p.Clips, tuning.Answers(p)...),
		append(p.Findings, tuning.Findings(p)...), clips)
}

// publishedClips returns the published results and the clips of their answers.
func publishedClips() (p records.Published, clips []split.Clip, err error) {
	data, err := records.PublishedFile("")
	if err != nil {
		return p, nil, err
	}
	if p, err = records.ReadPublished(data); err != nil {
		return p, nil, err
	}
	clips, err = ClipsOfNames(p.ClipNames)
	return p, clips, err
}

// scoresBy returns the scores of some metrics, in their own order.
func scoresBy(scores []Score, metrics ...string) []Score {
	return slices.DeleteFunc(slices.Clone(scores), func(s Score) bool {
		return !slices.Contains(metrics, s.Name)
	})
}
