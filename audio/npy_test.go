package audio

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// array is a C-ordered array as numpy.save writes it.
type array struct {
	shape []int
	data  []float64
}

var npyHeader = regexp.MustCompile(
	`'descr': '<f([48])', 'fortran_order': (False|True), 'shape': \(([^)]*)\)`)

// golden reads testdata/name, a .npy file of version 1 with little-endian
// floats.
func golden(t testing.TB, name string) array {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	a, err := parseNPY(b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return a
}

func parseNPY(b []byte) (a array, err error) {
	if len(b) < 10 || string(b[:6]) != "\x93NUMPY" {
		return a, fmt.Errorf("no .npy header")
	}
	size := int(binary.LittleEndian.Uint16(b[8:]))
	m := npyHeader.FindStringSubmatch(string(b[10 : 10+size]))
	if m == nil {
		return a, fmt.Errorf("header %q is not understood", b[10:10+size])
	}
	n := 1
	for s := range strings.SplitSeq(m[3], ",") {
		if s = strings.TrimSpace(s); s != "" {
			d, _ := strconv.Atoi(s)
			a.shape = append(a.shape, d)
			n *= d
		}
	}
	b = b[10+size:]
	a.data = make([]float64, n)
	for i := range a.data {
		if m[1] == "8" {
			a.data[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
		} else {
			a.data[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
		}
	}
	if m[2] == "True" {
		a = a.transposed()
	}
	return a, nil
}

// transposed turns a Fortran-ordered matrix into a C-ordered one.
func (a array) transposed() array {
	rows, cols := a.shape[0], a.shape[1]
	t := array{a.shape, make([]float64, len(a.data))}
	for i := range rows {
		for j := range cols {
			t.data[i*cols+j] = a.data[j*rows+i]
		}
	}
	return t
}
