package report

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"audiounlearning/audio"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/gomlx_model/study"
)

// ErrNoGolden is returned by Parity for a corpus that librosa's stored coefficients are not of.
var ErrNoGolden = errors.New("librosa's stored coefficients are of the Free Spoken Digit Dataset")

// ParityTable compares our coefficients with those that librosa made of some recordings of FSDD; audio/testdata/README.md says how.
func ParityTable(ctx context.Context, corpus *audio.Corpus) (Table, error) {
	if corpus.Digest != audio.FSDDDigest {
		return Table{}, fmt.Errorf("parity: %w; corpus %s is another", ErrNoGolden, corpus.Name)
	}
	root, err := setup.Root()
	if err != nil {
		return Table{}, err
	}
	golden := filepath.Join(root, "audio", "testdata", "fsdd", "mfcc_20x20")
	list, err := os.ReadFile(golden + ".files.txt")
	if err != nil {
		return Table{}, fmt.Errorf("parity: %w", err)
	}
	names := strings.Fields(string(list))
	want, err := readFloats(golden+".npy", len(names)*study.Frames*audio.DefaultConfig().Coefficients)
	if err != nil {
		return Table{}, fmt.Errorf("parity: %w", err)
	}
	some := &audio.Corpus{Name: corpus.Name}
	for _, name := range names {
		i := slices.IndexFunc(corpus.Recordings, func(r audio.Recording) bool { return r.Name == name })
		if i < 0 {
			return Table{}, fmt.Errorf("parity: corpus %s has no recording %s", corpus.Name, name)
		}
		some.Recordings = append(some.Recordings, corpus.Recordings[i])
	}
	ours, err := some.Features(ctx, audio.DefaultConfig(), study.Frames)
	if err != nil {
		return Table{}, err
	}
	worst, sum, largest := 0.0, 0.0, 0.0
	for i, x := range ours.X {
		d := math.Abs(float64(x) - want[i])
		worst, sum, largest = max(worst, d), sum+d, max(largest, math.Abs(want[i]))
	}
	return Table{
		Title:  "Our coefficients against librosa's",
		Header: []string{"Clips", "Coefficients compared", "Largest difference", "Mean difference", "Largest coefficient"},
		Rows: [][]string{{fmt.Sprint(len(names)), fmt.Sprint(len(want)), fmt.Sprintf("%.1g", worst), fmt.Sprintf("%.1g", sum/float64(len(want))),
			plain(largest, 1)}},
	}, nil
}

// readFloats reads a .npy file of version 1 with n little-endian float32.
func readFloats(path string, n int) ([]float64, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(b) < 10 || string(b[:6]) != "\x93NUMPY" {
		return nil, fmt.Errorf("%s is no .npy file", path)
	}
	header := 10 + int(binary.LittleEndian.Uint16(b[8:]))
	if len(b) != header+4*n || !strings.Contains(string(b[10:header]), "'<f4', 'fortran_order': False") {
		return nil, fmt.Errorf("%s does not hold %d numbers of 32 bits", path, n)
	}
	values := make([]float64, n)
	for i := range values {
		values[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(b[header+4*i:])))
	}
	return values, nil
}
