package unlearn

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// A Session is one model on its way to forgetting: what a method works on.
type Session struct {
	Settings settings.Unlearn
	State    *network.State  // begins as the original model
	Original network.Weights // the original model, not to be changed
	Initial  network.Weights // the original's weights before its training
	Retained []int32         // the clips that may be trained on
	Excluded []int32         // the clips to forget; the paper's techniques do not look at them
	Held     []int32         // unheard clips of the speaker to forget; none under protocol P
	// other speakers' clips that no model learns, for fitting controls; none
	// under protocol M
	Validation []int32
	Gold       network.Weights // only for a method that UsesGold

	Engine  *gomlxmodel.Engine
	Seed    int
	Speaker string
	// called after each epoch, which counts from 1 through the whole method;
	// may be nil
	After func(phase string, epoch int) error

	epoch, passes int
}

// Network returns the shape of the model.
func (s *Session) Network() network.Network { return s.State.Network }

// Passes returns the number of clips passed forward and backward so far.
func (s *Session) Passes() int { return s.passes }

// Epoch returns how many epochs have ended.
func (s *Session) Epoch() int { return s.epoch }

// Stream returns the random numbers of a purpose in a phase, the same for every
// method of this (speaker, seed) pair.
func (s *Session) Stream(purpose, phase string, epoch int) *rand.Rand {
	return network.Stream(s.Seed, s.Speaker, purpose, phase, epoch)
}

// Train trains on the retained clips, with Adam starting from zero. Change
// adjusts the options, such as the frozen layers; nil means plain training.
// Clip order and dropout are drawn by phase and epoch.
func (s *Session) Train(ctx context.Context, phase string, epochs int,
	change func(*gomlxmodel.Options)) error {
	return s.TrainOn(ctx, phase, epochs, s.Retained, change)
}

// TrainOn is Train on any clips. It calls change at the start of each epoch.
func (s *Session) TrainOn(ctx context.Context, phase string, epochs int, clips []int32,
	change func(*gomlxmodel.Options)) error {
	s.State.ForgetMoments()
	for e := range epochs {
		if err := ctx.Err(); err != nil {
			return err
		}
		o := gomlxmodel.DefaultOptions()
		o.Rate = s.Settings.Rate
		o.Seed = s.Stream("dropout", phase, e).Uint32()
		if change != nil {
			change(&o)
		}
		order := slices.Clone(clips)
		s.Stream("order", phase, e).Shuffle(len(order),
			func(i, j int) { order[i], order[j] = order[j], order[i] })
		if _, err := s.Engine.Epoch(s.State, order, o); err != nil {
			return fmt.Errorf("%s, epoch %d: %w", phase, e+1, err)
		}
		s.passes += len(order)
		if err := s.endEpoch(phase); err != nil {
			return err
		}
	}
	return nil
}

// endEpoch counts an epoch, or what stands for one, and calls After.
func (s *Session) endEpoch(phase string) error {
	s.epoch++
	if s.After == nil {
		return nil
	}
	return s.After(phase, s.epoch)
}

// Reset gives the layers' tensors of the given kinds fresh values from the
// initialiser; without kinds, all of them. A layer's fresh values are the same
// in every method.
func (s *Session) Reset(layers []network.Layer, kinds ...network.Kind) {
	for _, layer := range layers {
		s.State.Reset(layer, s.Stream("reset", s.Network().LayerName(layer), 0),
			func(k network.Kind) bool {
				return len(kinds) == 0 || slices.Contains(kinds, k)
			})
	}
}

// Draw returns a random choice of layers for a round, in the network's order.
// It first draws their number, uniformly from 1 to all of the layers named in
// among, then that many of these. Without any, it draws from all layers of the
// network.
func (s *Session) Draw(round string, among ...network.Layer) []network.Layer {
	layers := among
	if len(layers) == 0 {
		layers = s.Network().Layers()
	}
	random := s.Stream("layers", round, 0)
	number := 1 + random.IntN(len(layers))
	drawn := make([]network.Layer, number)
	for i, l := range random.Perm(len(layers))[:number] {
		drawn[i] = layers[l]
	}
	slices.Sort(drawn)
	return drawn
}

// Perturb adds scale × standard-normal noise to the layers' kernels and biases,
// or to those of the given kinds alone. The normal numbers of a round are drawn
// for the whole network, so that they do not depend on layers, kinds or scale.
func (s *Session) Perturb(round string, layers []network.Layer, scale float64,
	kinds ...network.Kind) {
	random := s.Stream("noise", round, 0)
	for _, t := range s.Network().Tensors() {
		if t.Kind != network.Kernel && t.Kind != network.Bias {
			continue
		}
		hit := slices.Contains(layers, t.Layer) &&
			(len(kinds) == 0 || slices.Contains(kinds, t.Kind))
		values := s.State.Of(t)
		for i := range values {
			if z := random.NormFloat64(); hit {
				values[i] += float32(scale * z)
			}
		}
	}
}

// FreezeAllBut returns a change of options that leaves only the given layers to
// train.
func (s *Session) FreezeAllBut(layers []network.Layer) func(*gomlxmodel.Options) {
	var frozen []network.Layer
	for _, l := range s.Network().Layers() {
		if !slices.Contains(layers, l) {
			frozen = append(frozen, l)
		}
	}
	return func(o *gomlxmodel.Options) { o.Frozen = frozen }
}
