package report

import (
	"math"
	"slices"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/stats"
)

// An Agreement compares a method's answers and margins with those of gold of
// the same speaker and seed. Each sample has a value for each pair, except
// where a share would divide by 0. A margin is that of the true class in nats,
// z_y − ln Σ_{k≠y} exp z_k. A shorter retraining is gold's own beginning and
// shares gold's mistakes as no other training does, so its answers and the
// order of its margins are compared with gold2's.
type Agreement struct {
	Method string

	// Of the excluded clips, as shares of 1: the same answer as gold's; wrong
	// among those that gold gets wrong, and among those it gets right; gold's
	// very answer among those where both are wrong.
	AsGold, WrongToo, WrongAlone, SameWrong records.Sample
	Rank                                    records.Sample // Spearman's, of excluded margins

	Test, GoldTest records.Sample // mean margins on test; gold's beside
	// The difference in differences of the mean margins, excluded − test: from
	// the original to the method, and to gold.
	Gone, Room records.Sample
}

// agreementMethods are the rows of the tables of agreement.
func agreementMethods() []string {
	methods := append([]string{names.Original, "finetune"}, names.Schemes()...)
	return append(methods, "retrain-15", "retrain-30", "retrain-40", "retrain-60",
		names.Gold2, "noise-0.16")
}

// Agreements compares the answers of methods with gold's over all pairs of
// protocol P, batch norm and one excluded speaker that have the method, gold
// and the original. Runs may be those of a results file or the published ones;
// clips are the corpus that they answer, in its order ([ClipsOfNames] for
// readers without the recordings). Without methods it takes the study's own.
// Methods without a pair are left out.
func Agreements(runs []records.Run, clips []split.Clip, methods ...string) ([]Agreement, error) {
	if len(methods) == 0 {
		methods = agreementMethods()
	}
	answers, err := explain.NewAnswers(runs, clips)
	if err != nil {
		return nil, err
	}
	list := make([]Agreement, len(methods))
	for _, pair := range answers.Pairs {
		original, ok := pair.Runs[names.Original]
		gold, ok2 := pair.Runs[names.Gold]
		if !ok || !ok2 {
			continue
		}
		for i, m := range methods {
			if run, ok := pair.Runs[m]; ok {
				list[i].Method = m
				other := gold
				if _, _, own := names.Retraining(m); own {
					other = pair.Runs[names.Gold2]
				}
				if other.Answers != nil {
					list[i].compare(run, other, pair.Split.Excluded, answers.Labels)
				}
				list[i].soften(run, original, gold, pair.Split)
			}
		}
	}
	return slices.DeleteFunc(list, func(a Agreement) bool { return a.Method == "" }), nil
}

// answered names a run by its pair and method.
type answered struct {
	records.PairKey
	method string
}

// compare adds a pair's answers and margins on the excluded clips, beside a
// gold's.
func (a *Agreement) compare(run, gold records.Run, excluded []int, labels []int8) {
	var same, goldWrong, both, alone, sameWrong int
	var mine, golds []float64
	for _, i := range excluded {
		wrong, wrongGold := run.Answers[i] != labels[i], gold.Answers[i] != labels[i]
		switch {
		case wrong && wrongGold:
			both++
		case wrong:
			alone++
		}
		if wrongGold {
			goldWrong++
		}
		if run.Answers[i] == gold.Answers[i] {
			same++
			if wrong {
				sameWrong++
			}
		}
		mine, golds = append(mine, float64(run.Margins[i])), append(golds, float64(gold.Margins[i]))
	}
	add := func(s *records.Sample, part, whole int) {
		if whole > 0 {
			put(s, run.Name, float64(part)/float64(whole))
		}
	}
	add(&a.AsGold, same, len(excluded))
	add(&a.WrongToo, both, goldWrong)
	add(&a.WrongAlone, alone, len(excluded)-goldWrong)
	add(&a.SameWrong, sameWrong, both)
	if rho := stats.Spearman(mine, golds); !math.IsNaN(rho) {
		put(&a.Rank, run.Name, rho)
	}
}

// soften adds a pair's mean margins.
func (a *Agreement) soften(run, original, gold records.Run, sets split.Split) {
	contrast := func(r records.Run) float64 {
		return meanMargin(r, sets.Excluded) - meanMargin(r, sets.Test)
	}
	put(&a.Test, run.Name, meanMargin(run, sets.Test))
	put(&a.GoldTest, run.Name, meanMargin(gold, sets.Test))
	put(&a.Gone, run.Name, contrast(run)-contrast(original))
	put(&a.Room, run.Name, contrast(gold)-contrast(original))
}

// put adds the value of a run's pair to a sample.
func put(s *records.Sample, run records.Name, value float64) {
	s.Pairs = append(s.Pairs, records.Pair{Speaker: run.Speaker, Seed: run.Seed, Value: value})
}

// meanMargin is a run's mean margin over some clips, in nats.
func meanMargin(run records.Run, clips []int) float64 {
	sum := 0.0
	for _, i := range clips {
		sum += float64(run.Margins[i])
	}
	return sum / float64(len(clips))
}

// ClipsOfNames returns the clips of the list that stands beside the published
// answers, in its order, from the names of the recordings.
func ClipsOfNames(list []records.ClipName) ([]split.Clip, error) {
	clips := make([]split.Clip, len(list))
	for i, c := range list {
		label, speaker, take, err := corpus.ParseName(c.Name)
		if err != nil {
			return nil, err
		}
		clips[i] = split.Clip{Label: label, Speaker: speaker, Take: take}
	}
	return clips, nil
}
