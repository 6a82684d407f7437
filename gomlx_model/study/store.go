package study

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"

	"github.com/gofrs/flock"
)

// A Store keeps finished runs, one file each, named by the run's key. A file is
// written whole or not at all, so a run that is there is finished; several
// processes may use one store at once.
type Store struct {
	dir     string
	network network.Network // of the weights in the files
}

// OpenStore opens the store of runs of one network, and makes its folder where
// it is missing.
func OpenStore(dir string, network network.Network) (*Store, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("store of finished runs: %w (name another folder with -store)", err)
	}
	return &Store{dir, network}, nil
}

// Dir returns the store's folder.
func (s *Store) Dir() string { return s.dir }

func (s *Store) path(key string) string { return Path(s.dir, key) }

// Path returns the file of a run in a store's folder: a safetensors file with
// its weights.
func Path(folder, key string) string { return filepath.Join(folder, key+".safetensors") }

// resultNote is the name under which a run's result stands beside its weights.
const resultNote = "audiounlearning.result"

// stored is Result as JSON holds it: NaN, which JSON lacks, as null, and the
// arrays of all clips packed.
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

// Has reports whether the run is finished, without reading it.
func (s *Store) Has(key string) bool {
	_, err := os.Stat(s.path(key))
	return err == nil
}

// Load returns a finished run and its weights, or fs.ErrNotExist. A damaged
// file is set aside as KEY.damaged, reported through log, and counts as
// missing.
func (s *Store) Load(key string, log func(string)) (*records.Result, network.Weights, error) {
	f, err := network.LoadFile(s.path(key), s.network)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, network.Weights{}, fs.ErrNotExist
	}
	var result *records.Result
	if err == nil {
		result, err = decodeResult(f.Notes[resultNote])
	}
	if err == nil {
		return result, f.Weights, nil
	}
	aside := filepath.Join(s.dir, key+".damaged")
	if e := os.Rename(s.path(key), aside); e != nil {
		return nil, network.Weights{}, fmt.Errorf("%w (and it cannot be set aside: %v)", err, e)
	}
	log(fmt.Sprintf("set a damaged result aside as %s and train it again: %v", aside, err))
	return nil, network.Weights{}, fs.ErrNotExist
}

// Save stores a finished run.
func (s *Store) Save(key string, r *records.Result, w network.Weights) error {
	note, err := encodeResult(r)
	if err != nil {
		return err
	}
	f := network.File{Weights: w, Notes: map[string]string{resultNote: note}}
	if err := f.Save(s.path(key)); err != nil {
		return fmt.Errorf("store of finished runs: %w (nothing that was finished is lost; free "+
			"space or make the folder writable, and start again)", err)
	}
	return nil
}

// claim takes the run for this process, or returns nil where another one has
// it. The system gives the claim of a killed process back.
func (s *Store) claim(key string) (release func(), err error) {
	lock := flock.New(filepath.Join(s.dir, key+".lock"))
	got, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("store of finished runs: %w (make %s writable, or name another "+
			"folder with -store)", err, s.dir)
	}
	if !got {
		return nil, nil
	}
	return func() {
		os.Remove(lock.Path()) // before unlocking, so that nobody else holds it yet
		lock.Unlock()
	}, nil
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
	for _, q := range in.Trace {
		p := q.TracePoint
		p.F1 = math.NaN()
		if q.F1 != nil {
			p.F1 = *q.F1
		}
		r.Trace = append(r.Trace, p)
	}
	answers, err := base64.StdEncoding.DecodeString(in.Answers)
	if err != nil {
		return nil, err
	}
	for _, a := range answers {
		r.Answers = append(r.Answers, int8(a))
	}
	margins, err := base64.StdEncoding.DecodeString(in.Margins)
	for i := 0; i+4 <= len(margins); i += 4 {
		r.Margins = append(r.Margins, math.Float32frombits(binary.LittleEndian.Uint32(margins[i:])))
	}
	return r, err
}
