package network

import (
	"encoding/binary"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// reheaded returns a file whose header's text was changed, without our
// checksum.
func reheaded(t *testing.T, change func(header string) string) []byte {
	t.Helper()
	data, err := File{Weights: NewWeights(Default(), Stream(1, "", "weights", "", 0))}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	n := binary.LittleEndian.Uint64(data)
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(data[8:8+n], &entries); err != nil {
		t.Fatal(err)
	}
	delete(entries, "__metadata__")
	text, err := json.Marshal(entries)
	if err != nil {
		t.Fatal(err)
	}
	return rewritten(data, func(string) string { return change(string(text)) })
}

// Offsets that leave the file, run backwards or overflow, two tensors on the
// same data and a name that stands twice are errors, not panics and not
// guesses.
func TestFileOffsets(t *testing.T) {
	if _, err := Decode(reheaded(t, func(s string) string { return s }), Default()); err != nil {
		t.Fatalf("a file without our metadata: %v", err)
	}
	const place = `"conv1/bias":{"dtype":"F32","shape":[16],"data_offsets":[576,640]}`
	const other = `"norm1/scale":{"dtype":"F32","shape":[16],"data_offsets":[640,704]}`
	for with, want := range map[string]string{
		strings.Replace(place, "[576,640]", "[-64,0]",
			1): "do not fit",
		strings.Replace(place, "[576,640]", "[640,576]",
			1): "do not fit",
		strings.Replace(place, "[576,640]", "[9223372036854775807,-9223372036854775745]",
			1): "do not fit",
		strings.Replace(place, "[576,640]", "[9223372036854775744,9223372036854775807]",
			1): "do not fit",
		strings.Replace(place, "[576,640]", "[640,704]",
			1): "on the same data",
		strings.Replace(place, "[576,640]", "[580,644]",
			1): "on the same data",
		place + "," + place:                        "names conv1/bias twice",
		strings.Replace(place, "[16]", "[4,4]", 1): "not F32 [16]",
		other: "names norm1/scale twice",
		strings.Replace(place, "conv1", "conv9", 1): "conv1/bias: it is not in the file",
	} {
		data := reheaded(t, func(s string) string {
			if !strings.Contains(s, place) || !strings.Contains(s, other) {
				t.Fatalf("the header has changed: %s", s)
			}
			return strings.Replace(s, place, with, 1)
		})
		if _, err := Decode(data, Default()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("with %s: error %v, want one with %q", with, err, want)
		}
	}
}

// The checksum leaves out the places of the tensors, so a file with a checksum
// is refused if two tensors of one shape have changed places, if another is
// added, or if it is of another format.
func TestFileHeaderChanged(t *testing.T) {
	w := NewWeights(Default(), Stream(1, "", "weights", "", 0))
	w.Mean = slices.Repeat([]float32{1}, w.Network.Coefficients)
	w.Deviation = w.Mean
	data, err := File{Weights: w}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ want, from, to string }{
		{"tensor norm1/scale: its data begin at", "norm1/scale", "norm1/offset"},
		{"tensor norm1/moving_mean: its data begin at", "norm1/moving_mean", "norm1/moving_variance"},
		{"tensor input/mean: its data begin at", "input/mean", "input/deviation"},
		{"more than", "input/", "INPUT/"},
		{"more than", `"__metadata__":`, `"a":0,"__metadata__":`},
		{"the format", `.format":"1"`, `.format":"2"`},
	} {
		changed := rewritten(data, func(header string) string {
			return strings.NewReplacer(c.from, c.to, c.to, c.from).Replace(header)
		})
		if _, err := Decode(changed, w.Network); err == nil ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("with %s for %s: error %v, want one with %q", c.to, c.from, err, c.want)
		}
	}
	if _, err := Decode(data, w.Network); err != nil {
		t.Errorf("the file itself: %v", err)
	}
}

// rewritten returns a file with the text of its header changed.
func rewritten(data []byte, change func(header string) string) []byte {
	n := binary.LittleEndian.Uint64(data)
	header := change(string(data[8 : 8+n]))
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(out, header...), data[8+n:]...)
}
