package parity

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"audiounlearning/audio"
)

//go:embed mfcc_20x20.npy
var array []byte

//go:embed mfcc_20x20.files.txt
var list string

// Reference returns librosa's coefficients and the names of their recordings,
// in byte order. The value of recording i, coefficient c and frame t is
//
//	coefficients[(i·20 + c)·20 + t],
//
// Frames beyond a recording's end are 0. An error means that the program was
// built from damaged files.
func Reference() (names []string, coefficients []float64, err error) {
	names = strings.Fields(list)
	coefficients, err = floats(array, len(names)*audio.DefaultConfig().Coefficients*Frames)
	if err != nil {
		return nil, nil, fmt.Errorf("parity: mfcc_20x20.npy: %w; check the source out again", err)
	}
	return names, coefficients, nil
}

// floats reads the n numbers of a .npy file of version 1 in NumPy's format,
// which must be little-endian, of 32 bits and in C's order.
func floats(b []byte, n int) ([]float64, error) {
	const magic = "\x93NUMPY\x01\x00"
	if len(b) < 10 || string(b[:8]) != magic {
		return nil, fmt.Errorf("no .npy file of version 1")
	}
	header := 10 + int(binary.LittleEndian.Uint16(b[8:]))
	if len(b) != header+4*n || !strings.Contains(string(b[10:header]),
		"'<f4', 'fortran_order': False") {
		return nil, fmt.Errorf("no %d numbers of 32 bits in it", n)
	}
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(b[header+4*i:])))
	}
	return x, nil
}
