package study

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	gomlxmodel "audiounlearning/gomlx_model"
)

// lcg is the stream of testdata/probe.py: x ← 1664525·x + 1013904223 mod 2³², each as x/2³¹ − 1.
func lcg(seed uint32, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		seed = 1664525*seed + 1013904223
		out[i] = float64(seed)/(1<<31) - 1
	}
	return out
}

// The oracle is scikit-learn's ridge regression on the same clips, one unit of which is dead.
func TestProbeMatchesScikitLearn(t *testing.T) {
	var golden struct {
		Units, Folds int
		Cases        []struct {
			Clips     int
			Seed      uint32
			Lift, AUC float64
		}
	}
	readGolden(t, "probe.json", &golden)
	if len(golden.Cases) == 0 {
		t.Fatal("probe.json has no cases")
	}
	for _, c := range golden.Cases {
		x := make([]float32, c.Clips*golden.Units)
		isMember, fold := make([]bool, c.Clips), make([]int, c.Clips)
		for i, u := range lcg(c.Seed, len(x)) {
			clip, unit := i/golden.Units, i%golden.Units
			isMember[clip], fold[clip] = clip%4 == 1, clip/4%golden.Folds
			if isMember[clip] && unit < 2 {
				u += c.Lift
			}
			if unit < golden.Units-1 {
				x[i] = float32(u)
			}
		}
		got, err := ProbeAUC(x, golden.Units, isMember, fold, golden.Folds)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "AUC of the probe", got, c.AUC, 1e-9)
	}
}

func TestProbeRefuses(t *testing.T) {
	for _, c := range []struct {
		isMember []bool
		fold     []int
		want     string
	}{
		{[]bool{true, false}, []int{0}, "do not fit"},
		{[]bool{false, false, false, false}, []int{0, 0, 1, 1}, "needs both kinds"},
		{[]bool{true, true, false, true, false}, []int{0, 0, 1, 1, 1}, "needs both"},
	} {
		if _, err := ProbeAUC(make([]float32, len(c.isMember)), 1, c.isMember, c.fold, 2); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v in folds %v: got %v, want %q", c.isMember, c.fold, err, c.want)
		}
	}
}

