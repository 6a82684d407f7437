package study

import (
	"audiounlearning/audio"
	gomlxmodel "audiounlearning/gomlx_model"
	"context"
)

// Frames is how many MFCC frames of each clip the network sees.
const Frames = gomlxmodel.Side

// Prepare turns a corpus into what a network trains on: 20 × 20 MFCCs and the index of each clip's label.
func Prepare(ctx context.Context, corpus *audio.Corpus) (gomlxmodel.Data, []Clip, error) {
	features, err := corpus.Features(ctx, audio.DefaultConfig(), Frames)
	if err != nil {
		return gomlxmodel.Data{}, nil, err
	}
	data := gomlxmodel.Data{Features: features.X}
	var clips []Clip
	for _, r := range corpus.Recordings {
		data.Labels = append(data.Labels, int32(corpus.LabelIndex(r.Label)))
		clips = append(clips, Clip{Label: r.Label, Speaker: r.Speaker, Take: r.Take})
	}
	return data, clips, data.Validate()
}
