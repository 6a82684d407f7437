package audio

import (
	"bytes"
	"context"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// syntheticDigest1 is the digest of Synthesize(SyntheticSeed), as this code
// gave it on linux/amd64. It changes only with the synthesiser, and then the
// study's records on it are of another corpus.
const syntheticDigest1 = "38124bf0f9f32f28b6583d2df8e9947fdd243a415e69b0335c36f7d5cc1a0b40"

// TestSynthesizeDigest is what TestSynthesizeElsewhere runs on other machines.
func TestSynthesizeDigest(t *testing.T) {
	c := Synthesize(SyntheticSeed)
	if c.Digest != syntheticDigest1 {
		t.Errorf("digest %s on %s/%s, want %s", c.Digest, runtime.GOOS, runtime.GOARCH, syntheticDigest1)
	}
	t.Logf("digest %s", c.Digest)
}

func TestSynthesizeElsewhere(t *testing.T) {
	if testing.Short() || runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("compiles for 386 and js/wasm, from linux/amd64, and not with -short")
	}
	for _, target := range []struct{ os, arch string }{{"linux", "386"}, {"js", "wasm"}} {
		t.Run(target.os+"/"+target.arch, func(t *testing.T) {
			binary := filepath.Join(t.TempDir(), "audio.test")
			args := []string{binary}
			if target.os == "js" {
				args = append(underNode(t), binary)
			}
			build := exec.CommandContext(t.Context(), "go", "test", "-c", "-o", binary, ".")
			build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=readonly", "GOOS="+target.os, "GOARCH="+target.arch)
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			args = append(args, "-test.v", "-test.run=^TestSynthesizeDigest$")
			out, err := exec.CommandContext(t.Context(), args[0], args[1:]...).CombinedOutput()
			if err != nil && len(out) == 0 {
				t.Skipf("this machine does not run %s/%s: %v", target.os, target.arch, err)
			}
			if err != nil || !bytes.Contains(out, []byte("digest "+syntheticDigest1)) {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}

// underNode returns the command that runs a js/wasm binary, or skips.
func underNode(t *testing.T) []string {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node on the PATH to run js/wasm with")
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skipf("no GOROOT: %v", err)
	}
	return []string{node, filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js")}
}

func TestSynthesizeShape(t *testing.T) {
	c := SynthesizeTakes(SyntheticSeed, 2)
	if err := c.Complete(); err != nil {
		t.Error(err)
	}
	if len(c.Recordings) != 120 || len(c.Labels) != 10 || !slices.Equal(c.Speakers, strings.Fields("synth1 synth2 synth3 synth4 synth5 synth6")) {
		t.Errorf("%d recordings of %q by %q", len(c.Recordings), c.Labels, c.Speakers)
	}
	if SynthesizeTakes(2, 2).Digest == c.Digest {
		t.Error("two seeds give the same corpus")
	}
	for _, r := range c.Recordings {
		if seconds := float64(len(r.Samples)) / float64(r.SampleRate); seconds < 0.15 || seconds > 1.5 {
			t.Errorf("%s lasts %.2f s", r.Name, seconds)
		}
		peak := 0.0
		for _, x := range r.Samples {
			peak = max(peak, math.Abs(x))
		}
		if peak < 0.1 || peak > 1 {
			t.Errorf("%s has a peak of %.3f", r.Name, peak)
		}
	}
}

// TestSynthesizeFolder: written out and opened, the corpus is the same, with
// the same digest.
func TestSynthesizeFolder(t *testing.T) {
	c := SynthesizeTakes(7, 1)
	dir := t.TempDir()
	for _, r := range c.Recordings {
		writeFile(t, filepath.Join(dir, r.Name), must(encodeWAV(r.Samples, r.SampleRate)))
	}
	o, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if o.Digest != c.Digest || !slices.EqualFunc(o.Recordings, c.Recordings, func(a, b Recording) bool {
		return a.Name == b.Name && a.Label == b.Label && a.Take == b.Take && slices.Equal(a.Samples, b.Samples)
	}) {
		t.Error("the corpus read differs from the one made")
	}
}

// TestSynthesizeStudy is what the corpus is for: a model that heard every
// speaker does well on takes it did not hear, and clearly worse on a speaker
// that it never heard. Softmax regression on the coefficients stands in for
// the study's network, which is a better model.
func TestSynthesizeStudy(t *testing.T) {
	c := SynthesizeTakes(SyntheticSeed, 25)
	f, err := c.Features(context.Background(), DefaultConfig(), 20)
	if err != nil {
		t.Fatal(err)
	}
	heldOut := func(r Recording) bool { return r.Take < 5 }
	everyone := trainSoftmax(c, f, func(r Recording) bool { return !heldOut(r) })
	if a := everyone.accuracy(c, f, heldOut); a < 0.95 {
		t.Errorf("accuracy %.3f on held-out takes, want at least 0.95", a)
	}
	for _, s := range c.Speakers {
		m := trainSoftmax(c, f, func(r Recording) bool { return !heldOut(r) && r.Speaker != s })
		unheard := m.accuracy(c, f, func(r Recording) bool { return r.Speaker == s })
		others := m.accuracy(c, f, func(r Recording) bool { return heldOut(r) && r.Speaker != s })
		t.Logf("%s never heard: %.3f; the others' held-out takes: %.3f", s, unheard, others)
		if unheard > others-0.05 {
			t.Errorf("%s, never heard, scores %.3f and the others' held-out takes %.3f", s, unheard, others)
		}
	}
}

func TestExact(t *testing.T) {
	for i := range 2001 {
		x := float64(i-1000) / 137
		if d := math.Abs(sinTurn(x) - math.Sin(2*math.Pi*x)); d > 1e-12 {
			t.Errorf("sinTurn(%v) is off by %g", x, d)
		}
		if d := math.Abs(exp2(x)/math.Exp2(x) - 1); d > 1e-14 {
			t.Errorf("exp2(%v) is off by %g of itself", x, d)
		}
	}
}
