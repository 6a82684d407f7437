package command

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"log"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"audiounlearning/audio"
	"audiounlearning/notebooks/internal/console"
)

// tone writes a WAV file of a sine with 16-bit samples and returns its path
// and the samples as a reader gets them back.
func tone(t *testing.T, name string, n, rate int) (path string, samples []float64) {
	t.Helper()
	samples = make([]float64, n)
	for i := range samples {
		samples[i] = 0.5 * math.Sin(2*math.Pi*440*float64(i)/float64(rate))
	}
	var wav bytes.Buffer
	if err := audio.WriteWAV(&wav, samples, rate); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, wav.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	samples, _, err := audio.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, samples
}

// features runs the command and parses what it prints.
func features(t *testing.T, args ...string) [][]string {
	t.Helper()
	var out bytes.Buffer
	if err := Dispatch(t.Context(), &out, append([]string{"mfcc"}, args...)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestMFCC compares the command with package audio, whose values are librosa's
// by its own tests. 4,000 samples make 1 + ⌊4000/512⌋ = 8 frames.
func TestMFCC(t *testing.T) {
	path, samples := tone(t, "a.wav", 4000, 8000)
	extractor, err := audio.NewExtractor(audio.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	want, err := extractor.MFCC(nil, samples)
	if err != nil {
		t.Fatal(err)
	}
	rows := features(t, path)
	if len(rows) != 1+20 || len(rows[0]) != 2+20 || rows[0][0] != "file" ||
		rows[0][1] != "coefficient" || rows[0][2] != "0" || rows[0][21] != "19" {
		t.Fatalf("got %d rows, header %q", len(rows), rows[0])
	}
	for c, row := range rows[1:] {
		if row[0] != path || row[1] != strconv.Itoa(c) {
			t.Errorf("row %d is of %s, coefficient %s", c, row[0], row[1])
		}
		for frame, cell := range row[2:] {
			got, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatal(err)
			}
			exact := 0.0 // filled up with zeros
			if frame < 8 {
				exact = want.At(c, frame)
			}
			if got != exact {
				t.Errorf("coefficient %d, frame %d: got %v, want %v", c, frame, got, exact)
			}
		}
	}
}

// TestMFCCFrames: 0 frames are all of each file, and rows of shorter files end
// in empty cells. At half the rate a file has half the samples.
func TestMFCCFrames(t *testing.T) {
	long, _ := tone(t, "long.wav", 4000, 8000)
	short, _ := tone(t, "short.wav", 2000, 4000) // resampled to 4,000 samples
	third, _ := tone(t, "third.wav", 600, 8000)  // 1 + ⌊600/512⌋ = 2 frames
	rows := features(t, "-frames", "0", "-n-mfcc", "3", long, short, third)
	if len(rows) != 1+3*3 || len(rows[0]) != 2+8 {
		t.Fatalf("got %d rows of %d columns, want 10 of 10", len(rows), len(rows[0]))
	}
	if rows[6][9] == "" || rows[9][3] == "" || rows[9][4] != "" {
		t.Errorf("resampled row ends in %q, the short file's third frame is %q", rows[6][9],
			rows[9][4])
	}
	if rows = features(t, "-frames", "2", "-sr", "4000", "-hop", "256", short); len(rows[1]) != 4 {
		t.Errorf("2 frames: got %d columns, want 4", len(rows[1]))
	}
}

// TestMFCCPreset: a library's settings are those of package audio, at its own
// rate or at the one that is given, and other flags change them wherever they
// stand.
func TestMFCCPreset(t *testing.T) {
	path, samples := tone(t, "a.wav", 4000, 8000)
	config := audio.Kaldi(8000)
	config.Coefficients = 20
	extractor, err := audio.NewExtractor(config)
	if err != nil {
		t.Fatal(err)
	}
	want, err := extractor.MFCC(nil, samples)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"-preset", "kaldi", "-sr", "8000", "-n-mfcc", "20"},
		{"-n-mfcc=20", "-sr=8000", "-preset=kaldi"},
	} {
		rows := features(t, append(args, "-frames", "0", path)...)
		// 1 + ⌊(4000 - 200)/80⌋ = 48 frames.
		if len(rows) != 1+20 || len(rows[0]) != 2+48 {
			t.Fatalf("%v: %d rows of %d columns", args, len(rows), len(rows[0]))
		}
		for c, row := range rows[1:] {
			if got := strconv.FormatFloat(want.At(c, 40), 'g', -1, 64); row[2+40] != got {
				t.Errorf("%v: coefficient %d is %s, want %s", args, c, row[2+40], got)
			}
		}
	}
	// At 16 kHz, Whisper's rate, they are 8,000 samples, of which 50 frames
	// begin each 160.
	if rows := features(t, "-preset", "whisper", "-frames", "0", path); len(rows) != 1+80 ||
		len(rows[0]) != 2+50 {
		t.Errorf("whisper: %d rows of %d columns, want 81 of 52", len(rows), len(rows[0]))
	}
	err = Dispatch(t.Context(), &bytes.Buffer{}, []string{"mfcc", "-preset", "sphinx", path})
	if err == nil || !strings.Contains(err.Error(), `preset "sphinx" is unknown; give librosa`) {
		t.Errorf("error %v for an unknown preset", err)
	}
}

