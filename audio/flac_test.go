package audio

import (
	"bytes"
	"errors"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestReadFLACBroken: each broken FLAC file gives one sentence of its kind, and
// no memory is allocated for what its headers only claim.
func TestReadFLACBroken(t *testing.T) {
	good := must(os.ReadFile("testdata/files/mono.flac"))
	at := func(i int, b ...byte) []byte {
		c := slices.Clone(good)
		copy(c[i:], b)
		return c
	}
	for _, c := range []struct {
		name string
		file []byte
		kind error
		want string
	}{
		// Type 4 is a comment, whose count of entries follows its first text.
		{"a comment first", at(4, 4, 0, 0, 34, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff), ErrFormat,
			"does not begin with the stream's information"},
		{"a picture of 16 MB", at(42, 6, 0xff, 0xff, 0xff), ErrFormat, "is damaged"},
		// Bytes 18 to 20 hold 20 bits of rate, 3 of channels and 5 of bits.
		{"no rate", at(18, 0, 0, 0), ErrFormat, "is damaged"},
		{"a wild rate", at(18, 0xff, 0xff, 0xff), ErrFormat, "sample rate of 1048575 Hz"},
		{"32 bits", at(20, 0x01, 0xf0), ErrEncoding, "FLAC of 32 bits"},
		{"a flipped bit", at(len(good)-20, good[len(good)-20]^1), ErrFormat, "is damaged"},
		{"more samples than there are", at(22, 0xff), ErrTruncated, "promises "},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, _, err := Read(bytes.NewReader(c.file))
			runtime.ReadMemStats(&after)
			if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.want) ||
				!strings.Contains(err.Error(), "; ") {
				t.Errorf("error %v; want one of kind %q with %q", err, c.kind, c.want)
			}
			if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 1<<20 {
				t.Errorf("%d bytes allocated for a file of %d", allocated, len(c.file))
			}
		})
	}
}
