package study

import (
	"context"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/split"
)

// Frames is how many MFCC frames of each clip the network sees.
const Frames = gomlxmodel.Side

// Prepare turns a corpus into what a network trains on: 20 × 20 MFCCs and the index of each clip's label.
func Prepare(ctx context.Context, c *corpus.Corpus) (gomlxmodel.Data, []split.Clip, error) {
	features, err := c.Features(ctx, audio.DefaultConfig(), Frames)
	if err != nil {
		return gomlxmodel.Data{}, nil, err
	}
	data := gomlxmodel.Data{Features: features.X}
	for _, r := range c.Recordings {
		data.Labels = append(data.Labels, int32(c.LabelIndex(r.Label)))
	}
	return data, split.ClipsOf(c), data.Validate()
}
