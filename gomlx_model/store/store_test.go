package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// small is a network whose files are small.
func small() network.Network {
	n := network.Default()
	n.Coefficients, n.Frames, n.Channels, n.Dense = 4, 4, []int{2}, []int{2}
	n.Dropout = []float64{0, 0}
	return n
}

// keyOf returns the i-th of made-up keys, which are spread as real ones are.
func keyOf(i int) string { return fmt.Sprintf("%02x%030x", i*97%256, i) }

// clips is how many clips the runs of these tests answer.
const clips = 12

// ended returns what a run of the key leaves behind that ended so.
func ended(key, status string) (*records.Result, network.Weights) {
	record := records.Record{Corpus: "c", Protocol: "P", Norm: "batch", Speaker: "ann", Seed: 1,
		Method: "base", Backend: "go", Set: "test", N: clips, Passes: 7, Status: status, Key: key}
	r := &records.Result{}
	if status == names.StatusOK {
		r.Trace = []records.TracePoint{{Phase: "train", Epoch: 1, Set: "training", F1: math.NaN(),
			Loss: 0.5}, {Phase: "train", Epoch: 1, Set: "test", F1: 0.25, Loss: 0.75}}
		r.Distances = []records.DistancePoint{{Phase: "start", Layer: "conv1", Kind: "weights",
			From: "gold", Distance: 0.125}}
		for i := range clips {
			r.Answers, r.Margins = append(r.Answers, int8(i%10)), append(r.Margins, float32(i)/4)
		}
	} else {
		nan := math.NaN()
		record.Accuracy, record.Precision, record.Recall, record.F1 = nan, nan, nan, nan
		record.Confidence, record.ConfidenceTrue, record.Loss = nan, nan, nan
	}
	r.Records = []records.Record{record}
	return r, network.NewWeights(small(), network.Stream(1, key, "weights", "", 0))
}

