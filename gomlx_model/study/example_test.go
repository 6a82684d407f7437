package study_test

import (
	"context"
	"fmt"
	"os"

	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/study"
)

// A study on speech that nobody spoke, with a small network and few epochs: its
// runs are trained once and then found in the store.
func ExampleRun() {
	ctx := context.Background()
	speech, err := corpus.Synthetic(ctx, synth.Options{Speakers: 3, Takes: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	store, err := os.MkdirTemp("", "runs")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(store)

	s := settings.Default()
	s.Store, s.Backend = store, "go"
	s.Speakers, s.Seeds, s.Methods = []string{"synth2"}, 1, []string{"finetune"}
	s.OriginalEpochs, s.GoldEpochs = 2, 2
	s.Features.MFCC.Coefficients, s.Features.Frames = 8, 8
	s.Network.Channels, s.Network.Dense = []int{4}, []int{8}
	s.Network.Dropout = []float64{0.1, 0.2}

	plan, err := study.Look(ctx, []study.Asked{{Settings: s, Corpus: speech}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(plan[0].Steps), "runs to train,", plan[0].Epochs(), "epochs")
	results, err := study.Run(ctx, s, speech, nil, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, run := range results.Runs {
		for _, r := range run.Records {
			if r.Set == names.SetExcluded {
				fmt.Printf("%s: judged on %d excluded clips\n", run, r.N)
			}
		}
	}
	if plan, err = study.Look(ctx, []study.Asked{{Settings: s, Corpus: speech}}, nil); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(plan[0].Steps), "runs to train now")
	// Output:
	// 3 runs to train, 19 epochs
	// original, synth2, seed 1: judged on 20 excluded clips
	// gold, synth2, seed 1: judged on 20 excluded clips
	// finetune, synth2, seed 1: judged on 20 excluded clips
	// 0 runs to train now
}
