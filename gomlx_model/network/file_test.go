package network

import (
	"encoding/binary"
	"encoding/json"
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
	header := change(string(text))
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(out, header...), data[8+n:]...)
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
