package models

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"testing"

	"audiounlearning/audio/corpus"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/study"
)

// small is a network that the interpreter trains in no time.
func small() network.Network {
	n := network.Default()
	n.Coefficients, n.Frames, n.Channels, n.Dense, n.Dropout, n.Classes = 8, 8, []int{4, 4},
		[]int{8}, []float64{0, 0, 0}, 3
	return n
}

// engine has 48 clips whose features say the label.
func engine(t *testing.T) *gomlxmodel.Engine {
	t.Helper()
	backend, err := gomlxmodel.OpenBackend(t.Context(), "go", nil)
	if err != nil {
		t.Fatal(err)
	}
	n, random := small(), network.Stream(1, "", "clips", "", 0)
	data := gomlxmodel.Data{}
	for clip := range 48 {
		label := clip % n.Classes
		data.Labels = append(data.Labels, int32(label))
		for i := range n.Features() {
			x := random.NormFloat64()
			if i/n.Frames == label {
				x += 2
			}
			data.Features = append(data.Features, float32(x))
		}
	}
	e, err := gomlxmodel.NewEngine(backend, n, data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

func fresh(seed int) network.Weights {
	return network.NewWeights(small(), network.Stream(seed, "", "weights", "", 0))
}

func clips(from, to int) (list []int32) {
	for i := from; i < to; i++ {
		list = append(list, int32(i))
	}
	return list
}

// trained is a network after some epochs of the first 32 clips.
func trained(t *testing.T, e *gomlxmodel.Engine, epochs int) network.Weights {
	t.Helper()
	state := network.NewState(fresh(1))
	for epoch := range epochs {
		o := gomlxmodel.DefaultOptions()
		o.Rate, o.Seed = 0.01, uint32(epoch)
		if _, err := e.Epoch(state, clips(0, 32), o); err != nil {
			t.Fatal(err)
		}
	}
	return state.Weights
}

// On the engine integrated gradients add up to the change of the logits within
// 1 %, and to what the baseline is when the clips are the baseline.
func TestIntegrateOnTheEngine(t *testing.T) {
	e := engine(t)
	w := trained(t, e, 5)
	x := Features(e, clips(0, 5))
	if len(x) != 5*e.Network.Features() {
		t.Fatalf("%d features", len(x))
	}
	baseline := explain.MeanClip(e.Data.Features, e.Network.Features(), []int{10, 11, 12})
	factors := explain.OneHot(Labels(e, clips(0, 5)), e.Network.Classes)
	a, err := explain.Integrate(Model(e, w), x, baseline, factors)
	if err != nil {
		t.Fatal(err)
	}
	if a.Gap > 0.01 || a.Gap == 0 {
		t.Errorf("gap %v after %d steps", a.Gap, a.Steps)
	}
	t.Logf("%d steps, gap %.2g", a.Steps, a.Gap)
	a, err = explain.Integrate(Model(e, w), slices.Repeat(baseline, 5), baseline, factors)
	if err != nil || slices.ContainsFunc(a.Values, func(v float64) bool { return v != 0 }) {
		t.Errorf("the baseline has attributions, %v", err)
	}
}

// Layers have the engine's shapes, and the last of them are what Last gives.
func TestLayersAndLast(t *testing.T) {
	e := engine(t)
	layers, err := Layers(e, fresh(1), clips(0, 9))
	if err != nil {
		t.Fatal(err)
	}
	shapes := ""
	for _, l := range layers {
		shapes += fmt.Sprintf("%s %d×%d=%d ", l.Name, l.Positions, l.Channels, len(l.Values))
	}
	if want := "conv1 16×4=576 conv2 4×4=144 dense1 1×8=72 dense2 1×3=27 "; shapes != want {
		t.Errorf("layers %s, want %s", shapes, want)
	}
	last, err := Last(e, fresh(1), clips(0, 9))
	if err != nil || !slices.Equal(last.Hidden, layers[2].Values) ||
		!slices.Equal(last.Logits, layers[3].Values) || last.Labels[4] != 1 {
		t.Errorf("the last layer differs, %v", err)
	}
}

// Statistics follow the clips and the weights: old ones have no part in them,
// and nothing else moves. A trained model whose statistics were lost answers as
// before; the oracle is the model that training left.
func TestRestat(t *testing.T) {
	e := engine(t)
	w := trained(t, e, 300) // 0.99⁶⁰⁰: its statistics are of its own
	lost := w.Clone()
	copy(lost.Moving, fresh(1).Moving)
	again, err := Restat(e, lost, clips(0, 32), 1)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(again.Learnt, w.Learnt) {
		t.Error("weights were learnt")
	}
	same, err := Restat(e, w, clips(0, 32), 1)
	if err != nil || !slices.Equal(same.Moving, again.Moving) {
		t.Errorf("what the statistics were before decides what they are, %v", err)
	}
	far := func(a, b network.Weights) (most float64) {
		for i, v := range a.Moving {
			most = max(most, math.Abs(float64(v-b.Moving[i]))/max(1, math.Abs(float64(v))))
		}
		return most
	}
	if d := far(w, again); d > 0.1 {
		t.Errorf("the statistics are off those of training by %v", d)
	}
	if d := far(w, lost); d < 0.3 {
		t.Errorf("fresh statistics were off by only %v", d)
	}
	before, err1 := Margin(e, w, clips(0, 32))
	after, err2 := Margin(e, again, clips(0, 32))
	if err1 != nil || err2 != nil || math.Abs(before-after) > 0.1*math.Abs(before) {
		t.Errorf("the mean margin went from %v to %v, %v, %v", before, after, err1, err2)
	}
}

// A model that knew the clips and lost its last layer knows them again after a
// few right lessons; wrong ones bring back less.
func TestPupils(t *testing.T) {
	e := engine(t)
	w := trained(t, e, 30)
	w.Reset(e.Network.Last(), network.Stream(3, "", "reset", "", 0),
		func(network.Kind) bool { return true })
	lesson := Lesson{Few: clips(32, 37), Rest: clips(37, 48), Rate: 0.01, Seed: 1}
	wrong := lesson
	wrong.Wrong = true
	j, err := explain.Relearn(explain.Lineup[explain.Pupil]{Method: "reset",
		Found: Pupil(e, w, lesson), Gold2: Pupil(e, fresh(2), lesson),
		Control: Pupil(e, w, wrong), ControlName: "wrong labels"}, 1, 60)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d steps of %d lost; gold2's place %d; wrong labels %d", j.Found.Steps, j.Found.Lost,
		j.Floor.Steps, j.Control.Steps)
	if j.Found.Lost == 0 || j.Found.Steps < 1 {
		t.Errorf("what was lost did not come back: %+v", j.Found)
	}
	if j.Control.Steps != -1 {
		t.Errorf("wrong labels brought all back in %d steps", j.Control.Steps)
	}
	lesson.Few = clips(0, 40)
	if err := Pupil(e, w, lesson).Step(); err == nil {
		t.Error("more clips than a step has were accepted")
	}
}

// Open finds the weights of a finished study by the names of its runs: asked
// again they give the answers that were recorded. What was not run is named.
func TestOpened(t *testing.T) {
	s := settings.Default()
	s.Speakers, s.Seeds, s.Methods, s.Store = []string{"ann"}, 1, nil, t.TempDir()
	s.OriginalEpochs, s.GoldEpochs, s.Backend = 1, 1, "go"
	s.Network.Channels, s.Network.Dense, s.Network.Dropout = []int{4}, []int{8}, []float64{0, 0}
	speech := noise()
	results, err := study.Run(t.Context(), s, speech, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	o, err := Open(t.Context(), results, speech)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	w, err := o.Weights("ann", 1, names.Gold)
	if err != nil {
		t.Fatal(err)
	}
	run, _ := results.Find("ann", 1, names.Gold)
	sum := 0.0
	for _, m := range run.Margins {
		sum += float64(m) / float64(len(run.Margins))
	}
	margin, err := Margin(o.Engine, w, clips(0, len(o.Clips)))
	if err != nil || math.Abs(margin-sum) > 1e-4 {
		t.Errorf("mean margin %v, recorded %v, %v", margin, sum, err)
	}
	random, err := o.Random("ann", 1)
	if err != nil || slices.Equal(random.Learnt, w.Learnt) || random.Moving[0] == 0 {
		t.Errorf("the random network is trained or has no statistics, %v", err)
	}
	if _, err := o.Weights("ann", 1, names.Base); err == nil {
		t.Error("a run that was not made was found")
	}
	o.Results.Runs[0].Key = "gone"
	if _, err := o.Weights(o.Results.Runs[0].Speaker, 1, o.Results.Runs[0].Method); !errors.Is(err,
		fs.ErrNotExist) {
		t.Errorf("weights that are gone: %v", err)
	}
}

// noise is ten labels by three speakers, told apart by their loudness.
func noise() *corpus.Corpus {
	c := &corpus.Corpus{Name: "noise", Digest: "of noise", Speakers: []string{"ann", "bob", "cid"}}
	random := network.Stream(1, "", "noise", "", 0)
	for label := range 10 {
		c.Labels = append(c.Labels, fmt.Sprint(label))
		for s, speaker := range c.Speakers {
			for take := range 6 {
				samples := make([]float64, 2000)
				for i := range samples {
					samples[i] = 0.02 * float64(1+label) * float64(1+s) / 3 * (2*random.Float64() - 1)
				}
				c.Recordings = append(c.Recordings, corpus.Recording{
					Name:  fmt.Sprintf("%d_%s_%d.wav", label, speaker, take),
					Label: fmt.Sprint(label), Speaker: speaker, Take: take, SampleRate: 8000,
					Samples: samples})
			}
		}
	}
	return c
}
