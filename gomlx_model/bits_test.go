package gomlxmodel

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"flag"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// Every published record carries a key, the hash of all that decides its run,
// and "same key, same bits" is promised. A change of the engine that moves a
// bit breaks that promise for every record at once, and no test with a
// tolerance sees it. So the bits themselves are held here.
//
// XLA compiles for the processor it finds, whose vector units decide the order
// of sums. So the bits hold for one kind of processor, and there are bits for
// each kind that was tried. On another kind this test says so and passes.

var update = flag.Bool("update", false, "write the golden files of this package's tests anew")

// goldenBits are the hashes, and where they were taken.
type goldenBits struct {
	CPU, Backend string
	Hashes       map[string]string
}

// cpuKind names what XLA's compiler looks at: vendor, family and model, as
// Linux gives them.
func cpuKind() string {
	kind := []string{runtime.GOARCH}
	info, _ := os.ReadFile("/proc/cpuinfo") // empty elsewhere
	first, _, _ := strings.Cut(string(info), "\n\n")
	for line := range strings.Lines(first) {
		name, value, _ := strings.Cut(line, ":")
		switch strings.TrimSpace(name) {
		case "vendor_id", "cpu family", "model":
			kind = append(kind, strings.TrimSpace(value))
		}
	}
	return strings.Join(kind, " ")
}

func hashOf(values ...[]float32) string {
	h := sha256.New()
	for _, list := range values {
		for _, x := range list {
			binary.Write(h, binary.LittleEndian, math.Float32bits(x))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// bitsCases are the ways of training whose bits are held: all layers, some
// layers frozen, these with their batch norms live, and everything at once that
// an epoch can be asked for.
func bitsCases() map[string]func(*Options) {
	freeze := func(o *Options) {
		o.Frozen = []network.Layer{conv1, norm1, conv2, norm3, dense1, norm5}
	}
	return map[string]func(*Options){
		"plain":  func(*Options) {},
		"frozen": freeze,
		"live":   func(o *Options) { freeze(o); o.LiveBN = true },
		"options": func(o *Options) {
			*o = everyOption(o.Seed)
		},
	}
}

// everyOption asks for clips' weights, other labels, distillation, a mask and
// penalties at once.
func everyOption(seed uint32) Options {
	const clips = 200
	o := DefaultOptions()
	o.Seed = seed
	o.ClipWeight = lcg32(2, clips, 0.5, 1)
	o.Teacher, o.Distil, o.Temperature = lcg32(3, clips*plain.Classes, 0, 3), 0.5, 2
	for _, u := range lcg(4, plainLearnt) {
		o.Open = append(o.Open, u > -0.5)
	}
	o.Penalty, o.Anchor = lcg32(5, plainLearnt, 0.125, 0.125), lcg32(6, plainLearnt, 0, 0.25)
	for i := range clips {
		o.Labels = append(o.Labels, int32((3*i+1)%plain.Classes))
	}
	return o
}

func TestBits(t *testing.T) {
	backend, err := OpenBackend(t.Context(), "xla-cpu", nil)
	if err != nil {
		t.Skipf("the bits are XLA's, and there is none here: %v", err)
	}
	got := goldenBits{CPU: cpuKind(), Backend: backend.Version, Hashes: map[string]string{}}
	norms := []network.Norm{network.BatchNorm, network.LayerNorm, network.InstanceNorm}
	if testing.Short() {
		norms = norms[:1]
	}
	for _, norm := range norms {
		e := newEngine(t, backend, norm)
		for name, change := range bitsCases() {
			trainForBits(t, e, string(norm)+"/"+name, change, got.Hashes)
		}
	}
	var known []goldenBits
	readJSON(t, "bits.json", &known)
	i := slices.IndexFunc(known, func(k goldenBits) bool {
		return k.CPU == got.CPU && k.Backend == got.Backend
	})
	if *update && !testing.Short() {
		if i < 0 {
			known, i = append(known, goldenBits{}), len(known)
		}
		known[i] = got
		text, err := json.MarshalIndent(known, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", "bits.json")
		if err := os.WriteFile(path, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if i < 0 {
		t.Logf("the bits of %s, %s are not kept: nothing is promised here; -update keeps them",
			got.CPU, got.Backend)
		return
	}
	want := known[i].Hashes
	for _, name := range slices.Sorted(maps.Keys(got.Hashes)) {
		if got.Hashes[name] != want[name] {
			t.Errorf("%s: hash %s, want %s: published records no longer have these bits", name,
				got.Hashes[name], want[name])
		}
	}
	if all := len(got.Hashes) * 3 / len(norms); all != len(want) {
		t.Errorf("%d hashes, want %d", all, len(want))
	}
}

// trainForBits trains two epochs whose last batch has five clips and hashes all
// that comes of it.
func trainForBits(t *testing.T, e *Engine, name string, change func(*Options),
	hashes map[string]string) {
	t.Helper()
	s := network.NewState(network.NewWeights(plain, network.Stream(1, "", "weights", "", 0)))
	var losses []float32
	for epoch := range 2 {
		o := DefaultOptions()
		o.Seed = uint32(11 + epoch)
		change(&o)
		order := ascending(197)
		network.Stream(1, "", "order", "", epoch).Shuffle(len(order),
			func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := mustTrain(t, e, s, order, o)
		losses = append(losses, float32(loss), float32(loss-float64(float32(loss))))
	}
	logits, err := e.Logits(s.Weights, ascending(200))
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := e.Hidden(s.Weights, ascending(200))
	if err != nil {
		t.Fatal(err)
	}
	for part, hash := range map[string]string{
		"learnt": hashOf(s.Learnt), "m": hashOf(s.M), "v": hashOf(s.V), "moving": hashOf(s.Moving),
		"losses": hashOf(losses), "logits": hashOf(logits), "hidden": hashOf(hidden),
	} {
		hashes[name+"/"+part] = hash
	}
}
