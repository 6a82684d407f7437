package study

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/stats"
	"audiounlearning/gomlx_model/store"
)

// A run in the store is inspected once. The oracles are its weight file and
// what the engine and ProbeAUC make of it; gold has no magnitudes to report.
func TestInspect(t *testing.T) {
	s, corpus := smallSettings(shared), smallCorpus()
	s.Speakers, s.Methods = s.Speakers[:1], nil
	results := mustRun(t, s)
	found, err := Inspect(t.Context(), results, corpus, nil)
	if err != nil {
		t.Fatal(err)
	}
	run := results.Runs[0]
	file, err := network.LoadFile(filepath.Join(results.Store, "runs", run.Key[:2],
		run.Key+".safetensors"), s.Shape())
	if err != nil {
		t.Fatal(err)
	}
	backend, err := gomlxmodel.OpenBackend(t.Context(), s.Backend, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, clips, err := Prepare(t.Context(), s.Features, corpus)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := gomlxmodel.NewEngine(backend, s.Shape(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	var all []int32
	var isMember []bool
	var fold []int
	for i, c := range clips {
		all, isMember, fold = append(all, int32(i)), append(isMember, c.Speaker == "ann"),
			append(fold, c.Take%5)
	}
	hidden, err := engine.Hidden(file.Weights, all)
	if err != nil {
		t.Fatal(err)
	}
	want, err := metrics.ProbeAUC(hidden, s.Shape().HiddenUnits(), isMember, fold, 5)
	if got := records.SampleOf(found, names.ProtocolPaper, names.Original,
		records.ProbeMeasure); err != nil || len(got.Pairs) != 1 ||
		got.Pairs[0] != (records.Pair{Speaker: "ann", Seed: 1, Value: want}) {
		t.Errorf("probe of the original: %v, want %v, error %v", got.Pairs, want, err)
	}
	if got := records.SampleOf(found, names.ProtocolPaper, names.Gold,
		records.ProbeMeasure); len(got.Pairs) != 1 {
		t.Errorf("probe of gold: %v, want one", got.Pairs)
	}
	for _, layer := range meanMagnitudes(file.Weights) {
		if got := records.SampleOf(found, names.ProtocolPaper, names.Original,
			records.MagnitudeMeasure+layer.Layer); len(got.Pairs) != 1 ||
			got.Pairs[0].Value != layer.mean {
			t.Errorf("magnitude of %s: %v, want %v", layer.Layer, got.Pairs, layer.mean)
		}
	}
	if s := records.SampleOf(found, names.ProtocolPaper, names.Gold,
		records.MagnitudeMeasure+"conv1"); len(s.Pairs) != 0 {
		t.Errorf("gold has magnitudes %v", s.Pairs)
	}
	runs, err := store.Open(results.Store, s.Shape(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, measure := range []string{"probe", records.MagnitudeMeasure + "conv9"} {
		if err := inspect(runs, engine, clips, run,
			[]records.Finding{{Measure: measure}}); err == nil ||
			!strings.Contains(err.Error(), measure) {
			t.Errorf("measure %s: got %v, want an error that names it", measure, err)
		}
	}
	if again, err := Inspect(t.Context(), results, corpus, found); err != nil || len(again) != 0 {
		t.Errorf("inspected again: %v, error %v", again, err)
	}

	var csv bytes.Buffer
	if err := records.WriteFindings(&csv, found); err != nil {
		t.Fatal(err)
	}
	text := csv.String()
	read, err := records.ReadFindings(&csv)
	if err != nil || len(read) != len(found) {
		t.Fatalf("read %d of %d findings: %v", len(read), len(found), err)
	}
	var second bytes.Buffer
	if err := records.WriteFindings(&second, read); err != nil || second.String() != text {
		t.Errorf("written again: %v, and the text is another", err)
	}
	if _, err := records.ReadFindings(strings.NewReader(text +
		"P,batch,theo,x,base,probe-auc,1,k\n")); err == nil ||
		!strings.Contains(err.Error(), "row") {
		t.Errorf("seed x: got %v", err)
	}
}

// Under protocol M the one original is inspected for each speaker. The oracle
// of the attack is by hand: margins of 1 on the clips to forget and 0 on the
// unheard ones tell them apart, equal ones do not. What Inspect finds is the
// AUC of the run's margins, heard takes against unheard ones.
func TestAttack(t *testing.T) {
	s, corpus := smallSettings(shared), smallCorpus()
	s.Protocol, s.Methods = names.ProtocolHeldOut, nil
	results := mustRun(t, s)
	// What is known of one speaker does not keep the other from being measured
	// on the model that they share.
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
	for _, measure := range []string{records.AttackMeasure, records.TPRMeasure,
		records.ProbeMeasure} {
		for _, method := range []string{names.Original, names.Gold} {
			if n := len(records.SampleOf(found, names.ProtocolHeldOut, method,
				measure).Pairs); n != 2 {
				t.Errorf("%s of %s: %d findings, want one for each of 2 speakers", measure, method,
					n)
			}
		}
	}
	clips := split.ClipsOf(corpus)
	for _, f := range found {
		i := slices.IndexFunc(results.Runs, func(r records.Run) bool { return r.Key == f.Key })
		var heard, unheard []float64 // margins of the speaker's clips
		for j, c := range clips {
			switch {
			case c.Speaker != f.Speaker:
			case c.Take < split.HeldTakes:
				unheard = append(unheard, float64(results.Runs[i].Margins[j]))
			default:
				heard = append(heard, float64(results.Runs[i].Margins[j]))
			}
		}
		if want := stats.AUC(heard, unheard); f.Measure == records.AttackMeasure && f.Value != want {
			t.Errorf("the attack on %s's %s has AUC %v, want %v", f.Speaker, f.Method, f.Value, want)
		}
	}
	run := records.Run{Name: records.Name{Protocol: names.ProtocolHeldOut, Seed: 1},
		Result: records.Result{Margins: make([]float32, len(clips))}}
	if a, err := attack(clips, run, "ann"); err != nil || a.AUC != 0.5 {
		t.Errorf("equal margins: AUC %v, error %v", a.AUC, err)
	}
	for i, c := range clips { // the others the other way round
		if (c.Take >= split.HeldTakes) == (c.Speaker == "ann") {
			run.Margins[i] = 1
		}
	}
	for speaker, want := range map[string]float64{"ann": 1, "bob": 0} {
		if a, err := attack(clips, run, speaker); err != nil || a.AUC != want || a.TPR != want {
			t.Errorf("%s: attack %+v, error %v, want %v for both", speaker, a, err, want)
		}
	}
}

// Models are taught the speaker again on the first seeds with the paper's
// settings, and on the first that confirm with others and beside them.
func TestTaught(t *testing.T) {
	for _, c := range []struct {
		method, settings string
		seed             int
		want             bool
	}{
		{"base", "", 5, true}, {"base", "", 6, false}, {"base", "noise=0.1", 5, false},
		{"base", "noise=0.1", 11, true}, {"base", "noise=0.1", 15, true},
		{"base", "noise=0.1", 16, false}, {"base", "", 11, false}, {names.Gold2, "", 11, true},
		{names.Gold, "", 15, true}, {names.Original, "", 16, false}, {"base", "noise=0.1", 101, false},
	} {
		run := records.Run{Name: records.Name{Protocol: names.ProtocolPaper, Norm: "batch",
			Speaker: "theo", Seed: c.seed, Method: c.method},
			Result: records.Result{Records: []records.Record{{Settings: c.settings}}}}
		if got := taught(run); got != c.want {
			t.Errorf("%s of seed %d with %q: %v", c.method, c.seed, c.settings, got)
		}
	}
}