// TestMFCCQuiet: the decoder's remark on FLAC files at 24 kHz is kept from the
// program's log, and nothing else is. If the decoder no longer makes it, this
// test fails, and console.Log can be removed.
func TestMFCCQuiet(t *testing.T) {
	defer log.SetOutput(os.Stderr)
	var plain, quiet bytes.Buffer
	log.SetOutput(&plain)
	const file = "../../../audio/testdata/files/rate24k.flac"
	if rows := features(t, "-frames", "0", file); len(rows) != 1+20 || plain.Len() == 0 {
		t.Errorf("%d rows; the decoder remarked %q", len(rows), plain.String())
	}
	log.SetOutput(console.Log(&quiet))
	features(t, file)
	log.Print("kept")
	if !strings.HasSuffix(quiet.String(), " kept\n") || strings.Count(quiet.String(), "\n") != 1 {
		t.Errorf("the log has %q", quiet.String())
	}
}

// TestMFCCNames: no file name begins a formula or controls a terminal.
func TestMFCCNames(t *testing.T) {
	path, _ := tone(t, "a.wav", 600, 8000)
	t.Chdir(filepath.Dir(path))
	for name, want := range map[string]string{
		"=cmd|' C calc'!A0.wav": "'=cmd|' C calc'!A0.wav",
		"+1.wav":                "'+1.wav",
		"@x.wav":                "'@x.wav",
		"\t=1.wav":              `"\t=1.wav"`,
		"a\x1b[2J.wav":          `"a\x1b[2J.wav"`,
		"a=b.wav":               "a=b.wav",
	} {
		if err := os.Link("a.wav", name); err != nil {
			t.Fatal(err)
		}
		if rows := features(t, "-frames", "1", name); rows[1][0] != want {
			t.Errorf("%q is printed as %q, want %q", name, rows[1][0], want)
		}
		err := Dispatch(t.Context(), &bytes.Buffer{}, []string{"mfcc", "-power", "1e308", name})
		if err == nil || !strings.Contains(err.Error(), "is +Inf") ||
			strings.ContainsAny(err.Error(), "\t\x1b") {
			t.Errorf("%q: error %v", name, err)
		}
	}
}

// TestMFCCStops: a file that never ends does not keep the command from ending.
func TestMFCCStops(t *testing.T) {
	path, _ := tone(t, "a.wav", 4000, 8000)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	err := Dispatch(ctx, &bytes.Buffer{}, []string{"mfcc", "-hop", "1", "-n-fft", "1048576", path})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want that it was stopped", err)
	}
}

// TestMFCCLimits: what would need gigabytes is refused in a sentence.
func TestMFCCLimits(t *testing.T) {
	path, _ := tone(t, "a.wav", 40000, 8000)
	for want, args := range map[string][]string{
		"frames is 1000000000: give 1 to 100000": {"-frames", "1000000000"},
		"give a product of at most 4194304":      {"-n-mels", "65536", "-n-mfcc", "65536"},
		"set a larger Hop (hop_length)":          {"-n-mels", "65536", "-n-mfcc", "20", "-hop", "1"},
	} {
		err := Dispatch(t.Context(), &bytes.Buffer{}, append(append([]string{"mfcc"}, args...), path))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want one with %q", args, err, want)
		}
	}
}

// TestMFCCAllOrNothing: one bad file, and nothing is printed.
func TestMFCCAllOrNothing(t *testing.T) {
	good, _ := tone(t, "good.wav", 4000, 8000)
	bad := filepath.Join(t.TempDir(), "bad.wav")
	if err := os.WriteFile(bad, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Dispatch(t.Context(), &out, []string{"mfcc", good, bad}); err == nil ||
		out.Len() > 0 {
		t.Errorf("got %v and printed %d bytes", err, out.Len())
	}
}
