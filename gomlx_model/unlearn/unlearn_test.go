package unlearn

import (
	"fmt"
	"math"
	"slices"
	"testing"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

var plain = network.Default()

// session prepares a small model on noise: 40 clips, of which 28 are retained,
// 8 are to be forgotten and 4 are unheard ones of the same speaker.
func session(t *testing.T, engine *gomlxmodel.Engine) *Session {
	t.Helper()
	initial := network.NewWeights(engine.Network,
		network.Stream(1, "theo", "weights", "original", 0))
	clips := make([]int32, 40)
	for i := range clips {
		clips[i] = int32(i)
	}
	if originals[engine] == nil {
		state := network.NewState(initial)
		if _, err := engine.Epoch(state, clips[:36], gomlxmodel.DefaultOptions()); err != nil {
			t.Fatal(err)
		}
		originals[engine] = state
	}
	state := originals[engine].Clone()
	settings := settings.DefaultUnlearn()
	settings.ResetEpochs, settings.Rounds, settings.FinetuneEpochs = 1, 2, 1
	return &Session{
		Settings: settings, State: state, Original: state.Weights.Clone(), Initial: initial,
		Retained: clips[:28], Excluded: clips[28:36], Held: clips[36:], Engine: engine, Seed: 1,
		Speaker: "theo",
	}
}

// engines are those that tests share, by their weights and other clips: each
// compiles for seconds. The originals are what an epoch on each leaves.
var (
	engines   = map[[2]int]*gomlxmodel.Engine{}
	originals = map[*gomlxmodel.Engine]*network.State{}
)

// testEngine holds 40 clips of noise, the last of which differ from engine to
// engine in the given number.
func testEngine(t *testing.T, n network.Network, other int) *gomlxmodel.Engine {
	t.Helper()
	weights, _ := n.Sizes()
	key := [2]int{weights, other}
	if e := engines[key]; e != nil {
		return e
	}
	name := "" // the best there is
	if testing.Short() {
		name = "go" // which compiles nothing
	}
	backend, err := gomlxmodel.OpenBackend(t.Context(), name, nil)
	if err != nil {
		t.Fatal(err)
	}
	random := network.Stream(1, "", "test data", "", 0)
	data := gomlxmodel.Data{Features: make([]float32, 40*n.Features()),
		Labels: make([]int32, 40)}
	for i := range data.Features {
		data.Features[i] = float32(30 * random.NormFloat64())
		if i >= (40-other)*n.Features() {
			data.Features[i] *= -3
		}
	}
	for i := range data.Labels {
		data.Labels[i] = int32(i % n.Classes)
	}
	engine, err := gomlxmodel.NewEngine(backend, n, data)
	if err != nil {
		t.Fatal(err)
	}
	engines[key] = engine
	return engine
}

// A reset changes the tensors that it names, to values with the initialiser's
// law, and no others.
func TestResetMovesWhatItNames(t *testing.T) {
	engine := testEngine(t, small, 0)
	for name, c := range map[string]struct {
		reset func(s *Session)
		moves func(network.Tensor) bool
	}{
		"dense layers": {func(s *Session) { s.Reset(small.DenseLayers()) },
			func(t network.Tensor) bool { return slices.Contains(small.DenseLayers(), t.Layer) }},
		"every norm": {func(s *Session) { s.Reset(small.Norms()) },
			func(t network.Tensor) bool { return t.Layer.IsNorm() }},
		"moving statistics after convolutions": {func(s *Session) {
			s.Reset(small.ConvNorms(), network.MovingMean, network.MovingVariance)
		}, func(t network.Tensor) bool {
			return slices.Contains(small.ConvNorms(), t.Layer) &&
				t.Moves()
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := session(t, engine)
			c.reset(s)
			for _, tensor := range small.Tensors() {
				if moved := !slices.Equal(s.State.Of(tensor),
					s.Original.Of(tensor)); moved != c.moves(tensor) {
					t.Errorf("%s moved: %v, want %v", tensor.Name(), moved, c.moves(tensor))
				}
				for _, x := range s.State.Of(tensor) {
					switch {
					case !c.moves(tensor):
					// the largest Glorot limit here is √(6/(8+10))
					case tensor.Kind == network.Kernel:
						if math.Abs(float64(x)) > math.Sqrt(6./18) {
							t.Fatalf("%s holds %v after its reset", tensor.Name(), x)
						}
					case tensor.Kind == network.Scale || tensor.Kind == network.MovingVariance:
						if x != 1 {
							t.Fatalf("%s holds %v after its reset, want 1", tensor.Name(), x)
						}
					case x != 0:
						t.Fatalf("%s holds %v after its reset, want 0", tensor.Name(), x)
					}
				}
			}
		})
	}
}

// Noise falls on kernels and biases of the chosen layers alone, has the scale
// that is asked for, and is the same normal draw at every scale.
func TestPerturb(t *testing.T) {
	engine := testEngine(t, small, 0)
	layers := []network.Layer{2, 3, 6} // conv2, norm2, dense1
	var noise [2][]float64
	for i, scale := range []float64{0.08, 0.16} {
		s := session(t, engine)
		s.Perturb("noise1", layers, scale)
		sum, n := 0.0, 0.0
		for _, tensor := range small.Tensors() {
			a, b := s.State.Of(tensor), s.Original.Of(tensor)
			touched := (tensor.Kind == network.Kernel || tensor.Kind == network.Bias) &&
				slices.Contains(layers, tensor.Layer)
			if moved := !slices.Equal(a, b); moved != touched {
				t.Errorf("%s moved: %v, want %v", tensor.Name(), moved, touched)
			}
			for j := range a {
				if touched {
					d := (float64(a[j]) - float64(b[j])) / scale
					noise[i] = append(noise[i], d)
					sum, n = sum+d*d, n+1
				}
			}
		}
		// The variance of n normal numbers has a standard deviation of √(2/n);
		// five of them bound the test.
		if v := sum / n; math.Abs(v-1) > 5*math.Sqrt(2/n) {
			t.Errorf("noise of scale %v has a variance of %.4f times its square", scale, v)
		}
	}
	for j := range noise[0] {
		if math.Abs(noise[0][j]-noise[1][j]) > 1e-4 {
			t.Fatalf("normal number %d is %v at one scale and %v at the other", j, noise[0][j],
				noise[1][j])
		}
	}
}

// Noise on kernels alone is that of kernels and biases, without the biases; and
// what is drawn among some layers is of those.
func TestNoiseOnKernels(t *testing.T) {
	engine := testEngine(t, small, 0)
	both, kernels := session(t, engine), session(t, engine)
	layers := small.ConvLayers()
	both.Perturb("noise1", layers, 0.1)
	kernels.Perturb("noise1", layers, 0.1, network.Kernel)
	for _, tensor := range small.Tensors() {
		want := kernels.Original.Of(tensor)
		if tensor.Kind == network.Kernel {
			want = both.State.Of(tensor)
		}
		if !slices.Equal(kernels.State.Of(tensor), want) {
			t.Errorf("%s is not what noise on kernels leaves", tensor.Name())
		}
	}
	most := 0
	for round := range 50 {
		drawn := kernels.Draw(fmt.Sprint(round), layers...)
		most = max(most, len(drawn))
		for _, l := range drawn {
			if !slices.Contains(layers, l) {
				t.Errorf("%s was drawn among convolutions", small.LayerName(l))
			}
		}
	}
	if most != len(layers) { // (2/3)^50 is under 2e-9
		t.Errorf("at most %d of %d layers were drawn in 50 rounds", most, len(layers))
	}
}

// The number of drawn layers is uniform in 1…11 and every layer is drawn
// equally often: χ² with 10 degrees of freedom passes 29.6 once in a thousand
// times.
func TestDrawIsUniform(t *testing.T) {
	const draws = 11000
	state := network.NewState(network.Weights{Network: plain})
	numbers, layers, total := map[int]int{}, map[network.Layer]int{}, 0
	for seed := range draws {
		s := &Session{Seed: seed, Speaker: "theo", State: state}
		drawn := s.Draw("noise1")
		numbers[len(drawn)]++
		total += len(drawn)
		for _, l := range drawn {
			layers[l]++
		}
	}
	chi := 0.0
	for n := 1; n <= 11; n++ {
		d := float64(numbers[n]) - draws/11.
		chi += d * d / (draws / 11.)
	}
	if chi > 29.6 {
		t.Errorf("numbers of drawn layers are not uniform: χ² = %.1f, %v", chi, numbers)
	}
	// 6 of 11 on average; binomial bounds of five standard deviations
	for _, l := range plain.Layers() {
		if d := float64(layers[l]) - draws*6./11; math.Abs(d) > 5*math.Sqrt(draws*6./11*5/11) {
			t.Errorf("%s was drawn %d times of %d", plain.LayerName(l), layers[l], draws)
		}
	}
}

func TestSettings(t *testing.T) {
	if err := settings.DefaultUnlearn().Validate(); err != nil {
		t.Error(err)
	}
	if n := settings.DefaultUnlearn().Epochs(); n != 15 {
		t.Errorf("the procedure has %d epochs, the paper's has 15", n)
	}
	for _, change := range []func(*settings.Unlearn){
		func(s *settings.Unlearn) { s.Noise = -1 }, func(
			s *settings.Unlearn) {
			s.Noise = math.NaN()
		}, func(s *settings.Unlearn) { s.Rate = 0 },
		func(s *settings.Unlearn) { s.Rounds = -1 },
	} {
		s := settings.DefaultUnlearn()
		change(&s)
		if s.Validate() == nil {
			t.Errorf("%+v was accepted", s)
		}
	}
	if _, err := Lookup("magic"); err == nil {
		t.Error("method magic was found")
	}
}
