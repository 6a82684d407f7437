package corpus

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"audiounlearning/audio"
	"audiounlearning/audio/synth"
)

// TestOpenRepeated: a recording that is there twice is refused, by its name or
// by its bytes, and both files are named.
func TestOpenRepeated(t *testing.T) {
	good := []string{"0_a_0.wav", "1_a_0.wav", "0_b_0.wav", "1_b_0.wav"}
	for _, c := range []struct{ name, like, want string }{
		{"sub/0_a_0.wav", "", `sub/0_a_0.wav: recording is there twice: 0_a_0.wav is take 0 of "0"`},
		{"1_b_00.wav", "", `1_b_00.wav: recording is there twice: 1_b_0.wav is take 0 of "1" by "b" too`},
		{"1_b_7.wav", "0_a_0.wav", "1_b_7.wav: recording is there twice: 0_a_0.wav has the same " +
			"bytes"},
		{"sub/0_b_0.wav", "0_b_0.wav", "0_b_0.wav is take 0 of"},
	} {
		dir := writeWAVs(t, 8000, good...)
		b := encode(tone(100, 0.31), 8000)
		if c.like != "" {
			b = must(os.ReadFile(filepath.Join(dir, c.like)))
		}
		writeFile(t, filepath.Join(dir, filepath.FromSlash(c.name)), b)
		_, err := Open(t.Context(), dir, OpenOptions{})
		var bad *CorpusError
		if !errors.As(err, &bad) || !errors.Is(err, ErrRepeated) ||
			!strings.Contains(err.Error(), c.want) ||
			!strings.Contains(err.Error(), "; remove") || len(bad.Files) != 1 {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// TestSubset: a subset is what Open reads from a folder of just its files.
func TestSubset(t *testing.T) {
	dir := t.TempDir()
	whole := synthetic(t, synth.Options{Takes: 3, Labels: []string{"yes", "no", "3"}})
	some := whole.Subset(func(r Recording) bool {
		return r.Label != "no" && r.Speaker > "synth3" && r.Take < 2
	})
	if err := Write(dir, some); err != nil {
		t.Fatal(err)
	}
	read := must(Open(t.Context(), dir, OpenOptions{}))
	if some.Digest != read.Digest || !slices.Equal(some.Labels, read.Labels) ||
		!slices.Equal(some.Speakers, read.Speakers) {
		t.Errorf("%s of %q by %q, read back %s of %q by %q",
			some.Digest, some.Labels, some.Speakers, read.Digest, read.Labels, read.Speakers)
	}
	if !some.Synthetic || some.Name != whole.Name || len(some.Recordings) != 2*3*2 ||
		some.LabelIndex("yes") != 1 {
		t.Errorf("%d recordings of %q, synthetic %v", len(some.Recordings), some.Name,
			some.Synthetic)
	}
	if err := some.Complete(); err != nil {
		t.Error(err)
	}
	if all := whole.Subset(func(Recording) bool { return true }); all.Digest != whole.Digest {
		t.Errorf("all of it has the digest %s, not %s", all.Digest, whole.Digest)
	}
	none := whole.Subset(func(Recording) bool { return false })
	if err := none.Complete(); len(none.Recordings) != 0 || err == nil {
		t.Errorf("nothing is complete: error %v", err)
	}
}

func TestNewErrors(t *testing.T) {
	one := Recording{Label: "yes", Speaker: "ann", SampleRate: 8000, Samples: tone(100, 0.1)}
	with := func(change func(*Recording)) Recording { r := one; change(&r); return r }
	for _, c := range []struct {
		kind       error
		want       string
		recordings []Recording
	}{
		{ErrRepeated, "yes_ann_0.wav is take 0", []Recording{one, one}},
		{ErrRepeated, "same bytes", []Recording{one, with(func(r *Recording) { r.Take = 1 })}},
		{ErrName, "an underscore", []Recording{with(func(r *Recording) { r.Label = "a_b" })}},
		{ErrName, "a plus sign", []Recording{with(func(r *Recording) { r.Speaker = "ann+bob" })}},
		{ErrName, "a slash", []Recording{with(func(r *Recording) { r.Speaker = "../ann" })}},
		{ErrName, "a dot", []Recording{with(func(r *Recording) { r.Label = ".yes" })}},
		{ErrName, "be printed", []Recording{with(func(r *Recording) { r.Label = "\x1b[2J" })}},
		{ErrName, "be printed", []Recording{with(func(r *Recording) { r.Label = "\xff" })}},
		{ErrName, "is empty", []Recording{with(func(r *Recording) { r.Speaker = "" })}},
		{ErrName, "below 0", []Recording{with(func(r *Recording) { r.Take = -1 })}},
		{ErrName, `as label "yes"`, []Recording{with(func(r *Recording) { r.Name = "no_ann_0.wav" })}},
		{audio.ErrSample, "yes_ann_0.wav",
			[]Recording{with(func(r *Recording) { r.Samples = []float64{1, nan} })}},
	} {
		if _, err := New("mine", c.recordings); !errors.Is(err, c.kind) ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
	for _, name := range []string{"../yes_ann_0.wav", "/yes_ann_0.wav"} {
		c := must(New("mine", []Recording{with(func(r *Recording) { r.Name = name })}))
		if err := Write(t.TempDir(), c); err == nil || !strings.Contains(err.Error(), "leads out") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// TestNames: a file name says again what it was made of, and what no name can
// say is refused by both.
func TestNames(t *testing.T) {
	for _, c := range []struct{ label, speaker string }{
		{"yes", "ann"}, {"10", "01"}, {"ja nein", "zoë"}, {"c++", "a.b"}, {"-", "=1"},
	} {
		name := must(FileName(c.label, c.speaker, 12))
		label, speaker, take, err := ParseName("sub/" + name)
		if err != nil || label != c.label || speaker != c.speaker || take != 12 {
			t.Errorf("%s says %q by %q, take %d, error %v", name, label, speaker, take, err)
		}
	}
	for _, name := range []string{"yes_ann+bob_0.wav", "yes_a\x1bb_0.wav", "yes_ann_+1.wav",
		"yes_ann.wav", "a_b_c_0.wav"} {
		_, _, _, err := ParseName(name)
		if !errors.Is(err, ErrName) || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: error %v", name, err)
		}
	}
}