func open(t testing.TB, dir string, o Options) *Store {
	t.Helper()
	s, err := Open(dir, small(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// save stores a run of the key.
func save(t testing.TB, s *Store, key, status string) {
	t.Helper()
	r, w := ended(key, status)
	if err := s.Save(key, r, w); err != nil {
		t.Fatal(err)
	}
}

// What was saved comes back, from a folder that may only be read too, and a run
// that is there is not written again.
func TestSaveAndLoad(t *testing.T) {
	s := open(t, t.TempDir(), Options{Clips: clips})
	key := keyOf(1)
	if _, _, err := s.Load(key, nil); !errors.Is(err, fs.ErrNotExist) || s.Has(key) {
		t.Errorf("a run that is not there: %v", err)
	}
	save(t, s, key, names.StatusOK)
	want, w := ended(key, names.StatusOK)
	got, weights, err := s.Load(key, nil)
	if err != nil || !s.Has(key) || !reflect.DeepEqual(weights, w) {
		t.Fatalf("loaded: %v", err)
	}
	// NaN is unequal to itself, so they are compared as printed, with all
	// digits
	if g, w := fmt.Sprintf("%#v", *got), fmt.Sprintf("%#v", *want); g != w {
		t.Errorf("got  %s\nwant %s", g, w)
	}
	before, err := os.Stat(s.path(key))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Save(key, want, w); !errors.Is(err, ErrRepeated) {
		t.Errorf("saved again: %v, want ErrRepeated", err)
	}
	w.Learnt[0]++
	if err := s.Save(key, want, w); err == nil || errors.Is(err, ErrRepeated) ||
		!strings.Contains(err.Error(), "other bits") {
		t.Errorf("saved with other bits: %v", err)
	}
	if after, err := os.Stat(s.path(key)); err != nil || !os.SameFile(before, after) {
		t.Errorf("the first file did not stay: %v", err)
	}
}

// A run's file under another run's key is not taken for that run.
func TestRunUnderAnotherKey(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	a, b := keyOf(1), keyOf(2)
	save(t, s, a, names.StatusOK)
	if err := s.prepare(b); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(s.path(a))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{s.path(b), s.flatPath(b)} {
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
		checkSetAside(t, s, b, path, "the run with the key \""+a)
	}
	if _, _, err := s.Load(a, nil); err != nil {
		t.Errorf("the run itself: %v", err)
	}
}

// checkSetAside wants a run that is not believed to count as missing, and its
// file to be set aside with the reason.
func checkSetAside(t *testing.T, s *Store, key, path, why string) {
	t.Helper()
	var said []string
	_, _, err := s.Load(key, func(line string) { said = append(said, line) })
	if !errors.Is(err, fs.ErrNotExist) || len(said) != 1 || !strings.Contains(said[0], why) {
		t.Errorf("loaded with %v, said %q; want it set aside for %q", err, said, why)
		return
	}
	aside := strings.TrimSuffix(path, runSuffix) + ".damaged"
	if _, err := os.Stat(aside); err != nil || s.Has(key) {
		t.Errorf("%s: it was not set aside: %v", why, err)
	}
}

// Files with a checksum that holds, but that no run of ours leaves, are not
// believed; nor is a whole one without a checksum.
func TestUnbelievable(t *testing.T) {
	key := keyOf(3)
	for why, spoil := range map[string]func(*records.Result, *network.Weights){
		"answers to 3 clips, and the corpus has 12": func(r *records.Result, _ *network.Weights) {
			r.Answers, r.Margins = r.Answers[:3], r.Margins[:3]
		},
		"12 answers and 11 margins": func(r *records.Result, _ *network.Weights) {
			r.Margins = r.Margins[:11]
		},
		"not all finite": func(_ *records.Result, w *network.Weights) {
			w.Learnt[5] = float32(math.NaN())
		},
		"weights are not all finite": func(_ *records.Result, w *network.Weights) {
			w.Moving[1] = float32(math.Inf(1))
		},
		"no trace":  func(r *records.Result, _ *network.Weights) { r.Trace = nil },
		"answer 10": func(r *records.Result, _ *network.Weights) { r.Answers[0] = 10 },
		"answer -1": func(r *records.Result, _ *network.Weights) { r.Answers[0] = -1 },
		"margin 3 is no number": func(r *records.Result, _ *network.Weights) {
			r.Margins[2] = float32(math.NaN())
		},
		"point 2 of its trace": func(r *records.Result, _ *network.Weights) {
			r.Trace[1] = records.TracePoint{}
		},
		"no record": func(r *records.Result, _ *network.Weights) { r.Records = nil },
		"the key":   func(r *records.Result, _ *network.Weights) { r.Records[0].Key = keyOf(4) },
		"end as": func(r *records.Result, _ *network.Weights) {
			other, _ := ended(key, "failed@2")
			other.Records[0].Set = "validation"
			r.Records = append(r.Records, other.Records[0])
		},
	} {
		s := open(t, t.TempDir(), Options{Clips: clips})
		r, w := ended(key, names.StatusOK)
		spoil(r, &w)
		data, err := encode(r, w)
		if err != nil {
			t.Fatalf("%s: %v", why, err)
		}
		write(t, s, key, data)
		checkSetAside(t, s, key, s.path(key), why)
	}

	s := open(t, t.TempDir(), Options{Clips: clips})
	save(t, s, key, names.StatusOK)
	f, err := network.LoadFile(s.path(key), small())
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, key, withoutSum(t, f))
	checkSetAside(t, s, key, s.path(key), "no checksum")
	write(t, s, key, []byte("cut short"))
	checkSetAside(t, s, key, s.path(key), "damaged")
}

// write puts bytes at a run's place.
func write(t *testing.T, s *Store, key string, data []byte) {
	t.Helper()
	if err := s.prepare(key); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.path(key), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// withoutSum returns the bytes of a file, without its checksum.
func withoutSum(t *testing.T, f network.File) []byte {
	t.Helper()
	data, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	end := 8 + binary.LittleEndian.Uint64(data)
	header, body := data[8:end], data[end:]
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(header, &entries); err != nil {
		t.Fatal(err)
	}
	if entries["__metadata__"], err = json.Marshal(f.Notes); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(entries)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text, body)
}

// A run that failed is a result: it needs no answers, and it is noted by name.
func TestFailedRun(t *testing.T) {
	s := open(t, t.TempDir(), Options{Clips: clips})
	save(t, s, keyOf(1), names.StatusOK)
	save(t, s, keyOf(2), "failed@3")
	if r, _, err := s.Load(keyOf(2), nil); err != nil || r.Records[0].Status != "failed@3" {
		t.Errorf("the failed run: %v", err)
	}
	state, err := s.Look([]string{keyOf(1), keyOf(2), keyOf(3)})
	if err != nil || !reflect.DeepEqual(state.Failed, map[string]bool{keyOf(2): true}) ||
		!reflect.DeepEqual(state.Done, map[string]bool{keyOf(1): true, keyOf(2): true}) ||
		len(state.Leases) > 0 {
		t.Errorf("the store says %+v, %v", state, err)
	}
}

// A store of a newer program is refused in one sentence, and a key does not
// lead out of the folder.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	marker := filepath.Join(dir, markerFile)
	for text, want := range map[string]string{
		`{"version":3}`: "version 3, and this program knows version 2",
		`{`:             "cannot be read",
	} {
		if err := os.WriteFile(marker, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir, small(), Options{}); err == nil ||
			!strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want one line with %q", text, err, want)
		}
	}
	s := open(t, t.TempDir(), Options{})
	for _, key := range []string{"", "k", "../../x", "a/b"} {
		if _, err := s.Claim(key, "", 1); err == nil || !strings.Contains(err.Error(), "no key") {
			t.Errorf("key %q: %v", key, err)
		}
	}
}
