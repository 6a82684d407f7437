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

// distributionHalvings is how often the seeds of a speaker are split in half for
// a mean. The spread that matters is over speakers.
const distributionHalvings = 20

// Distributions are the values of the metrics that compare many models of a
// method with many golds of the same speaker, by method. The last metric, the
// challenge's forgetting quality, is divided by gold2's.
type Distributions struct {
	Metrics []string
	By      map[string][]records.Sample // a sample for each metric, a pair for each speaker
	Runs    map[string]int
}

// DistributionsOf computes them on the confirmatory seeds, where a speaker has
// ten runs of a method, gold and gold2. Each speaker's seeds are split in half
// at random; golds of one half judge the models of the other, and the value is
// the mean over 20 such splits. A method with fewer than eight runs of a speaker
// is left out for this speaker.
func DistributionsOf(runs []records.Run, clips []split.Clip) (Distributions, error) {
	d := Distributions{By: map[string][]records.Sample{}, Runs: map[string]int{}}
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
				methods[m] = m != names.Gold
			}
		}
		floor := halvable(pairs, names.Gold2, Confirming)
		for _, method := range slices.SortedFunc(maps.Keys(methods), names.CompareMethods) {
			of := halvable(floor, method, Confirming)
			if !methods[method] || len(of) < 8 {
				continue
			}
			values, err := halvedValues(of, method, speaker, clips, distributionHalvings)
			if err != nil {
				return d, err
			}
			golds, err := halvedValues(of, names.Gold2, speaker, clips, distributionHalvings)
			if err != nil {
				return d, err
			}
			d.add(speaker, method, len(of), values, golds)
		}
	}
	for _, samples := range d.By {
		for i := range samples {
			slices.SortFunc(samples[i].Pairs, records.ComparePairs)
		}
	}
	return d, nil
}

// add adds a speaker's means of a method, beside gold2's of the same halvings.
func (d Distributions) add(speaker, method string, runs int, values, golds [][]float64) {
	if d.By[method] == nil {
		d.By[method] = make([]records.Sample, len(distributional))
	}
	d.Runs[method] += runs
	for i, m := range distributional {
		v := m.left * stat.Mean(values[i], nil)
		if m.name == forgettingQuality {
			v = stat.Mean(values[i], nil) / stat.Mean(golds[i], nil)
		}
		d.By[method][i].Pairs = append(d.By[method][i].Pairs, records.Pair{Speaker: speaker, Value: v})
	}
}

// methods are the methods of the table, in its order.
func (d Distributions) methods() (list []string) {
	for _, m := range slices.SortedFunc(maps.Keys(d.By), names.CompareMethods) {
		if isCompared(m) {
			list = append(list, m)
		}
	}
	return list
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
		for _, s := range d.By[method] {
			row = append(row, withEnds(estimateOf(s, unchanged), 2))
		}
		t.Rows = append(t.Rows, append(row, records.Plural(d.Runs[method], "run")+", "+
			records.Plural(len(d.By[method][0].Speakers()), "speaker")))
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No method has eight runs of a speaker on seeds 11–20."}
		return t
	}
	t.Notes = []string{"Seeds 11–20, split in half at random, 20 times; models of one half, golds of " +
		"the other. KLOM in nats, pooled over clips by standard margins. U-LiRA: the AUC of an " +
		"attacker who has models of both kinds, and the same less the AUC by other speakers' clips. " +
		"Gold2 shows what another retraining gets. Means over speakers, in brackets Student's 95 % " +
		"intervals over speakers."}
	return t
}

// DistributionsSentence says which methods an attacker who has models of both
// kinds is not shown to distinguish from golds better than gold2.
func DistributionsSentence(d Distributions) string {
	at := slices.Index(d.Metrics, "U-LiRA")
	floor, ok := d.By[names.Gold2]
	if !ok {
		return "Without gold2's runs on seeds 11–20 no distribution can be judged."
	}
	var told, like, unheard []string
	for _, m := range d.methods() {
		if m == names.Gold2 {
			continue
		}
		further := estimateOf(d.By[m][at].Minus(floor[at]), unchanged)
		if further.Low > 0 {
			told = append(told, m)
			if _, _, ok := names.Retraining(m); ok {
				unheard = append(unheard, m)
			}
		} else {
			like = append(like, fmt.Sprintf("%s (%s %s)", m, signed(further.Mean, 2), ends(further, 2)))
		}
	}
	text := fmt.Sprintf("By U-LiRA, an attacker with models of both kinds distinguishes %d of %s from "+
		"golds more surely than gold2. Not shown to, in brackets the difference in AUC: %s.",
		len(told), records.Plural(len(told)+len(like), "method"), orNobody(like))
	if len(unheard) > 0 {
		text += fmt.Sprintf(" Among those that it distinguishes, %s never heard the speaker: to be "+
			"distinguished from gold is not to remember.", listed(unheard))
	}
	return text
}
