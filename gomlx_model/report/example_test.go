package report_test

import (
	"fmt"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// study is the original, gold, gold2 and base for two speakers and two seeds,
// each judged on 100 clips of test and of the excluded speaker.
func study() (all []records.Record) {
	for method, f1 := range map[string][2][2]float64{ // on test and excluded, by speaker
		names.Original: {{0.99, 0.99}, {1, 1}}, names.Gold: {{0.99, 0.99}, {0.8, 0.6}},
		names.Gold2: {{0.98, 0.98}, {0.82, 0.62}}, names.Base: {{0.97, 0.98}, {0.92, 0.9}},
	} {
		for set, name := range []string{names.SetTest, names.SetExcluded} {
			for i, speaker := range []string{"lucas", "theo"} {
				for seed := 1; seed <= 2; seed++ {
					x := f1[set][i] - 0.01*float64(seed-1)
					all = append(all, records.Record{Protocol: names.ProtocolPaper, Norm: "batch",
						Speaker: speaker, Seed: seed, Method: method, Set: name, N: 100, F1: x,
						Accuracy: x, Confidence: x, Status: names.StatusOK, Key: method,
						Passes: map[string]int{names.Original: 1000, names.Gold: 800,
							names.Gold2: 800, names.Base: 100}[method]})
				}
			}
		}
	}
	return all
}

// view is the paper's study of the records of study.
func view() *records.View {
	v, err := records.Select(study(), records.DefaultSelection())
	if err != nil {
		panic(err)
	}
	return v
}

// A table says what was not run, and prints no number for it.
func ExampleGapTable() {
	fmt.Print(report.GapTable(view()).Markdown())
	// Output:
	// **Gap in macro F1 to retraining: unlearned − gold (the paper's Table 2)**
	//
	// | Set | Scheme | Paper | Ours | 95 % interval | n |
	// | --- | --- | ---: | ---: | ---: | --- |
	// | test | base | −0.04 | −0.0150 | [−0.0785, +0.0485] | 4 runs, 2 speakers |
	// | test | all-bn | −0.03 | – | – | 0 runs, 0 speakers |
	// | test | conv-bn | −0.03 | – | – | 0 runs, 0 speakers |
	// | excluded | base | +0.14 | +0.2100 | [−0.9336, +1.3536] | 4 runs, 2 speakers |
	// | excluded | all-bn | +0.13 | – | – | 0 runs, 0 speakers |
	// | excluded | conv-bn | +0.12 | – | – | 0 runs, 0 speakers |
	//
	// - The paper: 3 seeds; we read it as one speaker for all.
	// - Mean of the speakers' means; Student's t interval over 2 speaker means.
	// - Not run: all-bn, conv-bn.
	// - On test, the speakers' values share recordings: whoever is excluded, the test clips are largely the same. So intervals there are about these clips only.
}

func ExampleChangeTable() {
	fmt.Print(report.ChangeTable(view()).Rows[3])
	// Output: [excluded base −0.1596 −0.0900 [−0.2171, +0.0371] 4 runs, 2 speakers]
}

func ExampleCostTable() {
	fmt.Print(report.CostTable(view()).Text())
	// Output:
	// Cost: sample passes as a share of retraining
	// Method  Passes  Share of gold's  n
	// base    100     12.5 %           4 runs, 2 speakers
	// The paper: 12.5 % of the length of retraining.
}

// Base goes from 1 to 0.92 where gold goes to 0.8, and to 0.9 where gold goes
// to 0.6: 0.4 and 0.25 of the way.
func ExampleWayToGold() {
	way := report.WayToGold(view(), names.Base)
	fmt.Printf("%.1f %% of the way, %.1f %% by the means\n", 100*way.Mean, 100*way.OfMeans)
	// Output: 32.5 % of the way, 30.0 % by the means
}

// Base errs on 3.5 and 2.5 clips where gold errs on 1.5: with the half that is
// added that is 4/2 and 3/2, whose geometric mean is √3.
func ExamplePrice() {
	fmt.Printf("%.3f\n", report.Price(view(), names.Base).Mean)
	// Output: 1.732
}

// Gold2 is a distance of 1 from gold by definition.
func ExampleDistance() {
	v := view()
	for _, method := range []string{names.Gold, names.Gold2, names.Base} {
		fmt.Printf("%s %.1f\n", method, report.Distance(v, names.SetTest, method).Mean)
	}
	// Output:
	// gold 0.0
	// gold2 1.0
	// base 1.5
}

// What costs less than base, and leaves less?
func ExampleFrontier() {
	rows, missing := report.Frontier(view(), names.Base, names.Gold2, "retrain-30")
	for _, r := range rows {
		fmt.Printf("%-5s cost %5.1f %%, price %.2f, F1 on the excluded %.3f\n", r.Method,
			100*r.Cost.Share, r.Price.Mean, r.F1.Mean)
	}
	fmt.Println("not run:", missing)
	// Output:
	// base  cost  12.5 %, price 1.73, F1 on the excluded 0.905
	// gold2 cost 100.0 %, price 1.50, F1 on the excluded 0.715
	// not run: [retrain-30]
}

// A claim that our runs cannot decide is called undecided, not refuted.
func ExampleClaims() {
	evidence, err := report.NewEvidence(study())
	if err != nil {
		panic(err)
	}
	for _, c := range report.Claims(evidence) {
		if c.Verdict != report.NotRun {
			fmt.Printf("%s: %s, size %s\n", c.Text, c.Direction(), c.Size)
		}
	}
	// Output:
	// F1 of base − original, test: undecided, size inside
	// F1 of base − original, excluded: undecided, size inside
	// F1 of base − gold, test: undecided, size inside
	// F1 of base − gold, excluded: undecided, size inside
	// The original knows the excluded speaker better than gold does: undecided, size inside
	// On test the original is below gold: undecided, size outside
	// Accuracy on the excluded speaker drops: undecided, size no number
	// Confidence on the excluded speaker drops: undecided, size no number
	// The loss on test is minimal: undecided, size inside
	// Unlearning takes an eighth of retraining: same, size no number
}

// The numbers choose the words.
func ExampleInShort() {
	fmt.Println(report.InShort(view()))
	// Output:
	// **In short** (4 runs, 2 speakers, means of the speakers' means): macro F1 on the speaker to forget is 0.995 for the original and 0.695 for gold, retrained without them. After `base` it is 0.905: 32.5 % [−62.8, +127.8] of the way from the original to gold, by speaker. On test, gold errs on 1.5 % of the clips; after `base`, that is 3.0 %, at a price of 1.73 [0.28, 10.77]. Of the paper's 4 differences, ours have the same direction in 0; 4 of its 4 numbers lie in the range that our runs predict for a study of one speaker and 3 seeds.
}

func ExampleSpeakerSentence() {
	fmt.Println(report.SpeakerSentence(view()))
	// Output:
	// What there is to forget, original − gold, ranges from +0.200 for lucas to +0.400 for theo, 2.0 times as much (mean +0.300 [−0.971, +1.571]; 4 runs, 2 speakers). Base ends above gold for 2 of 2 speakers, in 4 of 4 runs.
}

// The table's form follows from its cells: numbers stand to the right.
func ExampleTable_Markdown() {
	table := report.Table{Header: []string{"Method", "Way"},
		Rows: [][]string{{"base", "29.8 %"}, {"conv-bn", "–"}}, Notes: []string{"One speaker."}}
	fmt.Print(table.Markdown())
	// Output:
	// | Method | Way |
	// | --- | ---: |
	// | base | 29.8 % |
	// | conv-bn | – |
	//
	// - One speaker.
}

// A notebook shows the very code that runs.
func ExampleListing() {
	text, err := report.Listing("gomlx_model/report/measures.go", "unchanged")
	if err != nil {
		panic(err)
	}
	fmt.Println(text)
	// Output:
	// // unchanged is the scale of a sample that is averaged as it is.
	// func unchanged(x float64) float64 { return x }
}

// Of the studies of three seeds that four seeds allow, some report a fall.
func ExampleLottery() {
	var all []records.Record
	for seed, f1 := range []float64{0.9, 0.88, 0.86, 0.99} {
		for method, x := range map[string]float64{names.Original: 1, names.Base: f1} {
			all = append(all, records.Record{Protocol: "P", Norm: "batch", Speaker: "theo",
				Seed: seed + 1, Method: method, Set: names.SetExcluded, F1: x,
				Status: names.StatusOK, Key: method})
		}
	}
	v, err := records.Select(all, records.DefaultSelection())
	if err != nil {
		panic(err)
	}
	r := report.Lottery(v)[0]
	fmt.Printf("%s: %d of %d studies report a fall\n", r.Name(), r.Reported(), r.Studies)
	// Output: base − original, excluded: 1 of 4 studies report a fall
}

// From 8 times gold's errors at an eighth of its passes the line falls to twice
// at half of them, so that 4 times are bought for a quarter.
func ExampleRetrainingFor() {
	row := func(method string, cost, price float64) report.FrontierRow {
		return report.FrontierRow{Method: method, Cost: report.Cost{Share: cost},
			Price: report.Estimate{Mean: price}}
	}
	share, reach := report.RetrainingFor([]report.FrontierRow{row("retrain-15", 0.125, 8),
		row("retrain-60", 0.5, 2)}, 4)
	fmt.Printf("%.2f %v\n", share, reach == report.Within)
	// Output: 0.25 true
}
