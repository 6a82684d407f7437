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
// speakers for units: each network hears its own speakers alone, for as many
// epochs as the original, so that a deletion concerns one of them. That one is
// trained again from its first values without the speaker, and dropped where
// nobody is left. The others keep their bits, which is why nothing of the
// deleted can be left and no other gold is needed: SISA after the deletion is
// SISA's gold, and what it costs is utility. One slice a shard.
//
// The passes of a run are those of its deletion; before any, those of all the
// training. Here all shards are trained in either case, since no run is given
// another's.
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

// shardEpoch trains a shard for an epoch. Draws are those of an ensemble's
// original, so that a shard that no deletion concerns has its bits.
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
// is excluded. Who is in which shard is drawn by the seed alone, as evenly as
// can be.
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
