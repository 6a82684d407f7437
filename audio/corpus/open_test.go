package corpus

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"audiounlearning/audio"
	"audiounlearning/audio/synth"
)

func TestOpen(t *testing.T) {
	dir := writeWAVs(t, 8000, "1_b_0.wav", "0_a_10.wav", "0_b_2.WAV", "1_a_0.wav")
	writeFile(t, filepath.Join(dir, "README.md"), []byte("hello"))
	writeFile(t, filepath.Join(dir, "._1_b_0.wav"), []byte("what macOS leaves behind"))
	writeFile(t, filepath.Join(dir, ".git", "0_a_1.wav"), []byte("hidden"))
	calls := 0
	c, err := Open(t.Context(), dir, OpenOptions{Progress: func(done, total int) {
		if calls++; done != calls || total != 4 {
			t.Errorf("progress %d of %d at call %d", done, total, calls)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	sum := sha256.New()
	for _, r := range c.Recordings {
		names = append(names, r.Name)
		fmt.Fprintf(sum, "%x  %s\n", sha256.Sum256(must(os.ReadFile(filepath.Join(dir, r.Name)))),
			r.Name)
	}
	want := strings.Fields("0_a_10.wav 0_b_2.WAV 1_a_0.wav 1_b_0.wav")
	if !slices.Equal(names, want) || calls != 4 {
		t.Errorf("names %q after %d calls, want %q", names, calls, want)
	}
	if want := fmt.Sprintf("%x", sum.Sum(nil)); c.Digest != want {
		t.Errorf("digest %s, want %s", c.Digest, want)
	}
	if r := c.Recordings[0]; r.Label != "0" || r.Speaker != "a" || r.Take != 10 ||
		r.SampleRate != 8000 || len(r.Samples) != 100 {
		t.Errorf("%+v", r)
	}
	if err := c.Complete(); err != nil {
		t.Error(err)
	}
}

// TestOpenKinds: whatever audio.Read reads is a recording, by the end of its
// name; which kind it is, its bytes say. libsndfile wrote the same samples into
// each file but the Ogg Vorbis one (../testdata).
func TestOpenKinds(t *testing.T) {
	dir := t.TempDir()
	for name, file := range map[string]string{
		"0_a_0.wav": "files/mono.wav", "0_a_1.flac": "files/mono.flac", "0_a_2.W64": "files/mono.w64",
		"0_a_3.rf64": "files/mono.rf64", "1_a_0.ogg": "vorbis/mono.ogg", "1_a_1.oga": "vorbis/stereo.ogg",
		"1_a_2.wav": "files/stereo24.flac", "1_a_3.mp3": "files/mono.wav", "notes.txt": "files.py",
	} {
		writeFile(t, filepath.Join(dir, name), must(os.ReadFile(filepath.Join("../testdata", file))))
	}
	c := must(Open(t.Context(), dir, OpenOptions{}))
	var names []string
	for _, r := range c.Recordings {
		names = append(names, r.Name)
		if r.Label == "0" && !slices.Equal(r.Samples, c.Recordings[0].Samples) {
			t.Errorf("%s has other samples", r.Name)
		}
		if want := sha256.Sum256(must(os.ReadFile(filepath.Join(dir, r.Name)))); r.Sum != want {
			t.Errorf("%s has the sum %x, want %x", r.Name, r.Sum, want)
		}
	}
	want := strings.Fields("0_a_0.wav 0_a_1.flac 0_a_2.W64 0_a_3.rf64 1_a_0.ogg 1_a_1.oga 1_a_2.wav")
	if !slices.Equal(names, want) {
		t.Fatalf("names %q, want %q", names, want)
	}
	if r := c.Recordings[5]; r.SampleRate != 32000 || len(r.Samples) != len(c.Recordings[4].Samples) {
		t.Errorf("%s has %d samples at %d Hz", r.Name, len(r.Samples), r.SampleRate)
	}
	// They are written as WAV files, and called so.
	copied := t.TempDir()
	whole := c.Subset(func(r Recording) bool { return r.Label == "0" })
	if err := Write(copied, whole.Subset(func(r Recording) bool { return r.Take == 1 })); err != nil {
		t.Fatal(err)
	}
	again := must(Open(t.Context(), copied, OpenOptions{}))
	if r := again.Recordings[0]; r.Name != "0_a_1.wav" ||
		!slices.Equal(r.Samples, c.Recordings[0].Samples) {
		t.Errorf("%s came back with %d samples", r.Name, len(r.Samples))
	}
	// The same take in two kinds of file is there twice.
	writeFile(t, filepath.Join(dir, "1_a_0.flac"), must(os.ReadFile("../testdata/files/rate24k.flac")))
	if _, err := Open(t.Context(), dir, OpenOptions{}); !errors.Is(err, ErrRepeated) ||
		!strings.Contains(err.Error(), `1_a_0.ogg: recording is there twice: 1_a_0.flac is take 0`) {
		t.Errorf("error %v", err)
	}
}

// TestOpenAudioMNIST reads files of AudioMNIST's shape: a folder a speaker,
// named by numbers, at 48 kHz.
func TestOpenAudioMNIST(t *testing.T) {
	var names []string
	for _, speaker := range []string{"01", "02", "60"} {
		for digit := range 10 {
			names = append(names, fmt.Sprintf("data/%s/%d_%s_0.wav", speaker, digit, speaker),
				fmt.Sprintf("data/%s/%d_%s_49.wav", speaker, digit, speaker))
		}
	}
	dir := writeWAVs(t, 48000, names...)
	writeFile(t, filepath.Join(dir, "data", "audioMNIST_meta.txt"), []byte("{}"))
	c, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Recordings) != 60 || len(c.Labels) != 10 ||
		!slices.Equal(c.Speakers, []string{"01", "02", "60"}) ||
		c.Recordings[0].Name != "data/01/0_01_0.wav" {
		t.Errorf("%d recordings of %q by %q, the first %s", len(c.Recordings), c.Labels, c.Speakers,
			c.Recordings[0].Name)
	}
	f, err := c.Features(t.Context(), audio.DefaultConfig(), 4)
	if err != nil {
		t.Fatal(err)
	}
	// 100 samples at 48 kHz are 17 at 8 kHz: one frame, the other three zero.
	for i, x := range f.X {
		if zero := i%4 != 0; zero != (x == 0) {
			t.Fatalf("value %d is %v", i, x)
		}
	}
}

// TestOpenBadFiles: all bad files are reported at once, in order, each with
// its own reason.
func TestOpenBadFiles(t *testing.T) {
	dir := writeWAVs(t, 8000, "0_a_0.wav", "1_a_0.wav")
	for name, b := range map[string][]byte{
		"0_a_1.wav":  nil,
		"0_a_2.wav":  []byte("hello, this is no sound"),
		"hello.wav":  encode(tone(9, 0.1), 8000),
		"0_a_x.wav":  encode(tone(9, 0.1), 8000),
		"0__1.wav":   encode(tone(9, 0.1), 8000),
		"0_a_-1.wav": encode(tone(9, 0.1), 8000),
		"1_a_1.wav":  encode(tone(9, 0.1), 8000)[:50],
	} {
		writeFile(t, filepath.Join(dir, name), b)
	}
	c, err := Open(t.Context(), dir, OpenOptions{})
	var bad *CorpusError
	if c != nil || !errors.As(err, &bad) {
		t.Fatalf("error %v", err)
	}
	if bad.Total != 9 || len(bad.Files) != 7 {
		t.Errorf("%d of %d files are bad, want 7 of 9", len(bad.Files), bad.Total)
	}
	for _, kind := range []error{audio.ErrEmpty, audio.ErrFormat, ErrName, audio.ErrTruncated} {
		if !errors.Is(err, kind) {
			t.Errorf("%q is not among the errors", kind)
		}
	}
	at := -1
	for _, want := range []string{
		"7 of 9 files", "0__1.wav: name", "0_a_-1.wav: name", "0_a_1.wav: the file is empty",
		"0_a_2.wav: not a WAV", "0_a_x.wav: name", "1_a_1.wav: the header promises",
		"hello.wav: name",
	} {
		i := strings.Index(err.Error(), want)
		if i <= at {
			t.Errorf("%q is missing or out of order in: %v", want, err)
		}
		at = i
	}
	many := &CorpusError{Dir: "d", Total: 300, Files: slices.Repeat([]error{ErrName}, 30)}
	if text := many.Error(); strings.Count(text, "\n") != 21 ||
		!strings.HasSuffix(text, "and 10 more") {
		t.Errorf("30 errors read %s", text)
	}
}

func TestOpenErrors(t *testing.T) {
	empty := t.TempDir()
	file := filepath.Join(empty, "0_a_0.wav.txt")
	writeFile(t, file, nil)
	for dir, want := range map[string]string{
		filepath.Join(empty, "none"): "no such file",
		file:                         "it is a file",
		empty:                        "no sound file in it",
	} {
		if _, err := Open(t.Context(), dir, OpenOptions{}); err == nil ||
			!strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), dir) {
			t.Errorf("error %v, want one with %q and the folder", err, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Open(ctx, writeWAVs(t, 8000, "0_a_0.wav"), OpenOptions{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it was cancelled", err)
	}
}

// TestFindForced: a folder is used as it is, and has to be complete; a wrong
// folder in FSDD_DIR is an error, not a reason for another corpus.
func TestFindForced(t *testing.T) {
	whole := writeWAVs(t, 8000, "0_a_0.wav", "1_a_0.wav", "0_b_0.wav", "1_b_0.wav")
	if c, err := Find(t.Context(), whole, FindOptions{}); err != nil || c.Name != whole ||
		c.Synthetic {
		t.Errorf("%+v, error %v", c, err)
	}
	for want, names := range map[string][]string{
		`no recording of "1" by "b"`: {"0_a_0.wav", "1_a_0.wav", "0_b_0.wav"},
		"2 labels and 1 speakers":    {"0_a_0.wav", "1_a_0.wav"},
	} {
		dir := writeWAVs(t, 8000, names...)
		if c, err := Find(t.Context(), dir, FindOptions{}); c != nil || err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	t.Setenv(FSDDEnv, whole)
	for _, source := range []string{"", "fsdd"} {
		if _, err := Find(t.Context(), source, FindOptions{}); !errors.Is(err, ErrDigest) ||
			!strings.Contains(err.Error(), whole) {
			t.Errorf("error %v, want that the digest of %s does not match", err, whole)
		}
	}
	if c, err := Find(t.Context(), "synthetic", FindOptions{}); err != nil || !c.Synthetic ||
		c.Reason != "" {
		t.Errorf("the synthetic corpus, forced: error %v", err)
	}
}

func TestFeaturesErrors(t *testing.T) {
	c := synthetic(t, synth.Options{Seed: 1, Takes: 1})
	if _, err := c.Features(t.Context(), audio.DefaultConfig(), 0); err == nil ||
		!strings.Contains(err.Error(), "0 frames") {
		t.Errorf("error %v for 0 frames", err)
	}
	if _, err := c.Features(t.Context(), audio.Config{}, 20); err == nil ||
		!strings.Contains(err.Error(), "SampleRate") {
		t.Errorf("error %v for the zero Config", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Features(ctx, audio.DefaultConfig(), 20); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it was cancelled", err)
	}
	c.Recordings[7].SampleRate = 1
	if _, err := c.Features(t.Context(), audio.DefaultConfig(), 20); err == nil ||
		!strings.Contains(err.Error(), c.Recordings[7].Name) {
		t.Errorf("error %v does not name the recording at 1 Hz", err)
	}
	c.Recordings[7].SampleRate = 8000
	c.Recordings[9].Samples = nil
	if _, err := c.Features(t.Context(), audio.DefaultConfig(), 20); err == nil ||
		!strings.Contains(err.Error(), c.Recordings[9].Name) {
		t.Errorf("error %v does not name the recording without samples", err)
	}
}

// TestOpenMemory: what is allocated to open a corpus is what its files hold:
// their bytes, once, and eight a sample, and at most 64 KiB a file besides;
// five times the bytes of 16-bit files, of which the samples are four.
func TestOpenMemory(t *testing.T) {
	const files, samples = 8, 100_000
	var made []Recording
	for take := range files {
		r := Recording{Label: "a", Speaker: "b", Take: take, SampleRate: 8000,
			Samples: make([]float64, samples)}
		r.Samples[take] = 0.5
		made = append(made, r)
	}
	dir := filepath.Join(t.TempDir(), "c")
	if err := Write(dir, must(New("c", made))); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c := must(Open(t.Context(), dir, OpenOptions{}))
	runtime.ReadMemStats(&after)
	const held = files * samples * (2 + 8)
	if got := after.TotalAlloc - before.TotalAlloc; got > held+files<<16 {
		t.Errorf("%d bytes are allocated for %d recordings that take %d", got, len(c.Recordings), held)
	}
}
