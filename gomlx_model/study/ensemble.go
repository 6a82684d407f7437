package study

import (
	"context"
	"fmt"
	"math"

	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// ensemble carries out and judges a run that answers with several networks,
// each of which votes with its probabilities. It returns weights that are all
// 0, which the run's file holds because an ensemble has none of its own.
func (t *training) ensemble(ctx context.Context, before map[string]network.Weights) (
	network.Weights, error) {
	members := []network.Weights{before[names.Original], before[names.Gold]}
	if t.spec.Method != names.HalfAnswers {
		var err error
		if members, err = t.shards(ctx); err != nil {
			return network.Weights{}, err
		}
	}
	all := make([]int32, len(t.clips))
	for i := range all {
		all[i] = int32(i)
	}
	votes := make([][]float32, len(members))
	for i, w := range members {
		var err error
		if votes[i], err = t.engine.Logits(w, all); err != nil {
			return network.Weights{}, err
		}
	}
	logits := meanVote(votes, t.engine.Network.Classes)
	if err := t.judgeLogits(logits); err != nil {
		return network.Weights{}, err
	}
	for _, r := range t.result.Records {
		t.result.Trace = append(t.result.Trace, records.TracePoint{Phase: "vote",
			Epoch: t.spec.epochs(), Set: r.Set, F1: r.F1, Loss: r.Loss})
	}
	return blank(t.engine.Network), nil
}

// meanVote returns the logarithms of the mean of the members' probabilities,
//
//	ln 1/M · Σ_members softmax(z)
//
// which are logits of the ensemble: their softmax is the mean itself.
func meanVote(members [][]float32, classes int) []float32 {
	out := make([]float32, len(members[0]))
	for i := 0; i < len(out); i += classes {
		mean := make([]float64, classes)
		for _, logits := range members {
			for c, p := range metrics.Softmax(logits[i : i+classes]) {
				mean[c] += p / float64(len(members))
			}
		}
		for c, p := range mean {
			out[i+c] = float32(math.Log(max(p, math.SmallestNonzeroFloat32)))
		}
	}
	return out
}

// blank returns weights that are all 0.
func blank(n network.Network) network.Weights {
	learnt, moving := n.Sizes()
	return network.Weights{Network: n, Learnt: make([]float32, learnt),
		Moving: make([]float32, moving)}
}

// checkShards returns an error for a method that needs more speakers than there
// are: a shard hears at least one.
func checkShards(methods, speakers []string) error {
	for _, m := range methods {
		if n, _, ok := names.SISA(m); ok && n > len(speakers) {
			return fmt.Errorf("method %s: the corpus has %d speakers, and each shard needs one: use "+
				"fewer shards", m, len(speakers))
		}
	}
	return nil
}
