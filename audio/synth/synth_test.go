package synth

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"audiounlearning/audio"
)

// defaultDigest is the digest, as package corpus defines it, of all that the
// zero Options say, as this code gave it on linux/amd64. It changes only with
// the synthesiser, and then the study's records on it are of another corpus.
const defaultDigest = "38124bf0f9f32f28b6583d2df8e9947fdd243a415e69b0335c36f7d5cc1a0b40"

func synthesiser(t testing.TB, o Options) *Synthesiser {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// digest returns the digest of all that s says.
func digest(t testing.TB, s *Synthesiser) string {
	t.Helper()
	o := s.Options()
	files := map[string][]byte{}
	var names []string
	for label := range o.Labels {
		for speaker := range o.Speakers {
			for take := range o.Takes {
				h := sha256.New()
				if err := audio.WriteWAV(h, s.Say(label, speaker, take), Rate); err != nil {
					t.Fatal(err)
				}
				name := fmt.Sprintf("%s_%s_%d.wav", o.Labels[label], SpeakerName(speaker), take)
				names, files[name] = append(names, name), h.Sum(nil)
			}
		}
	}
	slices.Sort(names)
	h := sha256.New()
	for _, name := range names {
		fmt.Fprintf(h, "%x  %s\n", files[name], name)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// TestDigest is what TestElsewhere runs on other machines.
func TestDigest(t *testing.T) {
	got := digest(t, synthesiser(t, Options{}))
	if got != defaultDigest {
		t.Errorf("digest %s on %s/%s, want %s", got, runtime.GOOS, runtime.GOARCH, defaultDigest)
	}
	t.Logf("digest %s", got)
}

func TestElsewhere(t *testing.T) {
	if testing.Short() || runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("compiles for 386 and js/wasm, from linux/amd64, and not with -short")
	}
	for _, target := range []struct{ os, arch string }{{"linux", "386"}, {"js", "wasm"}} {
		t.Run(target.os+"/"+target.arch, func(t *testing.T) {
			binary := filepath.Join(t.TempDir(), "synth.test")
			args := []string{binary}
			if target.os == "js" {
				args = append(underNode(t), binary)
			}
			build := exec.CommandContext(t.Context(), "go", "test", "-c", "-o", binary, ".")
			build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=readonly",
				"GOOS="+target.os, "GOARCH="+target.arch)
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			args = append(args, "-test.v", "-test.run=^TestDigest$")
			out, err := exec.CommandContext(t.Context(), args[0], args[1:]...).CombinedOutput()
			if err != nil && len(out) == 0 {
				t.Skipf("this machine does not run %s/%s: %v", target.os, target.arch, err)
			}
			if err != nil || !bytes.Contains(out, []byte("digest "+defaultDigest)) {
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
	script := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js")
	return []string{node, script}
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
