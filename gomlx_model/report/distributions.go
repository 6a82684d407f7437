package report

import (
	"fmt"
	"maps"
	"slices"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"

	"gonum.org/v1/gonum/stat"
)

// distributionHalvings is how often the seeds of a speaker are split in half
// for a mean. The spread that matters is over speakers.
const distributionHalvings = 20

// Distributions are the values of the metrics that compare many models of a
// method with many golds of the same speaker, by method. The last metric, the
// challenge's forgetting quality, is divided by gold2's.
type Distributions struct {
	Metrics []string
	// a sample for each metric, a pair for each speaker: of a method, and of
	// gold2 on the same seeds
	By, Beside map[string][]records.Sample
	Runs       map[string]int
}

// DistributionsOf computes them on the confirmatory seeds, where a speaker has
// ten runs of a method, gold and gold2. Each speaker's seeds are split in half
// at random, and the value is the mean over 20 such splits. KLOM and forgetting
// quality compare models of one half with golds of the other; U-LiRA compares
// those of one half, each with golds of other seeds. A method with fewer than
// eight runs of a speaker is left out for this speaker.
func DistributionsOf(runs []records.Run, clips []split.Clip) (Distributions, error) {
	d := Distributions{By: map[string][]records.Sample{}, Beside: map[string][]records.Sample{},
		Runs: map[string]int{}}
	for _, m := range distributional {
		d.Metrics = append(d.Metrics, m.name)
	}
	answers, err := explain.NewAnswers(runs, clips)
	if err != nil {
		return d, err
	}
	for speaker, pairs := range pairsBySpeaker(answers) {
		methods := map[string]bool{}
		for _, p := range pairs {
			for m := range p.Runs {
				methods[m] = isCompared(m)
			}
		}
		floor := halvable(pairs, names.Gold2, Confirming)
		golds, err := halvedValues(floor, names.Gold2, speaker, clips, distributionHalvings)
		if err != nil {
			return d, err
		}
		for _, method := range slices.SortedFunc(maps.Keys(methods), names.CompareMethods) {
			of := halvable(floor, method, Confirming)
			if !methods[method] || len(of) < 8 {
				continue
			}
			values, err := halvedValues(of, method, speaker, clips, distributionHalvings)
			if err != nil {
				return d, err
			}
			beside := golds
			if len(of) < len(floor) {
				beside, err = halvedValues(of, names.Gold2, speaker, clips, distributionHalvings)
			}
			if err != nil {
				return d, err
			}
			d.add(speaker, method, len(of), values, beside)
		}
	}
	for _, by := range []map[string][]records.Sample{d.By, d.Beside} {
		for _, samples := range by {
			for i := range samples {
				slices.SortFunc(samples[i].Pairs, records.ComparePairs)
			}
		}
	}
	return d, nil
}

// add adds a speaker's means of a method, beside gold2's of the same halvings.
func (d Distributions) add(speaker, method string, runs int, values, golds [][]float64) {
	if d.By[method] == nil {
		d.By[method] = make([]records.Sample, len(distributional))
		d.Beside[method] = make([]records.Sample, len(distributional))
	}
	d.Runs[method] += runs
	for i, m := range distributional {
		v, floor := m.left*stat.Mean(values[i], nil), m.left*stat.Mean(golds[i], nil)
		if m.name == forgettingQuality {
			v, floor = v/floor, 1
		}
		by, beside := &d.By[method][i], &d.Beside[method][i]
		by.Pairs = append(by.Pairs, records.Pair{Speaker: speaker, Value: v})
		beside.Pairs = append(beside.Pairs, records.Pair{Speaker: speaker, Value: floor})
	}
}

// methods are the methods of the table, in its order.
func (d Distributions) methods() []string {
	return slices.SortedFunc(maps.Keys(d.By), names.CompareMethods)
}

// DistributionsTable has a row for each method and a column for each metric.
func DistributionsTable(d Distributions) Table {
	t := Table{Title: "Many models of a method against many golds", Header: []string{"Method"}}
	for _, m := range d.Metrics {
		if m == forgettingQuality {
			m += " ÷ gold2's"
		}
		t.Header = append(t.Header, m)
	}
	t.Header = append(t.Header, "n")
	for _, method := range d.methods() {
		row := []string{method}
		for i, s := range d.By[method] {
			e := estimateOf(s, unchanged)
			if d.Metrics[i] == uLiRA {
				e = held(e)
			}
			row = append(row, withEnds(e, 2))
		}
		t.Rows = append(t.Rows, append(row, records.Plural(d.Runs[method], "run")+", "+
			records.Plural(len(d.By[method][0].Speakers()), "speaker")))
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No method has eight runs of a speaker on seeds 11–20."}
		return t
	}
	t.Notes = []string{"Seeds 11–20, split in half at random, 20 times. KLOM in nats, pooled over " +
		"clips by standard margins, and forgetting quality: models of one half, golds of the other. " +
		"U-LiRA: the AUC of an attacker who has models and golds of one half, and the same less the " +
		"AUC by other speakers' clips. Gold2 shows what another retraining gets. Five models a half " +
		"are few for forgetting quality: it is coarse, and it rewards models that differ. Means " +
		"over speakers, in brackets Student's 95 % intervals over speakers."}
	return t
}

// DistributionsSentence says which methods an attacker who has models of both
// kinds distinguishes from golds more surely than gold2, and for which of these
// the speaker's clips give away more than other speakers' clips do.
func DistributionsSentence(d Distributions) string {
	if d.By[names.Gold2] == nil {
		return "Without gold2's runs on seeds 11–20 no distribution can be judged."
	}
	further := func(method, metric string) Estimate {
		i := slices.Index(d.Metrics, metric)
		return estimateOf(d.By[method][i].Minus(d.Beside[method][i]), unchanged)
	}
	var told, like, voices, unheard []string
	for _, m := range d.methods() {
		if m == names.Gold2 || m == names.Original {
			continue
		}
		if further(m, uLiRA).Low > 0 {
			told = append(told, m)
			if _, _, ok := names.Retraining(m); ok {
				unheard = append(unheard, m)
			}
		} else {
			like = append(like, m)
		}
		if further(m, uLiRA).Low > 0 && further(m, uLiRAControl).Low > 0 {
			voices = append(voices, m)
		}
	}
	text := fmt.Sprintf("By U-LiRA, an attacker with models of both kinds distinguishes %d of %s from "+
		"golds more surely than gold2 (not so: %s; intervals of the paired differences, uncorrected). "+
		"It is shown to be memory only where the speaker's clips give away more than other "+
		"speakers' clips do: %s.", len(told), records.Plural(len(told)+len(like), "method"),
		orNobody(quoted(like)), orNobody(quoted(voices)))
	if len(unheard) > 0 {
		text += fmt.Sprintf(" Elsewhere it may only see that a model was trained otherwise, as it "+
			"does of %s, which never heard the speaker.", coded(unheard))
	}
	return text
}
