package network

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"

	"github.com/google/renameio/v2/maybe"
)

// A File is what a checkpoint holds: weights, and text about them by name.
//
// On disk it is a safetensors file
// (https://github.com/huggingface/safetensors#format): eight bytes with the
// length of the header, the header in JSON, the arrays in little-endian order.
// The weights have their names ("conv1/kernel"). The numbers that standardise
// the features, if any, are "input/mean" and "input/deviation". The notes are
// in the header's metadata, with a checksum over them and the arrays.
type File struct {
	Weights Weights
	Notes   map[string]string

	// Summed reports that the file that was read carried our checksum. A file
	// that does not match its checksum is not read at all.
	Summed bool
}

// The notes that all our files carry in their metadata.
const (
	formatNote   = "audiounlearning.format"
	checksumNote = "audiounlearning.sha256"
	formatNow    = "1"
)

// The names of what standardises the features.
const (
	meanName      = "input/mean"
	deviationName = "input/deviation"
)

// maxHeader bounds the memory that a damaged length can make us allocate.
// Safetensors allows 100 MB; our headers have kilobytes, besides the notes of a
// run.
const maxHeader = 100 << 20

// maxBody bounds the arrays of a file: those of the largest network, and as
// much again for arrays that another program adds.
const maxBody = 2 * 4 * maxWeights

type entry struct {
	DType   string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"` // in bytes, from the end of the header
}

// Encode returns the file's bytes, the same for the same content.
func (f File) Encode() ([]byte, error) {
	if err := f.Weights.Check(f.Weights.Network); err != nil {
		return nil, err
	}
	header := map[string]any{}
	body := make([]byte, 0, 4*(len(f.Weights.Learnt)+len(f.Weights.Moving)))
	add := func(name string, dims []int, values []float32) {
		start := len(body)
		for _, x := range values {
			body = binary.LittleEndian.AppendUint32(body, math.Float32bits(x))
		}
		header[name] = entry{"F32", dims, [2]int{start, len(body)}}
	}
	for _, t := range f.Weights.Network.Tensors() {
		add(t.Name(), t.Dims, f.Weights.Of(t))
	}
	if n := len(f.Weights.Mean); n > 0 {
		add(meanName, []int{n}, f.Weights.Mean)
		add(deviationName, []int{n}, f.Weights.Deviation)
	}
	notes := map[string]string{formatNote: formatNow}
	for name, text := range f.Notes {
		notes[name] = text
	}
	notes[checksumNote] = checksum(notes, body)
	header["__metadata__"] = notes
	encoded, err := json.Marshal(header) // sorts the names
	if err != nil {
		return nil, err
	}
	for len(encoded)%8 != 0 {
		encoded = append(encoded, ' ') // the format asks for an aligned body
	}
	out := binary.LittleEndian.AppendUint64(make([]byte, 0, 8+len(encoded)+len(body)),
		uint64(len(encoded)))
	return append(append(out, encoded...), body...), nil
}

// Decode reads the bytes of a file with the tensors of the network n. It is an
// error if a tensor is missing, named twice, of another shape or on another's
// bytes, or if the format is not ours. A file with our checksum must match it,
// and its tensors must lie where Encode puts them, because the checksum leaves
// out their places. A file without our checksum (written by another program) is
// accepted.
func Decode(data []byte, n Network) (File, error) {
	header, body, err := splitFile(data)
	if err != nil {
		return File{}, err
	}
	f := File{Weights: zeroWeights(n)}
	if raw, ok := header["__metadata__"]; ok {
		if err := json.Unmarshal(raw, &f.Notes); err != nil {
			return File{}, fmt.Errorf("the metadata are not text by name: %w", err)
		}
	}
	if format, ok := f.Notes[formatNote]; ok && format != formatNow {
		return File{}, fmt.Errorf("the file has the format %.40q, and this program knows %q: use "+
			"the program that wrote it", format, formatNow)
	}
	if sum, ok := f.Notes[checksumNote]; ok {
		delete(f.Notes, checksumNote)
		if sum != checksum(f.Notes, body) {
			return File{}, fmt.Errorf("the checksum does not match: the file is damaged")
		}
		delete(f.Notes, formatNote)
		f.Summed = true
	}
	var taken [][2]int
	end := 0 // of the last tensor
	read := func(name string, dims []int, dst []float32) error {
		place, err := decodeTensor(dst, dims, header[name], body)
		if err == nil && f.Summed && place[0] != end {
			err = fmt.Errorf("its data begin at %d, and this program writes them at %d: the "+
				"header was changed", place[0], end)
		}
		if err != nil {
			return fmt.Errorf("tensor %s: %w", name, err)
		}
		taken, end = append(taken, place), place[1]
		return nil
	}
	for _, t := range n.Tensors() {
		if err := read(t.Name(), t.Dims, f.Weights.Of(t)); err != nil {
			return File{}, err
		}
	}
	if header[meanName] != nil || header[deviationName] != nil {
		dims, w := []int{n.Coefficients}, &f.Weights
		w.Mean, w.Deviation = make([]float32, n.Coefficients), make([]float32, n.Coefficients)
		if err := cmp.Or(read(meanName, dims, w.Mean),
			read(deviationName, dims, w.Deviation), w.checkStandard(n)); err != nil {
			return File{}, err
		}
	}
	if f.Summed && (len(header) != len(taken)+1 || len(body) != end) { // the notes have a name too
		return File{}, fmt.Errorf("it holds more than the %d tensors in %d bytes that this "+
			"program writes: the header was changed", len(taken), end)
	}
	if err := checkApart(taken); err != nil {
		return File{}, err
	}
	return f, nil
}

// checksum covers the notes, in the order of their names, and the body.
func checksum(notes map[string]string, body []byte) string {
	h := sha256.New()
	encoded, _ := json.Marshal(notes) // text by name always encodes, sorted
	h.Write(encoded)
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// Save writes the file whole or not at all: to a temporary file, synced, then
// renamed.
func (f File) Save(path string) error {
	data, err := f.Encode()
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := maybe.WriteFile(path, data, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// LoadFile reads a file that Save wrote, or any safetensors file with the
// network's tensors. It reads no more than such a file can have.
func LoadFile(path string, n Network) (File, error) {
	data, err := readBounded(path, 8+maxHeader+maxBody)
	if err != nil {
		return File{}, err
	}
	f, err := Decode(data, n)
	if err != nil {
		return File{}, fmt.Errorf("read %s: %w", path, err)
	}
	return f, nil
}

// readBounded reads a regular file of at most that many bytes: a pipe might
// never end, and a sparse file can be larger than memory.
func readBounded(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("read %s: it is no regular file; remove it", path)
	}
	if info.Size() > most {
		return nil, fmt.Errorf("read %s: it has %d bytes, and a file of weights at most %d; "+
			"remove it", path, info.Size(), most)
	}
	return os.ReadFile(path)
}
