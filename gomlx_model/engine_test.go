package gomlxmodel

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/network"

	. "github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
)

// noiseData returns clips of normal features about as large as MFCCs, with
// labels in turn. Nothing in it can be learnt but by heart.
func noiseData(n int) Data {
	random := network.Stream(1, "", "test data", "", 0)
	d := Data{Features: make([]float32, n*plain.Features()), Labels: make([]int32, n)}
	for i := range d.Features {
		d.Features[i] = float32(random.NormFloat64() * 30)
	}
	for i := range d.Labels {
		d.Labels[i] = int32(i % plain.Classes)
	}
	return d
}

func ascending(n int) []int32 {
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	return order
}

// sharedClips is how many clips the shared engines have: more than a batch of
// evaluation. Tests that need fewer take the first ones.
const sharedClips = 200

// gateRows is how many rows of gates they have.
const gateRows = 3

// engines are those that tests share. Compiling one takes seconds; the clips
// and the networks' state are inputs of its graphs.
var engines = map[string]*Engine{}

// noise and formula are the clips that the shared engines are given in turn.
var (
	noise   = sync.OnceValue(func() Data { return noiseData(sharedClips) })
	formula = sync.OnceValue(formulaData)
)

// newEngine returns the shared engine with clips of noise, until another test
// asks for it.
func newEngine(t testing.TB, b *Backend, norm network.Norm) *Engine {
	t.Helper()
	return sharedEngine(t, b, norm, noise())
}

// formulaEngine is newEngine with the clips that reference values are of.
func formulaEngine(t testing.TB, b *Backend, norm network.Norm) *Engine {
	t.Helper()
	return sharedEngine(t, b, norm, formula())
}

