package records_test

import (
	"fmt"
	"os"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// study is gold, the original and base for two speakers and two seeds. One run
// of base failed.
func study() (all []records.Record) {
	for _, r := range []struct {
		speaker              string
		seed                 int
		original, gold, base float64
		status               string
	}{
		{"lucas", 1, 1.00, 0.70, 0.80, names.StatusOK},
		{"lucas", 2, 1.00, 0.66, 0.78, names.StatusOK},
		{"theo", 1, 0.90, 0.50, 0.75, names.StatusOK},
		{"theo", 2, 0.90, 0.54, 0, "failed@7"},
	} {
		for _, run := range []struct {
			method string
			f1     float64
			passes int
			status string
		}{
			{names.Original, r.original, 1000, names.StatusOK},
			{names.Gold, r.gold, 800, names.StatusOK}, {names.Base, r.base, 100, r.status},
		} {
			all = append(all, records.Record{Protocol: names.ProtocolPaper, Norm: "batch",
				Speaker: r.speaker, Seed: r.seed, Method: run.method, Set: names.SetExcluded,
				F1: run.f1, Passes: run.passes, Status: run.status,
				Key: fmt.Sprint(run.method, r.speaker, r.seed)})
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

// A view pairs what is to be compared by speaker and seed, and says what it
// lacks. Its mean counts each speaker the same.
func ExampleSelect() {
	v, err := records.Select(study(), records.DefaultSelection())
	if err != nil {
		panic(err)
	}
	gap := v.Difference(records.F1, names.SetExcluded, names.Base, names.Gold)
	for _, p := range gap.Pairs {
		fmt.Printf("%s, seed %d: %+.2f\n", p.Speaker, p.Seed, p.Value)
	}
	fmt.Printf("mean %+.2f of %s\n", gap.Test().Mean, gap.Size())
	for _, absence := range gap.Missing {
		fmt.Println("missing:", absence)
	}
	// Output:
	// lucas, seed 1: +0.10
	// lucas, seed 2: +0.12
	// theo, seed 1: +0.25
	// mean +0.18 of 3 runs, 2 speakers
	// missing: base, theo, seed 2: failed@7
}

// Two runs that claim one place are an error that says in what they differ.
func ExampleSelect_twoBackends() {
	all := study()
	again := all[0]
	again.Backend, again.Key = "cuda", "another"
	_, err := records.Select(append(all, again), records.DefaultSelection())
	fmt.Println(err)
	// Output: two runs of original, speaker "lucas", seed 1: backend "" and "cuda"; select one of them
}

func ExampleSelection_Filter() {
	seedOne := records.DefaultSelection()
	seedOne.LastSeed = 1
	for _, r := range seedOne.Filter(study()) {
		fmt.Println(r.Speaker, r.Seed, r.Method)
	}
	// Output:
	// lucas 1 original
	// lucas 1 gold
	// lucas 1 base
	// theo 1 original
	// theo 1 gold
	// theo 1 base
}

func ExampleView_Level() {
	s := view().Level(records.F1, names.SetExcluded, names.Original)
	fmt.Println(s.Speakers(), s.SpeakerMeans(), s.Size())
	// Output: [lucas theo] [1 0.9] 4 runs, 2 speakers
}

// Base spends an eighth of gold's passes.
func ExampleView_Share() {
	s := view().Share(records.Passes, names.SetExcluded, names.Base, names.Gold)
	fmt.Println(s.Values())
	// Output: [0.125 0.125 0.125]
}

// The way from the original to gold, pair by pair, takes three methods.
func ExampleView_Combine() {
	three := []string{names.Base, names.Original, names.Gold}
	way := view().Combine(names.SetExcluded, three, func(r []records.Record) float64 {
		return (r[0].F1 - r[1].F1) / (r[2].F1 - r[1].F1)
	})
	for _, p := range way.Pairs {
		fmt.Printf("%s, seed %d: %.0f %%\n", p.Speaker, p.Seed, 100*p.Value)
	}
	// Output:
	// lucas, seed 1: 67 %
	// lucas, seed 2: 65 %
	// theo, seed 1: 38 %
}

func ExampleView_Among() {
	first := view().Among(func(p records.PairKey) bool { return p.Seed == 1 })
	fmt.Println(first.Pairs(), first.Methods(), first.Unlearning())
	// Output: [{lucas 1} {theo 1}] [original gold base] [base]
}

func ExampleView_Find() {
	r, ok := view().Find("theo", 2, names.Base, names.SetExcluded)
	fmt.Println(r.Status, r.OK(), ok)
	_, ok = view().Find("theo", 2, names.ConvBN, names.SetExcluded)
	fmt.Println(ok)
	// Output:
	// failed@7 false true
	// false
}

// Seeds of one speaker say nothing of another, so with several speakers the
// unit of inference is the speaker.
func ExampleSample_Units() {
	s := view().Level(records.F1, names.SetExcluded, names.Gold)
	values, unit := s.Units()
	fmt.Printf("%.2f %s\n", values, unit)
	s.Pairs = s.Pairs[:2]
	values, unit = s.Units()
	fmt.Printf("%.2f %s\n", values, unit)
	// Output:
	// [0.68 0.52] speaker means
	// [0.70 0.66] seeds of one speaker
}

func ExampleSample_Minus() {
	v := view()
	lost := v.Difference(records.F1, names.SetExcluded, names.Base, names.Original)
	room := v.Difference(records.F1, names.SetExcluded, names.Gold, names.Original)
	for _, p := range lost.Minus(room).Pairs { // base − gold: the original cancels
		fmt.Printf("%s, seed %d: %+.2f\n", p.Speaker, p.Seed, p.Value)
	}
	// Output:
	// lucas, seed 1: +0.10
	// lucas, seed 2: +0.12
	// theo, seed 1: +0.25
}

// The published records are read in two lines; the speakers are those of the
// Free Spoken Digit Dataset.
func ExamplePublishedRecords() {
	all, err := records.PublishedRecords()
	if err != nil {
		panic(err)
	}
	v, err := records.Select(all, records.DefaultSelection())
	if err != nil {
		panic(err)
	}
	fmt.Println(v.Level(records.F1, names.SetExcluded, names.Gold).Speakers())
	// Output: [george jackson lucas nicolas theo yweweler]
}

const recordsCSV = `corpus,protocol,norm,speaker,seed,method,settings,backend,set,n,accuracy,precision,recall,f1,confidence,confidence_true,loss,passes,status,key
1801,P,batch,lucas,1,gold,,go,test,250,0.5,0.5,0.5,0.5,0.75,0.5,1.25,243000,ok,a1
1801,P,batch,lucas,2,base,,go,test,250,,,,,,,,81,failed@7,a2
`

func ExampleReadRecords() {
	all, err := records.ReadRecords(strings.NewReader(recordsCSV))
	if err != nil {
		panic(err)
	}
	for _, r := range all {
		fmt.Println(r.Speaker, r.Seed, r.Method, r.F1, r.OK())
	}
	// Output:
	// lucas 1 gold 0.5 true
	// lucas 2 base NaN false
}

// An error names the line and the column.
func ExampleReadRecords_damaged() {
	_, err := records.ReadRecords(strings.NewReader(strings.Replace(recordsCSV, "243000", "many", 1)))
	fmt.Println(err)
	// Output: line 2: column passes: "many" is not a whole number of 0 or more
}

// Answers are digits, one a clip; margins are in half nats.
func ExampleReadClips() {
	runs, err := records.ReadClips(strings.NewReader(
		"key,protocol,norm,speaker,seed,method,answers,half_nats\na1,P,batch,lucas,1,gold,093,3 -100 0\n"))
	if err != nil {
		panic(err)
	}
	fmt.Println(runs[0].Name, runs[0].Answers, runs[0].Margins)
	// Output: gold, lucas, seed 1 [0 9 3] [1.5 -50 0]
}

func ExampleReadTraces() {
	runs, err := records.ReadTraces(strings.NewReader(
		"speaker,seed,method,phase,epoch,what,layer,from,f1,value\n" +
			"lucas,1,base,reset,1,test,,,0.75,1.5\n" +
			"lucas,1,base,reset,1,statistics,norm1,gold,,0.125\n"))
	if err != nil {
		panic(err)
	}
	fmt.Printf("%+v\n%+v\n", runs[0].Trace[0], runs[0].Distances[0])
	// Output:
	// {Phase:reset Epoch:1 Set:test F1:0.75 Loss:1.5}
	// {Phase:reset Epoch:1 Layer:norm1 Kind:statistics From:gold Distance:0.125}
}

func ExampleReadFindings() {
	findings, err := records.ReadFindings(strings.NewReader(
		"protocol,norm,speaker,seed,method,measure,value,key\n" +
			"P,batch,lucas,1,gold,probe-auc,0.9,a1\nP,batch,theo,1,gold,probe-auc,0.8,a2\n"))
	if err != nil {
		panic(err)
	}
	s := records.SampleOf(findings, names.ProtocolPaper, names.Gold, records.ProbeMeasure)
	fmt.Printf("%v %.2f\n", s.Pairs, s.Test().Mean)
	// Output: [{lucas 1 0.9} {theo 1 0.8}] 0.85
}

// A folder is written whole and read whole; what has no file is empty.
func ExampleReadPublished() {
	data, err := os.MkdirTemp("", "published")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(data)
	findings := []records.Finding{{Protocol: "P", Norm: "batch", Speaker: "lucas", Seed: 1,
		Method: "gold", Measure: records.ProbeMeasure, Value: 0.9}}
	if err := (records.Published{Findings: findings}).Write(data); err != nil {
		panic(err)
	}
	p, err := records.ReadPublished(data)
	fmt.Println(len(p.Records), len(p.Findings), p.Findings[0].Value, err)
	// Output: 0 1 0.9 <nil>
}

// The hash is that of the records as one CSV, whatever files they stand in: of
// no records that of the header, as sha256sum gives it.
func ExampleHash() {
	hash, err := records.Hash(nil)
	fmt.Println(hash[:12], err)
	// Output: 48fcb9468d10 <nil>
}
