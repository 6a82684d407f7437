package report

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// marginRuns are runs of some speakers with so many seeds and takes: margins
// are normal, with a mean by method on the clips of the excluded speaker and on
// others.
func marginRuns(seeds, takes int, means map[string][2]float64, speakers ...string) (
	runs []records.Run, clips []split.Clip) {
	for digit := range 10 {
		for _, speaker := range speakers {
			for take := range takes {
				clips = append(clips, split.Clip{Label: fmt.Sprint(digit), Speaker: speaker, Take: take})
			}
		}
	}
	random := rand.New(rand.NewPCG(5, 6))
	for _, speaker := range speakers {
		for seed := 1; seed <= seeds; seed++ {
			for _, method := range []string{names.Original, names.Gold, names.Gold2, "damage-base"} {
				run := records.Run{Name: records.Name{Protocol: names.ProtocolPaper, Norm: "batch",
					Speaker: speaker, Seed: seed, Method: method}}
				for _, c := range clips {
					mean := means[method][1]
					if c.Speaker == speaker {
						mean = means[method][0]
					}
					run.Answers = append(run.Answers, 0)
					run.Margins = append(run.Margins, float32(mean+random.NormFloat64()))
				}
				runs = append(runs, run)
			}
		}
	}
	return runs, clips
}

// The original's margins are three deviations above gold's on the speaker's
// clips and gold's own on others'; damage is two below everywhere. All metrics
// of distributions tell both from gold2, but for U-LiRA less its control, which
// finds damage on others as well and so does not take it for memory.
func TestHalfPowers(t *testing.T) {
	runs, clips := marginRuns(8, 6, map[string][2]float64{names.Original: {3, 0},
		"damage-base": {-2, -2}}, "ann", "bob")
	powers, err := HalfPowers(runs, clips, names.Original, "damage-base")
	if err != nil {
		t.Fatal(err)
	}
	if len(powers) != 2*len(distributional) {
		t.Fatalf("%d powers: %+v", len(powers), powers)
	}
	for _, p := range powers {
		spared := p.Metric == "U-LiRA − control" && p.Control == "damage-base"
		// With 3 of the speaker's 60 clips and 4 models the challenge's F is
		// coarse.
		least := 0.9
		if p.Metric == "U-LiRA − control" {
			least = 0.7 // of four pairs the control alone is chance, from 0.2 to 0.8
		}
		if p.Metric != "forgetting quality" && !spared && p.AUC.Mean < least {
			t.Errorf("%s on %s: AUC %v, want %v and more", p.Metric, p.Control, p.AUC.Mean, least)
		}
		if spared && p.AUC.Mean > 0.9 {
			t.Errorf("%s takes damage for memory: AUC %v", p.Metric, p.AUC.Mean)
		}
	}
	again, err := HalfPowers(runs, clips, names.Original, "damage-base")
	if err != nil || !slices.EqualFunc(powers, again, func(a, b Power) bool {
		return a.AUC.Mean == b.AUC.Mean
	}) {
		t.Errorf("a second time gave other numbers, %v", err)
	}
}

// The challenge's score looks at every twentieth clip. With 8 of 160 it tells
// the original, and it does not tell apart damage that is gold under another
// name.
func TestForgettingQualityDetects(t *testing.T) {
	runs, clips := marginRuns(8, 16, map[string][2]float64{names.Original: {3, 0}}, "ann", "bob")
	powers, err := HalfPowers(runs, clips, names.Original, "damage-base")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range powers {
		if p.Metric != "forgetting quality" {
			continue
		}
		if sees := p.Control == names.Original; sees && p.AUC.Mean < 0.95 ||
			!sees && math.Abs(p.AUC.Mean-0.5) > 0.3 {
			t.Errorf("AUC of %s is %v", p.Control, p.AUC.Mean)
		}
		if p.Runs != 16 {
			t.Errorf("%d runs behind it, want 8 of each speaker", p.Runs)
		}
	}
}

// With five seeds a half has two models, which is too few for U-LiRA; with
// three seeds nothing is said.
func TestHalfPowersNeedSeeds(t *testing.T) {
	for seeds, want := range map[int]int{5: 2, 3: 0} {
		runs, clips := marginRuns(seeds, 6, nil, "ann", "bob")
		powers, err := HalfPowers(runs, clips, names.Original)
		if err != nil || len(powers) != want {
			t.Errorf("%d seeds: %d powers, %v; want %d", seeds, len(powers), err, want)
		}
	}
}
