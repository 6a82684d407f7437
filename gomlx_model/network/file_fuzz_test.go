package network

import (
	"bytes"
	"testing"
)

// tiny is the smallest network, so that the fuzzer's files are small.
func tiny() Network {
	return Network{Coefficients: 2, Frames: 2, Channels: []int{1}, Dense: []int{1},
		Dropout: []float64{0, 0}, Classes: 2, Norm: BatchNorm}
}

// FuzzDecode checks that whatever is read as a file of weights can be written,
// carries our checksum then, and reads back as the same weights and notes.
func FuzzDecode(f *testing.F) {
	weights := NewWeights(tiny(), Stream(1, "", "weights", "", 0))
	plain, err := File{Weights: weights, Notes: map[string]string{"a": "b"}}.Encode()
	if err != nil {
		f.Fatal(err)
	}
	weights.Mean, weights.Deviation = []float32{0, 1}, []float32{1, 2}
	standard, err := File{Weights: weights}.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(plain)
	f.Add(standard)
	f.Add(bytes.Replace(plain, []byte("audiounlearning.sha256"), []byte("audiounlearning.SHA256"), 1))
	f.Add([]byte("\x02\x00\x00\x00\x00\x00\x00\x00{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Decode(data, tiny())
		if err != nil {
			return
		}
		once, err := file.Encode()
		if err != nil {
			t.Fatalf("read but cannot be written: %v", err)
		}
		again, err := Decode(once, tiny())
		if err != nil || !again.Summed {
			t.Fatalf("written but not read: %v", err)
		}
		if twice, err := again.Encode(); err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("a second round trip differs (%v)", err)
		}
	})
}
