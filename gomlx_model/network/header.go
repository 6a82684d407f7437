package network

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// splitFile returns the entries of the header by name, and the arrays' bytes.
func splitFile(data []byte) (header map[string]json.RawMessage, body []byte, err error) {
	if len(data) < 8 {
		return nil, nil, fmt.Errorf("a safetensors file has at least 8 bytes, this one %d",
			len(data))
	}
	n := binary.LittleEndian.Uint64(data)
	if n > maxHeader {
		return nil, nil, fmt.Errorf("the header has %d bytes, more than the %d that are read", n,
			maxHeader)
	}
	if n > uint64(len(data)-8) {
		return nil, nil, fmt.Errorf("the header should have %d bytes, but the file ends before", n)
	}
	text := data[8 : 8+n]
	if err := json.Unmarshal(text, &header); err != nil {
		return nil, nil, fmt.Errorf("the header is not JSON: %w", err)
	}
	// If a name occurs twice, package json silently keeps the last one.
	entries := json.NewDecoder(bytes.NewReader(text))
	seen := map[string]bool{}
	for _, err = entries.Token(); entries.More() && err == nil; {
		var name json.Token
		if name, err = entries.Token(); err != nil {
			break
		}
		if seen[name.(string)] {
			return nil, nil, fmt.Errorf("the header names %v twice", name)
		}
		seen[name.(string)] = true
		var skipped json.RawMessage
		err = entries.Decode(&skipped)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("the header is not JSON: %w", err)
	}
	return header, data[8+n:], nil
}

// decodeTensor reads the tensor that an entry of the header describes, and
// returns its first byte and the one after its last.
func decodeTensor(dst []float32, dims []int, raw json.RawMessage, body []byte) (place [2]int,
	err error) {
	if raw == nil {
		return place, fmt.Errorf("it is not in the file")
	}
	var e entry
	if err := json.Unmarshal(raw, &e); err != nil {
		return place, err
	}
	if e.DType != "F32" || !slices.Equal(e.Shape, dims) {
		return place, fmt.Errorf("it is %s %v, not F32 %v", e.DType, e.Shape, dims)
	}
	start, end := e.Offsets[0], e.Offsets[1]
	if start < 0 || end < start || end > len(body) || end-start != 4*len(dst) {
		return place, fmt.Errorf("its data at %d…%d do not fit", start, end)
	}
	for i := range dst {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(body[start+4*i:]))
	}
	return e.Offsets, nil
}

// checkApart returns an error if two tensors lie on the same data.
func checkApart(taken [][2]int) error {
	slices.SortFunc(taken, func(a, b [2]int) int { return a[0] - b[0] })
	for i := 1; i < len(taken); i++ {
		if taken[i][0] < taken[i-1][1] {
			return fmt.Errorf("two tensors lie on the same data, at %d…%d", taken[i][0],
				taken[i-1][1])
		}
	}
	return nil
}
