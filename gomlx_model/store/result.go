package store

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// resultNote is the name of the note that holds a run's result beside its
// weights.
const resultNote = "audiounlearning.result"

// stored is a Result in JSON: NaN, which JSON lacks, is null, and the arrays
// over all clips are packed.
type stored struct {
	Records   []byte                  `json:"records"` // CSV
	Trace     []storedPoint           `json:"trace"`
	Distances []records.DistancePoint `json:"distances"`
	Answers   string                  `json:"answers"` // base64 of one byte a clip
	Margins   string                  `json:"margins"` // base64 of a little-endian float32 a clip
}

type storedPoint struct {
	records.TracePoint
	F1 *float64 `json:"F1"`
}

// encode returns the bytes of a run's file, the same for the same run.
func encode(r *records.Result, w network.Weights) ([]byte, error) {
	note, err := encodeResult(r)
	if err != nil {
		return nil, err
	}
	return network.File{Weights: w, Notes: map[string]string{resultNote: note}}.Encode()
}

func encodeResult(r *records.Result) (string, error) {
	var csv bytes.Buffer
	if err := records.WriteRecords(&csv, r.Records); err != nil {
		return "", err
	}
	out := stored{Records: csv.Bytes(), Distances: r.Distances}
	for _, p := range r.Trace {
		q := storedPoint{TracePoint: p}
		if !math.IsNaN(p.F1) {
			q.F1 = &p.F1
		}
		out.Trace = append(out.Trace, q)
	}
	answers := make([]byte, len(r.Answers))
	for i, a := range r.Answers {
		answers[i] = byte(a)
	}
	margins := make([]byte, 0, 4*len(r.Margins))
	for _, m := range r.Margins {
		margins = binary.LittleEndian.AppendUint32(margins, math.Float32bits(m))
	}
	out.Answers = base64.StdEncoding.EncodeToString(answers)
	out.Margins = base64.StdEncoding.EncodeToString(margins)
	note, err := json.Marshal(out)
	return string(note), err
}

func decodeResult(note string) (*records.Result, error) {
	var in stored
	if err := json.Unmarshal([]byte(note), &in); err != nil {
		return nil, fmt.Errorf("the file holds no result: %w", err)
	}
	found, err := records.ReadRecords(bytes.NewReader(in.Records))
	if err != nil {
		return nil, err
	}
	r := &records.Result{Records: found, Distances: in.Distances}
	for i, q := range in.Trace {
		p := q.TracePoint
		if p.Phase == "" || p.Set == "" {
			return nil, fmt.Errorf("point %d of its trace names no phase or no set", i+1)
		}
		p.F1 = math.NaN()
		if q.F1 != nil {
			p.F1 = *q.F1
		}
		r.Trace = append(r.Trace, p)
	}
	answers, err1 := base64.StdEncoding.DecodeString(in.Answers)
	margins, err2 := base64.StdEncoding.DecodeString(in.Margins)
	if err := cmp.Or(err1, err2); err != nil {
		return nil, fmt.Errorf("its answers or margins are not base64: %w", err)
	}
	if len(margins)%4 != 0 {
		return nil, fmt.Errorf("its margins have %d bytes, which is not a multiple of 4",
			len(margins))
	}
	for _, a := range answers {
		r.Answers = append(r.Answers, int8(a))
	}
	for i := 0; i < len(margins); i += 4 {
		m := math.Float32frombits(binary.LittleEndian.Uint32(margins[i:]))
		if m != m {
			return nil, fmt.Errorf("margin %d is no number", i/4+1)
		}
		r.Margins = append(r.Margins, m)
	}
	return r, nil
}