func sharedEngine(t testing.TB, b *Backend, norm network.Norm, data Data) *Engine {
	t.Helper()
	data.GateRows = gateRows
	key := fmt.Sprint(b.Name, norm, data.Len())
	e := engines[key]
	var err error
	switch {
	case e == nil:
		e, err = NewEngine(b, withNorm(norm), data)
		engines[key] = e
	case &e.Data.Features[0] != &data.Features[0]:
		e.labels.MustFinalizeAll()
		e.Data, e.labels = data, tensors.FromFlatDataAndDimensions(data.Labels, data.Len())
		err = e.prepare(nil, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func mustTrain(t testing.TB, e *Engine, s *network.State, order []int32, o Options) float64 {
	t.Helper()
	loss, err := e.Epoch(s, order, o)
	if err != nil {
		t.Fatal(err)
	}
	return loss
}

// Frozen layers change by exactly 0, open ones move; a frozen batch norm keeps
// its statistics unless it is told to live. One compilation serves all of it.
func TestFreezing(t *testing.T) {
	for _, b := range backends(t) {
		t.Run(b.Name, func(t *testing.T) {
			e := newEngine(t, b, network.BatchNorm)
			start := network.NewState(network.NewWeights(plain,
				network.Stream(1, "", "weights", "", 0)))
			mustTrain(t, e, start, ascending(32), DefaultOptions())
			compilations := e.Compilations()
			for _, live := range []bool{false, true} {
				o := DefaultOptions()
				o.LiveBN = live
				for _, l := range plain.Layers() {
					if l%3 != 0 { // leaves conv1, norm2, dense1 and norm5 open
						o.Frozen = append(o.Frozen, l)
					}
				}
				s := start.Clone()
				mustTrain(t, e, s, ascending(40), o)
				for _, tensor := range plain.Tensors() {
					moved := !slices.Equal(s.Of(tensor), start.Of(tensor))
					want := !slices.Contains(o.Frozen, tensor.Layer) || live && tensor.Moves()
					if moved != want {
						t.Errorf("live %v: %s moved: %v, want %v", live, tensor.Name(), moved, want)
					}
				}
			}
			// The same graph climbs, distils, masks and pulls.
			o := DefaultOptions()
			o.ClipWeight = slices.Repeat([]float32{-1}, sharedClips)
			o.Teacher, o.Distil, o.Temperature = make([]float32, sharedClips*plain.Classes), 0.5, 2
			o.Open = make([]bool, plainLearnt)
			o.Open[7] = true
			o.Penalty, o.Anchor = slices.Repeat([]float32{0.1}, plainLearnt),
				make([]float32, plainLearnt)
			s := start.Clone()
			mustTrain(t, e, s, ascending(16), o)
			for i := range s.Learnt {
				if moved := s.Learnt[i] != start.Learnt[i]; moved != (i == 7) {
					t.Fatalf("weight %d moved: %v, with only weight 7 open", i, moved)
				}
			}
			if n := e.Compilations() - compilations; n != 0 {
				t.Errorf("other kinds of training took %d more compilations, want none", n)
			}
		})
	}
}

// A gradient step lowers the loss, and with negative clip weights raises it. A
// step at rate 0 reads the loss before and after.
func TestClimbing(t *testing.T) {
	for _, b := range backends(t) {
		e := newEngine(t, b, network.LayerNorm)
		probe := DefaultOptions()
		probe.Rate = 0
		for _, sign := range []float32{1, -1} {
			s := network.NewState(network.NewWeights(plain,
				network.Stream(1, "", "weights", "", 0)))
			o := DefaultOptions()
			o.Rate = 1e-5
			o.ClipWeight = slices.Repeat([]float32{sign}, sharedClips)
			before := mustTrain(t, e, s.Clone(), ascending(16), probe)
			mustTrain(t, e, s, ascending(16), o)
			after := mustTrain(t, e, s, ascending(16), probe)
			if (after < before) != (sign > 0) {
				t.Errorf("%s: loss %v → %v with clip weight %v", b.Name, before, after, sign)
			}
		}
	}
}

// A partial batch is the same as a batch of that size: the padding enters
// neither the loss, nor the gradient, nor the batch statistics. The oracle is
// the moving mean after one step, from the definition: 0.99·0 + 0.01·mean of
// the live clips' activations before norm1.
func TestPartialBatchCountsLiveClipsOnly(t *testing.T) {
	for _, b := range backends(t) {
		e := newEngine(t, b, network.BatchNorm)
		w := network.NewWeights(plain, network.Stream(1, "", "weights", "", 0))
		s := network.NewState(w)
		const live = 5
		mustTrain(t, e, s, ascending(live), DefaultOptions())

		out := run(t, b, func(in []*Node) []*Node {
			x := convolve(patches3x3(in[0]), in[1], in[2])
			return []*Node{ReduceMean(x, 0, 1, 2)}
		}, tensors.FromFlatDataAndDimensions(e.Data.Features[:live*plain.Features()], live,
			plain.Frames, plain.Frames, 1),
			tensors.FromFlatDataAndDimensions(w.Of(plain.Tensors()[0]), 16, 3, 3, 1),
			w.Of(plain.Tensors()[1]))
		mean := tensors.MustCopyFlatData[float32](out[0])
		for i, got := range s.Moving[:16] {
			if want := 0.01 * float64(mean[i]); math.Abs(float64(got)-want) > 1e-5*max(1,
				math.Abs(want)) {
				t.Errorf("%s: moving mean %d is %v, want %v", b.Name, i, got, want)
			}
		}
	}
}

// The network of 65,706 weights learns 48 clips of noise by heart.
func TestLearnsByHeart(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for hundreds of epochs")
	}
	b := backends(t)
	e := newEngine(t, b[len(b)-1], network.BatchNorm)
	s := network.NewState(network.NewWeights(plain, network.Stream(1, "", "weights", "", 0)))
	if len(s.Learnt) != 65706 {
		t.Errorf("%d weights, want 65,706", len(s.Learnt))
	}
	var m metrics.Metrics
	for epoch := range 300 {
		o := DefaultOptions()
		o.Seed = uint32(epoch)
		mustTrain(t, e, s, ascending(48), o)
		if epoch%20 == 19 {
			var err error
			if m, err = e.Measure(s.Weights, ascending(48)); err != nil {
				t.Fatal(err)
			}
			if m.Accuracy == 1 {
				return
			}
		}
	}
	t.Errorf("accuracy %v after 300 epochs, want 1", m.Accuracy)
}

// Dropout drops the share it should, and the masks of layers, steps and
// neighbouring units are independent. The bounds are five standard deviations.
func TestDropoutBits(t *testing.T) {
	const n = 1 << 16
	for _, b := range backends(t) {
		for _, rate := range []float64{0.1, 0.5} {
			var kept [3][]float32
			for i, key := range []uint32{0, 1, 0x85ebca77} {
				out := run(t, b, func(in []*Node) []*Node {
					return []*Node{dropout(OnesLike(in[1]),
						rate, in[0])}
				}, key, make([]float32, n))
				kept[i] = tensors.MustCopyFlatData[float32](out[0])
			}
			centred := func(x float32) float64 { return float64(min(x, 1)) - (1 - rate) }
			sd := math.Sqrt(rate * (1 - rate))
			for i := range kept {
				sum, neighbours, others := 0.0, 0.0, 0.0
				for j := range n {
					sum += centred(kept[i][j])
					neighbours += centred(kept[i][j]) * centred(kept[i][(j+1)%n])
					others += centred(kept[i][j]) * centred(kept[(i+1)%3][j])
				}
				if z := sum / sd / math.Sqrt(n); math.Abs(z) > 5 {
					t.Errorf("%s: rate %v, mask %d: the share is off by %.1f standard deviations",
						b.Name, rate, i, z)
				}
				if z := neighbours / (sd * sd) / math.Sqrt(n); math.Abs(z) > 5 {
					t.Errorf("%s: rate %v, mask %d: neighbours correlate, z = %.1f", b.Name, rate,
						i, z)
				}
				if z := others / (sd * sd) / math.Sqrt(n); math.Abs(z) > 5 {
					t.Errorf("%s: rate %v, masks %d and %d correlate, z = %.1f", b.Name, rate, i,
						(i+1)%3, z)
				}
			}
		}
	}
}

// Two engines on two backends in one process, one after the other and at once,
// end with the same bits.
func TestSameBits(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles an engine of its own")
	}
	all := backends(t)
	first := newEngine(t, all[len(all)-1], network.BatchNorm)
	b, err := OpenBackend(t.Context(), first.Backend.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	second, err := NewEngine(b, plain, first.Data)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	train := func(e *Engine) []float32 {
		s := network.NewState(network.NewWeights(plain, network.Stream(1, "", "weights", "", 0)))
		for epoch := range 3 {
			o := DefaultOptions()
			o.Seed = uint32(epoch)
			if _, err := e.Epoch(s, ascending(199), o); err != nil {
				t.Error(err)
			}
		}
		return append(s.Learnt, s.Moving...)
	}
	alone := train(first)
	results := make(chan []float32, 2)
	for _, e := range []*Engine{first, second} {
		go func() { results <- train(e) }()
	}
	for range 2 {
		if got := <-results; !slices.Equal(got, alone) {
			t.Error("training beside another run gave other bits than training alone")
		}
	}
}

// From the same start the backends' weights stay together for ten steps, and
// their mean losses over an epoch of 158 steps within 1 %.
func TestBackendsStayTogether(t *testing.T) {
	all := backends(t)
	if len(all) < 2 {
		t.Skip("there is no XLA here to compare with")
	}
	var states []*network.State
	for _, b := range all {
		e := newEngine(t, b, network.BatchNorm)
		s := network.NewState(network.NewWeights(plain, network.Stream(1, "", "weights", "", 0)))
		mustTrain(t, e, s, ascending(160), DefaultOptions())
		states = append(states, s)
	}
	worst := 0.0
	for _, tensor := range plain.Tensors() {
		if tensor.Moves() || tensor.Kind == network.Bias && tensor.Layer != dense3 {
			continue // Adam turns the rounding of a gradient that should be 0 into whole steps
		}
		x, y := states[0].Of(tensor), states[1].Of(tensor)
		for i := range x {
			worst = max(worst, math.Abs(float64(x[i]-y[i])))
		}
	}
	t.Logf("largest difference of a weight after 10 steps: %.2g", worst)
	if !(worst <= 1e-3) {
		t.Errorf("weights differ by %.2g after 10 steps, want at most 1e-3", worst)
	}
}

func TestBadSettings(t *testing.T) {
	b := backends(t)[0]
	e := newEngine(t, b, network.BatchNorm)
	s := network.NewState(network.NewWeights(plain, network.Stream(1, "", "weights", "", 0)))
	before := s.Clone()
	change := func(f func(*Options)) Options { o := DefaultOptions(); f(&o); return o }
	for _, c := range []struct {
		order []int32
		o     Options
		want  string
	}{
		{nil, DefaultOptions(), "order: the set is empty"},
		{[]int32{200}, DefaultOptions(), "order: clip 200: it must be in 0…199"},
		{ascending(16), change(func(o *Options) { o.Rate = -1 }), "Rate is -1"},
		{ascending(16), change(func(o *Options) { o.Temperature = 0 }), "Temperature is 0"},
		{ascending(16), change(func(o *Options) { o.Distil = 1 }), "without a Teacher"},
		{ascending(16), change(func(o *Options) { o.Labels = make([]int32, 3) }),
			"Labels has 3 values"},
		{ascending(16), change(func(o *Options) { o.Labels = slices.Repeat([]int32{10}, sharedClips) }),
			"label 10"},
		{ascending(16), change(func(o *Options) { o.Open = make([]bool, 2) }), "Open has 2 values"},
	} {
		if _, err := e.Epoch(s, c.order, c.o); err == nil ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
	lost := s.Clone()
	lost.Learnt[0] = math.MaxFloat32 // the first activations overflow
	if _, err := e.Epoch(lost, ascending(16), DefaultOptions()); !errors.Is(err,
		metrics.ErrDiverged) {
		t.Errorf("weights at the end of the range gave %v, want ErrDiverged", err)
	}
	if !slices.Equal(s.Learnt, before.Learnt) || s.Steps != 0 {
		t.Error("a failed epoch changed the state")
	}
	bad := noiseData(2)
	bad.Labels[1] = 10
	if _, err := NewEngine(b, plain, bad); err == nil ||
		!strings.Contains(err.Error(), "label 10 of clip 1") {
		t.Errorf("label out of range: %v", err)
	}
	if _, err := NewEngine(b, withNorm("group"), noiseData(2)); err == nil || !strings.Contains(err.Error(), `Norm "group" is unknown`) {
		t.Errorf("unknown norm: %v", err)
	}
	if _, err := OpenBackend(t.Context(), "tpu", nil); err == nil {
		t.Error("backend tpu was accepted")
	}
}

// What is saved is what is loaded; a flipped bit that changes the content, and
// every shortened file, is an error.
func TestFileDamage(t *testing.T) {
	f := network.File{Weights: network.NewWeights(plain, network.Stream(1, "", "weights", "", 0)),
		Notes: map[string]string{"note": "text"}}
	data, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := network.Decode(data, plain)
	if err != nil || !slices.Equal(got.Weights.Learnt, f.Weights.Learnt) ||
		!slices.Equal(got.Weights.Moving, f.Weights.Moving) || got.Notes["note"] != "text" {
		t.Fatalf("decoding what was encoded: %v, notes %v", err, got.Notes)
	}
	random := network.Stream(1, "", "damage", "", 0)
	for range 50 {
		i := 8 + random.IntN(len(data)-8)
		damaged := bytes.Clone(data)
		damaged[i] ^= 1 << random.IntN(8)
		if d, err := network.Decode(damaged, plain); err == nil &&
			!(slices.Equal(d.Weights.Learnt, f.Weights.Learnt) && d.Notes["note"] == "text") {
			t.Errorf("a flipped bit at byte %d of %d changed the content and was not noticed", i,
				len(data))
		}
		if _, err := network.Decode(data[:i], plain); err == nil {
			t.Errorf("a file cut at byte %d was accepted", i)
		}
	}
}

func benchmarkEpoch(b *testing.B, backend string) {
	be, err := OpenBackend(b.Context(), backend, nil)
	if err != nil {
		b.Skip(err)
	}
	e := sharedEngine(b, be, network.BatchNorm, noiseData(3000))
	s := network.NewState(network.NewWeights(plain, network.Stream(1, "", "weights", "", 0)))
	mustTrain(b, e, s, ascending(32), DefaultOptions()) // compiles
	for b.Loop() {
		mustTrain(b, e, s, ascending(158*DefaultBatch), DefaultOptions())
	}
}

// One epoch of 158 steps of 16 clips, one core.
func BenchmarkEpochXLA(b *testing.B) { benchmarkEpoch(b, "xla-cpu") }
func BenchmarkEpochGo(b *testing.B)  { benchmarkEpoch(b, "go") }
