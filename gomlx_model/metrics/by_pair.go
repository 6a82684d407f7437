package metrics

import (
	"math"

	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/gonum/stat"
)

// order is that of this package's metrics in tables.
var order = []string{"F1", "F1 gap", "tug of war", "log errors", "agreement", "same errors",
	"margin", "margin contrast", "attack by others", "CGUM"}

// These are the field's measures that have one value for each pair and need
// only answers. Measures that need weights are among the findings of package
// records.
func init() {
	Register(Metric{"F1", "macro F1 on the excluded clips", 1,
		func(c Case) float64 { return f1Of(c.Model, c, c.Excluded) }})
	Register(Metric{"F1 gap", "|F1 − gold's F1| on the excluded clips", 1, func(c Case) float64 {
		return math.Abs(f1Of(c.Model, c, c.Excluded) - f1Of(c.Gold, c, c.Excluded))
	}})
	Register(Metric{"tug of war", "TugOfWar over excluded, retained and test", -1,
		func(c Case) float64 { return TugOfWar(f1s(c.Model, c), f1s(c.Gold, c)) }})
	Register(Metric{"log errors", "ln((½ + errors)/(½ + gold's)) on test, 0 for as many as gold", 0,
		func(c Case) float64 { // a logarithm, since ratios have no mean that treats both alike
			return math.Log((0.5 + wrongOf(c.Model, c, c.Test)) / (0.5 + wrongOf(c.Gold, c, c.Test)))
		}})
	Register(Metric{"agreement", "share of the excluded clips with gold's answer", -1,
		func(c Case) float64 {
			same, _, _ := agreement(c)
			return float64(same) / float64(len(c.Excluded))
		}})
	Register(Metric{"same errors", "gold's very answer, where both are wrong on excluded", -1,
		func(c Case) float64 {
			_, both, alike := agreement(c)
			return float64(alike) / float64(both) // 0/0 is NaN
		}})
	Register(Metric{"margin", "mean margin on the excluded clips, in nats", 1,
		func(c Case) float64 { return stat.Mean(marginsOf(c.Model, c.Excluded), nil) }})
	Register(Metric{"margin contrast", "mean margin on excluded less that on test, in nats", 1,
		func(c Case) float64 {
			return stat.Mean(marginsOf(c.Model, c.Excluded), nil) -
				stat.Mean(marginsOf(c.Model, c.Test), nil)
		}})
	Register(Metric{"attack by others", "AUC of margins, excluded clips against others' test clips: " +
		"the field's simple membership attack, which finds voices too", 1,
		func(c Case) float64 { return attackByOthers(c.Model, c) }})
	Register(Metric{"CGUM", "Trade.CGUM by the attack by others, cost in passes over the retained " +
		"clips; it ranks trades, and gold scores 0", 0, cgum})
}

func cgum(c Case) float64 {
	epochs := func(m Answered) float64 { return float64(m.Passes) / float64(len(c.Retained)) }
	return Trade{F1: f1Of(c.Model, c, c.Test), GoldF1: f1Of(c.Gold, c, c.Test),
		Attack: attackByOthers(c.Model, c), GoldAttack: attackByOthers(c.Gold, c),
		OriginalAttack: attackByOthers(c.Original, c), Cost: epochs(c.Model),
		GoldCost: epochs(c.Gold), Classes: c.NumClasses}.CGUM()
}

func attackByOthers(m Answered, c Case) float64 {
	return stats.AUC(marginsOf(m, c.Excluded), marginsOf(m, c.Test))
}

// f1Of is a model's macro F1 on some clips, as Measure computes it.
func f1Of(m Answered, c Case, clips []int) float64 {
	confusion := make([][]int, c.NumClasses)
	for i := range confusion {
		confusion[i] = make([]int, c.NumClasses)
	}
	for _, i := range clips {
		confusion[c.Labels[i]][m.Classes[i]]++
	}
	_, _, f1 := macro(confusion)
	return f1
}

func f1s(m Answered, c Case) []float64 {
	return []float64{f1Of(m, c, c.Excluded), f1Of(m, c, c.Retained), f1Of(m, c, c.Test)}
}

func wrongOf(m Answered, c Case, clips []int) (wrong float64) {
	for _, i := range clips {
		if m.Classes[i] != c.Labels[i] {
			wrong++
		}
	}
	return wrong
}

// agreement counts excluded clips: those with gold's answer, those that both
// models get wrong, and the latter that also have gold's answer.
func agreement(c Case) (same, bothWrong, sameWrong int) {
	for _, i := range c.Excluded {
		mine, golds := c.Model.Classes[i], c.Gold.Classes[i]
		if mine == golds {
			same++
		}
		if mine != c.Labels[i] && golds != c.Labels[i] {
			bothWrong++
			if mine == golds {
				sameWrong++
			}
		}
	}
	return same, bothWrong, sameWrong
}

func marginsOf(m Answered, clips []int) []float64 {
	values := make([]float64, len(clips))
	for at, i := range clips {
		values[at] = float64(m.Margins[i])
	}
	return values
}
