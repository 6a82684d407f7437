package study

import (
	"context"
	"slices"

	"audiounlearning/audio/corpus"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
)

// Prepare turns a corpus into the data that a network trains on: the features
// of each clip and the index of its label, with a row of gates for each
// speaker.
func Prepare(ctx context.Context, f settings.Features, c *corpus.Corpus) (gomlxmodel.Data,
	[]split.Clip, error) {
	data, err := labelled(ctx, f, c, c.Labels)
	return data, split.ClipsOf(c), err
}

// splitOf returns who hears what in a run with the settings.
func splitOf(clips []split.Clip, s settings.Settings, speaker string, seed int) (split.Split,
	error) {
	if s.Fold {
		return split.NewFold(clips, s.Protocol, speaker, seed)
	}
	return split.New(clips, s.Protocol, speaker, seed)
}

// labelled is Prepare for recordings that need not have all of the labels.
func labelled(ctx context.Context, f settings.Features, c *corpus.Corpus,
	labels []string) (gomlxmodel.Data, error) {
	features, err := c.Features(ctx, f.MFCC, f.Frames)
	if err != nil {
		return gomlxmodel.Data{}, err
	}
	data := gomlxmodel.Data{Features: features.X, GateRows: max(1, len(c.Speakers))}
	for _, r := range c.Recordings {
		data.Labels = append(data.Labels, int32(slices.Index(labels, r.Label)))
	}
	return data, nil
}
