package corpus

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"audiounlearning/audio"
	"audiounlearning/audio/synth"
)

// TestSyntheticDigest: the zero options make the corpus that they always made;
// package synth's tests say so of its digest on other machines too.
func TestSyntheticDigest(t *testing.T) {
	if testing.Short() {
		t.Skip("makes 3,000 recordings")
	}
	const want = "38124bf0f9f32f28b6583d2df8e9947fdd243a415e69b0335c36f7d5cc1a0b40"
	if c := synthetic(t, synth.Options{}); c.Digest != want || !c.Synthetic ||
		c.Name != "synthetic" {
		t.Errorf("%s has the digest %s, want %s", c.Name, c.Digest, want)
	}
}

func TestSyntheticShape(t *testing.T) {
	c := synthetic(t, synth.Options{Takes: 2})
	if err := c.Complete(); err != nil {
		t.Error(err)
	}
	if len(c.Recordings) != 120 || len(c.Labels) != 10 ||
		!slices.Equal(c.Speakers, strings.Fields("synth1 synth2 synth3 synth4 synth5 synth6")) {
		t.Errorf("%d recordings of %q by %q", len(c.Recordings), c.Labels, c.Speakers)
	}
	if synthetic(t, synth.Options{Seed: 2, Takes: 2}).Digest == c.Digest {
		t.Error("two seeds give the same corpus")
	}
	for _, r := range c.Recordings {
		if seconds := float64(len(r.Samples)) / float64(r.SampleRate); seconds < 0.15 ||
			seconds > 1.5 {
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

// TestSyntheticFolder: written out and opened, the corpus is the same, with
// the same digest.
func TestSyntheticFolder(t *testing.T) {
	c := synthetic(t, synth.Options{Seed: 7, Takes: 1, Speakers: 8,
		Labels: []string{"yes", "no", "10"}})
	dir := filepath.Join(t.TempDir(), "new")
	if err := Write(dir, c); err != nil {
		t.Fatal(err)
	}
	o, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	same := func(a, b Recording) bool {
		return a.Name == b.Name && a.Label == b.Label && a.Speaker == b.Speaker &&
			a.Take == b.Take &&
			a.Sum == b.Sum && slices.Equal(a.Samples, b.Samples)
	}
	if o.Digest != c.Digest || !slices.EqualFunc(o.Recordings, c.Recordings, same) {
		t.Error("the corpus read differs from the one made")
	}
	if err := Write(dir, c); !errors.Is(err, os.ErrExist) ||
		!strings.Contains(err.Error(), "empty folder") {
		t.Errorf("error %v, want that the files are there", err)
	}
	c.Recordings[0].Samples = []float64{nan}
	dir = t.TempDir()
	if err := Write(dir, c); err == nil {
		t.Error("no error for a sample that is no number")
	}
	if left := must(os.ReadDir(dir)); len(left) > 0 {
		t.Errorf("%s is left of the recording that could not be written", left[0].Name())
	}
}

func TestSyntheticErrors(t *testing.T) {
	if c, err := Synthetic(t.Context(), synth.Options{Labels: []string{"a_b"}}); c != nil ||
		err == nil {
		t.Errorf("error %v for a label with an underscore", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Synthetic(ctx, synth.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it was cancelled", err)
	}
}

// words are the 35 of Google's Speech Commands.
var words = strings.Fields("backward bed bird cat dog down eight five follow forward four go " +
	"happy house learn left marvin nine no off on one right seven sheila six stop three tree two " +
	"up visual wow yes zero")

// TestSyntheticWords: 60 speakers say 35 words. No two recordings are the same
// (New checks that), the same options make the same again, and a model that
// heard a take of each word by each speaker knows the words of the next take.
// In short, 4 speakers say 5 words: enough for the race detector to see the
// recordings and their features made in parallel, and too few to learn from.
func TestSyntheticWords(t *testing.T) {
	o := synth.Options{Speakers: 60, Labels: words, Takes: 2}
	if testing.Short() {
		o.Speakers, o.Labels = 4, words[:5]
	}
	c := synthetic(t, o)
	if len(c.Recordings) != o.Speakers*len(o.Labels)*2 || len(c.Labels) != len(o.Labels) ||
		len(c.Speakers) != o.Speakers {
		t.Fatalf("%d recordings of %d labels by %d speakers",
			len(c.Recordings), len(c.Labels), len(c.Speakers))
	}
	if err := c.Complete(); err != nil {
		t.Error(err)
	}
	if again := synthetic(t, o); again.Digest != c.Digest {
		t.Errorf("digest %s, then %s", c.Digest, again.Digest)
	}
	f := must(c.Features(t.Context(), audio.DefaultConfig(), 20))
	if testing.Short() {
		return
	}
	m := trainSoftmax(c, f, func(r Recording) bool { return r.Take == 0 })
	a := m.accuracy(c, f, func(r Recording) bool { return r.Take == 1 })
	t.Logf("accuracy %.3f on takes that were not heard, of 35 words", a)
	if a < 0.8 {
		t.Errorf("accuracy %.3f, of 35 words by 60 speakers", a)
	}
}

// TestSyntheticStudy is what the corpus is for: a model that heard every
// speaker does well on takes it did not hear, and clearly worse on a speaker
// that it never heard. Softmax regression on the coefficients stands in for
// the study's network, which is a better model.
func TestSyntheticStudy(t *testing.T) {
	if testing.Short() {
		t.Skip("trains seven models")
	}
	c := synthetic(t, synth.Options{Takes: 25})
	f, err := c.Features(context.Background(), audio.DefaultConfig(), 20)
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
			t.Errorf("%s, never heard, scores %.3f and the others' held-out takes %.3f",
				s, unheard, others)
		}
	}
}
