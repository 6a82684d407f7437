package study

import (
	"math"
	"slices"
	"strings"
	"testing"

	"audiounlearning/audio/corpus"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
)

// ensembles are the methods that answer with several networks, of three
// speakers.
var ensembles = []string{"sisa-2-original", "sisa-2", "sisa-3-original", "sisa-3",
	names.HalfAnswers}

// tinySettings are smallSettings with a network that compiles soon.
func tinySettings(store string) settings.Settings {
	s := smallSettings(store)
	s.Network.Channels, s.Network.Dense, s.Network.Dropout = []int{4}, []int{8}, nil
	return s
}

// runEnsembles runs them with ann excluded.
func runEnsembles(t *testing.T, c *corpus.Corpus) *records.Results {
	t.Helper()
	s := tinySettings(t.TempDir())
	s.Speakers, s.Methods = s.Speakers[:1], ensembles
	results, err := Run(t.Context(), s, c, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// The laws of SISA: other clips of the deleted speaker change nothing after the
// deletion and something before; half-way answers are the mean of the
// original's probabilities and gold's. The oracles are a second corpus and the
// margins, whose logistic function is the probability of the true class.
func TestEnsembles(t *testing.T) {
	c := smallCorpus()
	results := runEnsembles(t, c)
	other := smallCorpus()
	for i, r := range other.Recordings {
		if r.Speaker == "ann" {
			for j := range r.Samples {
				other.Recordings[i].Samples[j] *= -3
				if j%2 == 0 {
					other.Recordings[i].Samples[j] = 0.01
				}
			}
		}
	}
	others := runEnsembles(t, other)
	clips := split.ClipsOf(c)
	for _, method := range ensembles[:4] {
		a, _ := results.Find("ann", 1, method)
		b, _ := others.Find("ann", 1, method)
		same := true
		for i, clip := range clips {
			same = same && (clip.Speaker == "ann" || a.Margins[i] == b.Margins[i])
		}
		if _, before, _ := names.SISA(method); same == before {
			t.Errorf("%s: the deleted speaker's clips change nothing: %v", method, same)
		}
	}
	original, _ := results.Find("ann", 1, names.Original)
	gold, _ := results.Find("ann", 1, names.Gold)
	half, _ := results.Find("ann", 1, names.HalfAnswers)
	p := func(m float32) float64 { return 1 / (1 + math.Exp(-float64(m))) }
	for i := range clips {
		want := (p(original.Margins[i]) + p(gold.Margins[i])) / 2
		if got := p(half.Margins[i]); math.Abs(got-want) > 1e-5 {
			t.Fatalf("clip %d: half-way is %v, want %v", i, got, want)
		}
	}
	// By hand: 180 clips, 60 of each speaker; of the 120 that stay 12 are test
	// and 11 validation, 97 are trained on, for 2 epochs.
	for method, want := range map[string]int{"sisa-2-original": 2 * (97 + 60),
		"sisa-3-original": 2 * (97 + 60), "sisa-3": 0, names.HalfAnswers: 0} {
		if run, _ := results.Find("ann", 1, method); run.Records[0].Passes != want {
			t.Errorf("%s: %d passes, want %d", method, run.Records[0].Passes, want)
		}
	}
	// Of two shards, one has two speakers. Ann shares it by this seed, so the
	// other one's training clips, at most 60 and at least 60 less those of test
	// and validation, are trained on again for 2 epochs.
	if run, _ := results.Find("ann", 1, "sisa-2"); run.Records[0].Passes%2 != 0 ||
		run.Records[0].Passes > 2*60 || run.Records[0].Passes < 2*(60-12-11) {
		t.Errorf("sisa-2 costs %d passes", run.Records[0].Passes)
	}
	found, err := Inspect(t.Context(), results, c, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if _, _, sharded := names.SISA(f.Method); sharded {
			t.Errorf("an ensemble of shards has %s", f.Measure)
		}
	}
}

// A shard that no deletion concerns keeps its bits; each clip is in one shard,
// and speakers are spread evenly.
func TestShardsKeepTheirBits(t *testing.T) {
	c, s := smallCorpus(), tinySettings(t.TempDir())
	s, err := s.For(c)
	if err != nil {
		t.Fatal(err)
	}
	backend, err := gomlxmodel.OpenBackend(t.Context(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	data, clips, err := Prepare(t.Context(), s.Features, c)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := gomlxmodel.NewEngine(backend, s.Network, data)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	spec := templateOf(s, c.Digest, backend.Name, backend.Version)
	spec.Speaker, spec.Seed = "ann", 1
	sets, err := split.New(clips, s.Protocol, "ann", 1)
	if err != nil {
		t.Fatal(err)
	}
	of := func(method string) *training {
		return &training{trainer: trainer{engine: engine, clips: clips, tick: func(int) {}},
			spec: spec.with(method), split: sets}
	}
	before, err := of("sisa-3-original").shards(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	after, err := of("sisa-3").shards(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, deleted := of("sisa-3").shardClips(3, true)
	if len(before) != 3 || len(after) != 2 {
		t.Fatalf("%d shards before and %d after, want 3 and 2", len(before), len(after))
	}
	at := 0
	for i, w := range before {
		if deleted[i] {
			continue
		}
		if !slices.Equal(w.Learnt, after[at].Learnt) || !slices.Equal(w.Moving, after[at].Moving) {
			t.Errorf("shard %d changed", i+1)
		}
		at++
	}
	heard, _ := of("sisa-2").shardClips(2, true)
	if n := len(heard[0]) + len(heard[1]); n != len(sets.Training)+len(sets.Excluded) {
		t.Errorf("the shards hear %d clips, want %d", n, len(sets.Training)+len(sets.Excluded))
	}
	who := [2]map[string]bool{{}, {}}
	for i, shard := range heard {
		for _, clip := range shard {
			who[i][clips[clip].Speaker] = true
		}
	}
	if len(who[0]) != 2 || len(who[1]) != 1 {
		t.Errorf("the shards hear %v", who)
	}
}

// Three speakers do not make four shards.
func TestShardsNeedSpeakers(t *testing.T) {
	s := smallSettings(t.TempDir())
	s.Methods = []string{"sisa-4"}
	if _, err := Run(t.Context(), s, smallCorpus(), nil, nil); err == nil ||
		!strings.Contains(err.Error(), "sisa-4") {
		t.Errorf("got %v, want an error that names the method", err)
	}
}
