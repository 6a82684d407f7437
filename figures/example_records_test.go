package figures_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"audiounlearning/figures"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// recordsOf makes records of one seed on one set from macro F1 by speaker and
// method.
func recordsOf(set string, seed int, scores map[string]map[string]float64) []records.Record {
	var all []records.Record
	for speaker, methods := range scores {
		for method, f1 := range methods {
			all = append(all, records.Record{Speaker: speaker, Seed: seed, Method: method, Set: set,
				N: 500, F1: f1, Status: "ok"})
		}
	}
	records.SortRecords(all)
	return all
}

// Three pairs of base and gold become the figure of their gaps.
func ExampleGaps() {
	var all []records.Record
	for seed, f1 := range [][2]float64{{0.91, 0.75}, {0.93, 0.74}, {0.90, 0.77}} {
		for i, method := range []string{"base", "gold"} {
			all = append(all,
				records.Record{Speaker: "ada", Seed: seed + 1, Method: method, Set: "excluded",
					N: 500, F1: f1[i]},
				records.Record{Speaker: "ada", Seed: seed + 1, Method: method, Set: "test",
					N: 250, F1: 0.96 + 0.02*float64(i) + 0.004*float64(seed*(1-i))})
		}
	}
	f, err := figures.Gaps(all, "base")
	if err == nil {
		err = figures.Save(os.TempDir(), "gaps", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data() {
		fmt.Println(row[0], row[1], row[2], row[3], row[5][:min(4, len(row[5]))])
	}
	// Output:
	// set method speaker seed f1_g
	// test base ada 1 -0.0
	// test base ada 2 -0.0
	// test base ada 3 -0.0
	// excluded base ada 1 0.16
	// excluded base ada 2 0.19
	// excluded base ada 3 0.13
}

// Without names of methods, all methods of the records are drawn, in a panel
// for each speaker.
func ExampleBySpeaker() {
	var all []records.Record
	for seed, luck := range []float64{-0.02, 0, 0.03} {
		all = append(all, recordsOf("excluded", seed+1, map[string]map[string]float64{
			"ada": {"gold": 0.60 + luck, "base": 0.85 + luck, "original": 1},
			"ben": {"gold": 0.80 + luck, "base": 0.92 + luck, "original": 1}})...)
	}
	f, err := figures.BySpeaker(all, "excluded")
	if err == nil {
		err = figures.Save(os.TempDir(), "speakers", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Caption)
	// Output:
	// Macro F1 on the excluded set (500 clips) by excluded speaker (2 excluded speakers with up to 3 seeds each). Dots: seeds; bars: mean with its 95 % t interval over seeds. The closer a method is to gold, the better it forgets.
}

// Records are read from CSV in the form in which the study publishes them. The
// figure sorts speakers by gold's mean, whatever their order in the records.
func ExampleUnheard() {
	all, err := records.ReadRecords(strings.NewReader(published))
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := figures.Unheard(all)
	if err == nil {
		err = figures.Save(os.TempDir(), "unheard", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data()[1:] {
		fmt.Println(row[2], row[3], row[5])
	}
	// Output:
	// ben 1 0.52
	// ben 2 0.61
	// ada 1 0.81
	// ada 2 0.84
}

// published are records of gold on speakers that it never heard, in the form in
// which the study publishes them.
const published = `corpus,protocol,norm,speaker,seed,method,settings,backend,set,n,accuracy,precision,recall,f1,confidence,confidence_true,loss,passes,status,key
made-up,P,batch,ada,1,gold,,go,excluded,500,0.81,0.82,0.81,0.81,0.9,0.8,0.7,243000,ok,k1
made-up,P,batch,ada,2,gold,,go,excluded,500,0.84,0.85,0.84,0.84,0.9,0.8,0.6,243000,ok,k2
made-up,P,batch,ben,1,gold,,go,excluded,500,0.53,0.55,0.53,0.52,0.8,0.5,1.9,243000,ok,k3
made-up,P,batch,ben,2,gold,,go,excluded,500,0.62,0.64,0.62,0.61,0.8,0.6,1.5,243000,ok,k4
`

// trace makes a run that was scored on test and on excluded after each epoch.
func trace(method string, phases []string, test, excluded []float64) records.Run {
	run := records.Run{Name: records.Name{Speaker: "ada", Seed: 1, Method: method}}
	for epoch, phase := range phases {
		run.Trace = append(run.Trace,
			records.TracePoint{Phase: phase, Epoch: epoch, Set: "test", F1: test[epoch]},
			records.TracePoint{Phase: phase, Epoch: epoch, Set: "excluded", F1: excluded[epoch]})
	}
	return run
}

// bothSets are records of gold on test and on excluded.
func bothSets() []records.Record {
	return []records.Record{
		{Speaker: "ada", Seed: 1, Method: "gold", Set: "test", N: 250, F1: 0.98},
		{Speaker: "ada", Seed: 1, Method: "gold", Set: "excluded", N: 500, F1: 0.7}}
}

// In the end the original makes no error on its speaker, which is drawn on the
// grey band; gold still does. The records say how large the sets are.
func ExampleLearningCurves() {
	phases := []string{"start", "train", "train", "train", "train"}
	runs := []records.Run{
		trace("original", phases, []float64{0.1, 0.7, 0.9, 0.97, 0.98}, []float64{0.1, 0.8, 0.97, 1, 1}),
		trace("gold", phases, []float64{0.1, 0.6, 0.9, 0.96, 0.98}, []float64{0.1, 0.5, 0.6, 0.7, 0.7})}
	f, err := figures.LearningCurves(runs, bothSets())
	if err == nil {
		err = figures.Save(os.TempDir(), "curves", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(f.Data())-1, "points: 2 runs, 2 sets, epochs 0 to 4")
	// Output:
	// 20 points: 2 runs, 2 sets, epochs 0 to 4
}

// The phases of unlearning are read from the names of the epochs.
func ExamplePhases() {
	phases := []string{"start", "reset", "reset", "noise1", "noise2", "finetune", "finetune"}
	run := trace("base", phases, []float64{0.99, 0.95, 0.97, 0.95, 0.93, 0.96, 0.97},
		[]float64{1, 0.96, 0.98, 0.93, 0.88, 0.92, 0.93})
	f, err := figures.Phases([]records.Run{run}, bothSets(), "base")
	if err == nil {
		err = figures.Save(os.TempDir(), "phases", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Caption)
	// Output:
	// Macro F1 during the phases of unlearning (excluded speaker ada, 1 seed). Epoch 0 is the original. Thin: runs; thick: their mean; orange line: gold's mean.
}

// The last layer moves away from the original at its reset; neither layer comes
// nearer to gold.
func ExampleDistances() {
	run := records.Run{Name: records.Name{Speaker: "ada", Seed: 1, Method: "base"}}
	for epoch, phase := range []string{"start", "reset", "reset", "noise1", "finetune"} {
		for i, layer := range []string{"conv1", "dense1"} {
			run.Distances = append(run.Distances,
				records.DistancePoint{Phase: phase, Epoch: epoch, Layer: layer, Kind: "weights",
					From: "original", Distance: float64(min(epoch, 1)*i) + 0.1*float64(epoch)},
				records.DistancePoint{Phase: phase, Epoch: epoch, Layer: layer, Kind: "weights",
					From: "gold", Distance: 1.4})
		}
	}
	f, err := figures.Distances([]records.Run{run}, "base", "weights")
	if err == nil {
		err = figures.Save(os.TempDir(), "distances", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data()[1:] {
		if row[4] == "original" && row[6] != "0" && row[6] < "3" {
			fmt.Println(row[5], row[6], row[7], row[8])
		}
	}
	// Output:
	// reset 1 conv1 0.1
	// reset 1 dense1 1.1
	// reset 2 conv1 0.2
	// reset 2 dense1 1.2
}

// The original costs nothing, an unlearnt model an eighth of gold, and gold
// trained again all of it. Of these three, base makes more errors on test than
// gold, so only doing nothing and retraining are on the frontier.
func ExampleWorth() {
	var all []records.Record
	for method, m := range map[string]struct {
		passes         int
		test, excluded float64
	}{
		"original": {0, 0.99, 1}, "gold": {800, 0.98, 0.7}, "gold2": {800, 0.99, 0.74},
		"base": {100, 0.9, 0.85},
	} {
		for _, speaker := range []string{"ada", "bea"} {
			for set, f1 := range map[string]float64{"test": m.test, "excluded": m.excluded} {
				all = append(all, records.Record{Protocol: "P", Norm: "batch", Speaker: speaker,
					Seed: 11, Method: method, Set: set, N: 100, Accuracy: f1, F1: f1,
					Passes: m.passes, Status: "ok"})
			}
		}
	}
	v, err := records.Select(all, records.DefaultSelection())
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := figures.Worth(report.Worth(v))
	if err == nil {
		err = figures.Save(os.TempDir(), "worth", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data()[1:] {
		distance, _ := strconv.ParseFloat(row[4], 64)
		fmt.Printf("%s: %s of gold's passes, distance %.2f, on the frontier: %s\n", row[0], row[3],
			distance, row[12])
	}
	// Output:
	// gold2: 1 of gold's passes, distance 1.00, on the frontier: true
	// base: 0.125 of gold's passes, distance 3.75, on the frontier: false
	// original: 0 of gold's passes, distance 7.50, on the frontier: true
}
