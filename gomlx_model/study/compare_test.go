package study

import (
	"math"
	"slices"
	"testing"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/store"
)

// What is measured beside gold, on a small study: divergences against those of
// the engine's logits; half-way answers nearer to gold than the original, since
// the divergence is convex and 0 at gold; gold itself relearns as soon as gold,
// and what has no weights is not asked for any.
func TestCompare(t *testing.T) {
	s, corpus := tinySettings(t.TempDir()), smallCorpus()
	s.Speakers, s.Methods = s.Speakers[:1], []string{names.Base, names.HalfAnswers}
	s.Anew = true
	results, err := Run(t.Context(), s, corpus, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	found, err := Inspect(t.Context(), results, corpus, nil)
	if err != nil {
		t.Fatal(err)
	}
	value := func(method, measure string) float64 {
		of := records.SampleOf(found, names.ProtocolPaper, method, measure)
		if len(of.Pairs) != 1 {
			t.Fatalf("%d values of %s, %s", len(of.Pairs), method, measure)
		}
		return of.Pairs[0].Value
	}
	js := records.JSMeasure + names.SetExcluded
	half, whole := value(names.HalfAnswers, js), value(names.Original, js)
	if !(half > 0) || !(half < whole) {
		t.Errorf("half-way is %v from gold, the original %v", half, whole)
	}
	runs, err := store.Open(results.Store, results.Settings.Network, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	backend, err := gomlxmodel.OpenBackend(t.Context(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	data, clips, err := Prepare(t.Context(), results.Settings.Features, corpus)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := gomlxmodel.NewEngine(backend, results.Settings.Network, data)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	logits := map[string][]float32{}
	var ann []int32
	for i, c := range clips {
		if c.Speaker == "ann" {
			ann = append(ann, int32(i))
		}
	}
	of := map[string]records.Run{}
	for _, method := range []string{names.Base, names.Gold} {
		of[method], _ = results.Find("ann", 1, method)
		w, err := weightsOf(runs, of[method])
		if err != nil {
			t.Fatal(err)
		}
		if logits[method], err = engine.Logits(w, ann); err != nil {
			t.Fatal(err)
		}
	}
	want, err := metrics.Divergence(logits[names.Base], logits[names.Gold], 10)
	if got := value(names.Base, js); err != nil || math.Abs(got-want) > 1e-6 { // logits are float32
		t.Errorf("base is %v from gold, want %v, %v", got, want, err)
	}
	c := newComparison(results, runs, engine, clips)
	list := []records.Finding{{Speaker: "ann", Measure: records.RelearnMeasure},
		{Speaker: "ann", Measure: records.SelectivityMeasure}}
	if err := c.measure(t.Context(), of[names.Gold], list); err != nil || list[0].Value != 0 {
		t.Errorf("gold relearns sooner than gold: %+v, %v", list, err)
	}
	if v := list[1].Value; !(v > -1) || !(v < 1) || v == 0 {
		t.Errorf("gold's selectivity is %v", v)
	}
	if err := c.measure(t.Context(), of[names.Base], list[:1]); err != nil || list[0].Value == 0 {
		t.Errorf("base relearns as gold does: %v", err)
	}
}

// With folds each seed holds other takes out, the findings' names say so, and
// the attack is on the run's own takes.
func TestFoldsAreMeasured(t *testing.T) {
	run := records.Run{Name: records.Name{Protocol: names.ProtocolHeldOut, Norm: "batch",
		Speaker: "ann", Seed: 2, Method: names.Base},
		Result: records.Result{Records: []records.Record{{Settings: "fold=true", Status: names.StatusOK}}}}
	var measures []string
	anew := tinySettings("")
	if list := comparisons(run, anew); len(list) != 0 {
		t.Errorf("of runs that others' weights may be missing beside, %d measures are taken", len(list))
	}
	anew.Anew = true
	for _, f := range wanted(run, anew) {
		measures = append(measures, f.Measure)
	}
	for _, want := range []string{"attack-auc:fold", "attack-tpr:fold", "js:excluded:fold"} {
		if !slices.Contains(measures, want) {
			t.Errorf("%v lacks %s", measures, want)
		}
	}
	clips := split.ClipsOf(smallCorpus())
	s, err := splitOfRun(clips, run, "ann")
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range s.ExcludedHeld {
		if clips[i].Take != 5 { // of takes 0 to 5 the second fold has one
			t.Errorf("take %d is held out", clips[i].Take)
		}
	}
}