// A run in the store is inspected once. The oracles are its weight file and what the engine and ProbeAUC make of it; gold has no magnitudes to report.
func TestInspect(t *testing.T) {
	s, corpus := smallSettings(t.TempDir()), smallCorpus()
	s.Speakers, s.Methods = s.Speakers[:1], nil
	results, err := Run(t.Context(), s, corpus, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	found, err := Inspect(t.Context(), results, corpus, nil)
	if err != nil {
		t.Fatal(err)
	}
	run := results.Runs[0]
	file, err := gomlxmodel.LoadFile(results.Path(run), network)
	if err != nil {
		t.Fatal(err)
	}
	backend, err := gomlxmodel.OpenBackend(t.Context(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	data, clips, err := Prepare(t.Context(), corpus)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := gomlxmodel.NewEngine(backend, network, data)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	var all []int32
	var isMember []bool
	var fold []int
	for i, c := range clips {
		all, isMember, fold = append(all, int32(i)), append(isMember, c.Speaker == "ann"), append(fold, c.Take%5)
	}
	hidden, err := engine.Hidden(file.Weights, all)
	if err != nil {
		t.Fatal(err)
	}
	want, err := ProbeAUC(hidden, network.HiddenUnits(), isMember, fold, 5)
	if got := sampleOf(found, ProtocolPaper, original, ProbeMeasure); err != nil || len(got.Pairs) != 1 || got.Pairs[0] != (Pair{"ann", 1, want}) {
		t.Errorf("probe of the original: %v, want %v, error %v", got.Pairs, want, err)
	}
	if got := sampleOf(found, ProtocolPaper, gold, ProbeMeasure); len(got.Pairs) != 1 {
		t.Errorf("probe of gold: %v, want one", got.Pairs)
	}
	for _, layer := range meanMagnitudes(file.Weights) {
		if got := sampleOf(found, ProtocolPaper, original, MagnitudeMeasure+layer.Layer); len(got.Pairs) != 1 || got.Pairs[0].Value != layer.mean {
			t.Errorf("magnitude of %s: %v, want %v", layer.Layer, got.Pairs, layer.mean)
		}
	}
	if s := sampleOf(found, ProtocolPaper, gold, MagnitudeMeasure+"conv1"); len(s.Pairs) != 0 {
		t.Errorf("gold has magnitudes %v", s.Pairs)
	}
	if again, err := Inspect(t.Context(), results, corpus, found); err != nil || len(again) != 0 {
		t.Errorf("inspected again: %v, error %v", again, err)
	}

	var csv bytes.Buffer
	if err := WriteFindings(&csv, found); err != nil {
		t.Fatal(err)
	}
	text := csv.String()
	read, err := ReadFindings(&csv)
	if err != nil || len(read) != len(found) {
		t.Fatalf("read %d of %d findings: %v", len(read), len(found), err)
	}
	var second bytes.Buffer
	if err := WriteFindings(&second, read); err != nil || second.String() != text {
		t.Errorf("written again: %v, and the text is another", err)
	}
	if _, err := ReadFindings(strings.NewReader(text + "P,batch,theo,x,base,probe-auc,1,k\n")); err == nil || !strings.Contains(err.Error(), "row") {
		t.Errorf("seed x: got %v", err)
	}
}

// Under protocol M the one original is inspected for each speaker. The oracle of the attack is by hand: margins of 1 on the clips to forget and 0 on the
// unheard ones tell them apart, equal ones do not.
func TestAttack(t *testing.T) {
	s, corpus := smallSettings(t.TempDir()), smallCorpus()
	s.Protocol, s.Methods = ProtocolHeldOut, nil
	results, err := Run(t.Context(), s, corpus, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	// What is known of one speaker does not keep the other from being measured on the model that they share.
	both := results.Settings.Speakers
	results.Settings.Speakers = both[:1]
	found, err := Inspect(t.Context(), results, corpus, nil)
	if err != nil {
		t.Fatal(err)
	}
	results.Settings.Speakers = both
	more, err := Inspect(t.Context(), results, corpus, found)
	if err != nil {
		t.Fatal(err)
	}
	found = append(found, more...)
	for _, measure := range []string{AttackMeasure, ProbeMeasure} {
		for _, method := range []string{original, gold} {
			if n := len(sampleOf(found, ProtocolHeldOut, method, measure).Pairs); n != 2 {
				t.Errorf("%s of %s: %d findings, want one for each of 2 speakers", measure, method, n)
			}
		}
	}
	clips := Clips(corpus)
	run := Trained{Spec: Spec{Protocol: ProtocolHeldOut, Seed: 1}, Result: Result{Margins: make([]float32, len(clips))}}
	if auc, err := attack(clips, run, "ann"); err != nil || auc != 0.5 {
		t.Errorf("equal margins: AUC %v, error %v", auc, err)
	}
	for i, c := range clips { // the others the other way round
		if (c.Take >= HeldTakes) == (c.Speaker == "ann") {
			run.Margins[i] = 1
		}
	}
	for speaker, want := range map[string]float64{"ann": 1, "bob": 0} {
		if auc, err := attack(clips, run, speaker); err != nil || auc != want {
			t.Errorf("%s: AUC %v, error %v, want %v", speaker, auc, err, want)
		}
	}
}

// ProbeTable by hand: two speakers, one seed, gold at 0.6 and 0.8, base 0.1 above, and a method of one speaker that is left out.
func TestProbeTable(t *testing.T) {
	f := func(speaker, method string, value float64) Finding {
		return Finding{Protocol: "P", Norm: "batch", Speaker: speaker, Seed: 1, Method: method, Measure: ProbeMeasure, Value: value}
	}
	got := ProbeTable([]Finding{f("theo", "finetune", 0.5), f("theo", "base", 0.9), f("theo", "gold", 0.8), f("lucas", "gold", 0.6), f("lucas", "base", 0.7)}).Rows
	want := [][]string{{"gold", "0.700", none, none, "2 runs, 2 speakers"}, {"base", "0.800", "+0.100", "[+0.100, +0.100]", "2 runs, 2 speakers"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Records of an equivalent earlier algorithm spare whole pairs alone; those of today spare single runs.
func TestKnownRuns(t *testing.T) {
	spec := func(method string) Spec {
		return Spec{Corpus: "c", Protocol: "P", Norm: "batch", Speaker: "theo", Seed: 1, Method: method, Backend: "go", settings: DefaultSettings()}
	}
	specs := []Spec{spec(original), spec(gold), spec("base")}
	earlier := func(methods ...string) (records []Record) {
		for _, m := range methods {
			records = append(records, Record{Method: m, Key: spec(m).keyOf(equivalents[0])})
		}
		return records
	}
	none := func(string) bool { return false }
	for _, c := range []struct {
		what    string
		records []Record
		stored  func(string) bool
		want    int
	}{
		{"nothing", nil, none, 0},
		{"a whole pair", earlier(original, gold, "base"), none, 3},
		{"a part of a pair", earlier(original, gold), none, 0},
		{"a whole pair, trained again in part", earlier(original, gold, "base"), func(key string) bool { return key == specs[0].Key() }, 0},
		{"one run of today", []Record{{Method: gold, Key: specs[1].Key()}}, none, 1},
		{"a whole pair, and one run of today", append(earlier(original, gold, "base"), Record{Method: gold, Key: specs[1].Key()}), none, 1},
	} {
		known := knownRuns(specs, c.records, c.stored)
		if len(known) != c.want {
			t.Errorf("%s: %d runs are known, want %d", c.what, len(known), c.want)
		}
		for key := range known {
			if key != specs[0].Key() && key != specs[1].Key() && key != specs[2].Key() {
				t.Errorf("%s: %s is no key of today", c.what, key)
			}
		}
	}
}

// Under protocol M runs of one seed belong together, whomever they exclude, since they share their original.
func TestKnownRunsSharedOriginal(t *testing.T) {
	spec := func(speaker, method string) Spec {
		return Spec{Corpus: "c", Protocol: ProtocolHeldOut, Norm: "batch", Speaker: speaker, Seed: 1, Method: method, Backend: "go", settings: DefaultSettings()}
	}
	specs := []Spec{spec("", original), spec("lucas", gold), spec("theo", gold)}
	var records []Record
	for _, s := range specs[:2] {
		records = append(records, Record{Key: s.keyOf(equivalents[0])})
	}
	none := func(string) bool { return false }
	if known := knownRuns(specs, records, none); len(known) != 0 {
		t.Errorf("%d runs are known though theo's gold is missing", len(known))
	}
	records = append(records, Record{Key: specs[2].keyOf(equivalents[0])})
	if known := knownRuns(specs, records, none); len(known) != 3 {
		t.Errorf("%d runs are known, want all 3", len(known))
	}
}

// A record of an earlier algorithm is outdated where the results hold runs of today for its pair, and nowhere else.
func TestOutdated(t *testing.T) {
	spec := func(speaker, method string) Spec {
		return Spec{Corpus: "c", Protocol: "P", Norm: "batch", Speaker: speaker, Seed: 1, Method: method, Backend: "go", settings: DefaultSettings()}
	}
	record := func(s Spec, key string) Record {
		return Record{Corpus: s.Corpus, Protocol: s.Protocol, Norm: s.Norm, Speaker: s.Speaker, Seed: s.Seed, Method: s.Method, Key: key}
	}
	theo, lucas := spec("theo", gold), spec("lucas", gold)
	results := Results{Runs: []Trained{
		{theo, Result{Records: []Record{record(theo, theo.Key())}}},
		{lucas, Result{Records: []Record{record(lucas, lucas.keyOf("1"))}}}, // known from before
	}}
	for _, c := range []struct {
		spec    Spec
		version string
		want    bool
	}{
		{spec("theo", "base"), "1", true}, {spec("theo", "base"), algorithm, false}, {spec("lucas", "base"), "1", false}, {spec("nicolas", "base"), "1", false},
	} {
		if got := results.Outdated(record(c.spec, c.spec.keyOf(c.version))); got != c.want {
			t.Errorf("%s by version %s: outdated %v, want %v", c.spec, c.version, got, c.want)
		}
	}
}
