package study

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/store"
)

// many returns a corpus of so many speakers, without sound, and settings that
// ask for ten runs of each speaker and seed.
func many(speakers, seeds int, dir string) Asked {
	c := &corpus.Corpus{Name: "many", Digest: "of many"}
	s := settings.Default()
	s.Store, s.Seeds, s.Backend = dir, seeds, "go"
	s.Methods = append(names.Schemes(), "finetune", "no-noise", "noise-0.16")
	for i := range 10 {
		c.Labels = append(c.Labels, fmt.Sprint(i))
	}
	for i := range speakers {
		speaker := fmt.Sprintf("speaker%03d", i)
		c.Speakers, s.Speakers = append(c.Speakers, speaker), append(s.Speakers, speaker)
		for _, label := range c.Labels {
			for take := range 6 {
				c.Recordings = append(c.Recordings, corpus.Recording{Label: label,
					Speaker: speaker, Take: take})
			}
		}
	}
	return Asked{Settings: s, Corpus: c}
}

// place puts an empty file where a run is: all that Stand looks at.
func place(t testing.TB, dir, key, suffix string) {
	t.Helper()
	folder := filepath.Join(dir, "runs", key[:2])
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, key+suffix), nil, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Runs are counted once each, as finished, failed, claimed or waiting; known
// records finish a run that no other needs.
func TestStand(t *testing.T) {
	dir := t.TempDir()
	a := many(2, 1, dir)
	specs := grid(mustComplete(t, a), template(t, a))
	byName := map[string]Spec{}
	for _, s := range specs {
		byName[s.Method+" "+s.Speaker] = s
	}
	key := func(method, speaker string) string { return byName[method+" "+speaker].Key() }
	stand := func(asked ...Asked) Standing {
		t.Helper()
		s, err := Stand(asked, knownOf(byName["base speaker001"], a.Corpus, "failed@2"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	// original and gold have 100 and 120 epochs, each of the 8 methods 15
	if s := stand(a, a); s.Runs != 20 || s.Done != 1 || s.Failed != 1 || s.Waiting != 19 ||
		s.Epochs != 2*(100+120)+15*15 || s.Left != 0 || s.Complete() ||
		s.Backends[0] != "go compute-v0.1.3" || len(s.Stores) != 1 {
		t.Errorf("at first: %+v", s)
	}
	for _, method := range []string{names.Original, names.Gold, "base"} {
		place(t, dir, key(method, "speaker000"), ".safetensors")
	}
	place(t, dir, key("base", "speaker000"), ".failed")
	runs, err := store.Open(dir, a.Settings.Shape(), store.Options{Every: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	claim, err := runs.Claim(key(names.Original, "speaker001"), "original, speaker001", 100)
	if err != nil || claim == nil {
		t.Fatal(err)
	}
	defer claim.Release()
	claim.Tell(40)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		s := stand(a)
		if len(s.Running) == 1 && s.Running[0].Epoch == 40 {
			if s.Done != 4 || s.Failed != 2 || s.Waiting != 15 || s.Left <= 0 ||
				s.Epochs != 60+120+14*15 || s.Running[0].Process != os.Getpid() {
				t.Errorf("with one under way: %+v", s)
			}
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("after a minute: %+v", s)
		}
	}
	for _, s := range specs {
		place(t, dir, s.Key(), ".safetensors")
	}
	if s := stand(a); !s.Complete() || s.Runs != 20 || len(s.Running) > 0 || s.Epochs != 0 {
		t.Errorf("at last: %+v", s)
	}
}

func mustComplete(t testing.TB, a Asked) settings.Settings {
	t.Helper()
	s, err := complete(a.Settings, a.Corpus)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// template is that of the runs on the interpreter in pure Go.
func template(t testing.TB, a Asked) Spec {
	return templateOf(mustComplete(t, a), a.Corpus.Digest, "go", "compute-v0.1.3")
}

// BenchmarkStand looks at a study of 100,000 runs, all of them finished, and at
// one of 1,000 runs on the same store.
func BenchmarkStand(b *testing.B) {
	dir := b.TempDir()
	large, small := many(100, 100, dir), many(10, 10, dir)
	for _, a := range []Asked{large, small} {
		for _, s := range grid(mustComplete(b, a), template(b, a)) {
			place(b, dir, s.Key(), ".safetensors")
		}
	}
	for _, a := range []Asked{small, large} {
		b.Run(fmt.Sprintf("asked=%d", len(a.Settings.Speakers)*a.Settings.Seeds*10), func(
			b *testing.B) {
			for b.Loop() {
				if s, err := Stand([]Asked{a}, nil); err != nil || !s.Complete() {
					b.Fatal(s, err)
				}
			}
		})
	}
}
