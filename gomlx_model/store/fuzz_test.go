package store

import (
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
)

// FuzzStored checks that whatever is believed of the note in a run's file comes
// back as it was when it is written again.
func FuzzStored(f *testing.F) {
	for _, status := range []string{names.StatusOK, "failed@3"} {
		r, _ := ended(keyOf(1), status)
		note, err := encodeResult(r)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(note))
	}
	f.Add([]byte(`{"trace":[null],"answers":"AA==","margins":"AAAA"}`))
	s := &Store{network: small(), options: Options{Clips: clips}}
	f.Fuzz(func(t *testing.T, note []byte) {
		r, err := decodeResult(string(note))
		if err != nil {
			return
		}
		_, w := ended(keyOf(1), names.StatusOK)
		if s.check(r, w, keyOf(1)) != nil {
			return
		}
		once, err := encodeResult(r)
		if err != nil {
			t.Fatalf("believed but cannot be written: %v", err)
		}
		again, err := decodeResult(once)
		if err != nil {
			t.Fatalf("written but cannot be read: %v", err)
		}
		if twice, err := encodeResult(again); err != nil || twice != once {
			t.Fatalf("a second round trip differs (%v)", err)
		}
	})
}

// FuzzRunFile checks that a file that is believed to be a run is one that this
// program would write.
func FuzzRunFile(f *testing.F) {
	s := &Store{network: small(), options: Options{Clips: clips}}
	r, w := ended(keyOf(1), names.StatusOK)
	data, err := encode(r, w)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:100])
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := network.Decode(data, small())
		if err != nil || !file.Summed {
			return
		}
		r, err := decodeResult(file.Notes[resultNote])
		if err != nil || s.check(r, file.Weights, keyOf(1)) != nil {
			return
		}
		again, err := encode(r, file.Weights)
		if err != nil {
			t.Fatalf("believed but cannot be written: %v", err)
		}
		if f, err := network.Decode(again, small()); err != nil || !f.Summed {
			t.Fatalf("written but cannot be read: %v", err)
		}
	})
}
