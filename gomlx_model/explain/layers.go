package explain

import "fmt"

// A Layer holds the outputs of one layer for some clips.
type Layer struct {
	Name      string    // "conv1" … "dense3"
	Positions int       // of a map; 1 of a dense layer
	Channels  int       // of a map; units of a dense layer
	Values    []float32 // clip × position × channel
}

// Pooled returns the mean over positions, clip × channel: what a probe reads of
// a map, because there are too few clips to learn from every position.
func (l Layer) Pooled() []float32 {
	pooled := make([]float32, len(l.Values)/l.Positions)
	for i, v := range l.Values {
		clip := i / (l.Positions * l.Channels)
		pooled[clip*l.Channels+i%l.Channels] += v / float32(l.Positions)
	}
	return pooled
}

// A LayerCKA says how alike a layer of two models represents some clips.
type LayerCKA struct {
	Layer string
	CKA   float64
}

// LayersLike compares the layers of each model of the lineup with those of one
// reference, gold or the original, for the same clips. With gold as the
// reference, the floor compares gold2 with gold, which is the most that can be
// expected. The control is a network of random weights: it shows what any
// network of this shape shares with gold.
func LayersLike(models Lineup[[]Layer], reference []Layer, clips int) (Judged[[]LayerCKA], error) {
	return Judge(models, func(layers []Layer) (list []LayerCKA, err error) {
		if len(layers) != len(reference) {
			return nil, fmt.Errorf("there are %d layers, the reference has %d: use one network",
				len(layers), len(reference))
		}
		for i, l := range layers {
			value, err := cka(l.Values, reference[i].Values, clips)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", l.Name, err)
			}
			list = append(list, LayerCKA{l.Name, value})
		}
		return list, nil
	})
}
