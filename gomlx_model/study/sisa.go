package study

import (
	"context"
	"fmt"
	"math"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// shards trains the networks of SISA (Bourtoule et al., arXiv:1912.03817) with
// speakers as units. Each network hears only its own speakers, for as many
// epochs as the original, so a deletion concerns one network. That network is
// trained again from its initial values without the speaker, or dropped if it
// has no other speaker. The others keep their bits, because they never heard
// the deleted speaker. So nothing of the speaker can be left and no other gold
// is needed: SISA after the deletion is SISA's gold. Its price is utility. Each
// shard has one slice.
//
// The passes of a run are those of its deletion or, before any deletion, those
// of the whole training. All shards are trained in either case, because no run
// gets another run's shards.
func (t *training) shards(ctx context.Context) (members []network.Weights, err error) {
	count, before, _ := names.SISA(t.spec.Method)
	heard, deleted := t.shardClips(count, before)
	// Under protocol M one ensemble serves all deletions, so nothing that is
	// drawn depends on who is excluded.
	of := t.spec.with(fmt.Sprintf("sisa-%d-%s", count, names.Original))
	var states []*network.State
	var streams []string
	kept := 0
	for i, clips := range heard {
		if len(clips) == 0 {
			continue
		}
		stream := fmt.Sprintf("sisa %d of %d", i+1, count)
		state := network.NewState(InitialWeights(t.engine.Network, of.Seed, of.Speaker, stream))
		if t.spec.settings.Features.Standardise {
			state.Mean, state.Deviation = t.engine.Data.Standard(t.engine.Network, clips)
		}
		states, streams = append(states, state), append(streams, stream)
		heard[kept], deleted[kept] = clips, deleted[i]
		kept++
	}
	heard, deleted = heard[:kept], deleted[:kept]
	epochs := t.spec.epochs()
	for epoch := range epochs {
		sum, n := 0.0, 0
		for i, state := range states {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			loss, err := t.shardEpoch(of, state, streams[i], heard[i], epoch)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", streams[i], err)
			}
			sum, n = sum+loss*float64(len(heard[i])), n+len(heard[i])
			if before || deleted[i] {
				t.passes += len(heard[i])
			}
		}
		t.result.Trace = append(t.result.Trace, records.TracePoint{Phase: "train",
			Epoch: epoch + 1, Set: names.SetTraining, F1: math.NaN(), Loss: sum / float64(n)})
		t.tick(1)
	}
	for _, state := range states {
		members = append(members, state.Weights)
	}
	return members, nil
}

// shardEpoch trains a shard for an epoch. Its draws are those of the ensemble's
// original, so a shard that no deletion concerns has the same bits as there.
func (t *training) shardEpoch(of Spec, state *network.State, stream string, clips []int32,
	epoch int) (float64, error) {
	o := gomlxmodel.DefaultOptions()
	o.Rate = t.spec.settings.Rate
	o.Seed = network.Stream(of.Seed, of.Speaker, "dropout", stream, epoch).Uint32()
	order := slices.Clone(clips)
	network.Stream(of.Seed, of.Speaker, "order", stream, epoch).Shuffle(len(order),
		func(i, j int) { order[i], order[j] = order[j], order[i] })
	return t.engine.Epoch(state, order, o)
}

// shardClips returns what each shard hears, and whether it heard somebody who
// is excluded. The seed alone decides who is in which shard; the shards are as
// equal as possible.
func (t *training) shardClips(count int, before bool) (heard [][]int32, deleted []bool) {
	speakers := split.SpeakersOf(t.clips)
	network.Stream(t.spec.Seed, "", "shards", "", 0).Shuffle(len(speakers),
		func(i, j int) { speakers[i], speakers[j] = speakers[j], speakers[i] })
	heard, deleted = make([][]int32, count), make([]bool, count)
	shardOf := func(clip int) int { return slices.Index(speakers, t.clips[clip].Speaker) % count }
	clips := slices.Clone(t.split.Training)
	if before {
		clips = append(clips, t.split.Excluded...)
		slices.Sort(clips)
	}
	for _, c := range clips {
		heard[shardOf(c)] = append(heard[shardOf(c)], int32(c))
	}
	for _, c := range t.split.Excluded {
		deleted[shardOf(c)] = true
	}
	return heard, deleted
}
