package study

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"audiounlearning/audio"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/gomlx_model/unlearn"
)

// twoVoices has two labels, two speakers and ten takes each; clips of label 0 have 8,000 samples, of label 1 have 16,000, at 8 kHz.
func twoVoices() *audio.Corpus {
	c := &audio.Corpus{Name: "small", Labels: []string{"0", "1"}, Speakers: []string{"ann", "ben"}}
	for label := range 2 {
		for _, speaker := range c.Speakers {
			for take := range 10 {
				c.Recordings = append(c.Recordings, audio.Recording{Name: fmt.Sprintf("%d_%s_%d.wav", label, speaker, take),
					Label: fmt.Sprint(label), Speaker: speaker, Take: take, SampleRate: 8000, Samples: make([]float64, 8000*(1+label))})
			}
		}
	}
	return c
}

// checkout makes AU_ROOT an empty checkout.
func checkout(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte("module audiounlearning\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv(setup.RootEnv, root)
	return root
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	s := DefaultSettings()
	s.Data = filepath.Join(t.TempDir(), "nowhere")
	if _, _, err := Open(t.Context(), s); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a folder that is not there gives %v", err)
	}
	s = DefaultSettings()
	s.Seeds = 0
	if _, _, err := Open(t.Context(), s); err == nil || !strings.Contains(err.Error(), "seeds") {
		t.Errorf("no seeds give %v", err)
	}
}

func TestPublishedRecords(t *testing.T) {
	root := checkout(t)
	if _, err := PublishedRecords(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without records: %v, want fs.ErrNotExist", err)
	}
	path := filepath.Join(root, "figures", "data", "records.csv")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	want := fourRuns()
	SortRecords(want)
	if err := WriteRecords(&text, want); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := PublishedRecords()
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read %d records, %v; want the %d that were written", len(got), err, len(want))
	}
	evidence, err := PublishedEvidence()
	if err != nil || evidence.Batch == nil || evidence.Trace != nil || evidence.Magnitudes != nil {
		t.Errorf("records alone give %d magnitudes and a trace of %d, %v", len(evidence.Magnitudes), len(evidence.Trace), err)
	}
	if _, err := PublishedTraces(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without traces: %v", err)
	}
	publishTraceAndFindings(t, filepath.Dir(path))
	if evidence, err = PublishedEvidence(); err != nil || len(evidence.Trace) != 1 || len(evidence.Magnitudes) != 3 {
		t.Errorf("with a trace and findings: %d magnitudes and a trace of %d, %v", len(evidence.Magnitudes), len(evidence.Trace), err)
	}
	if err := os.WriteFile(path, []byte("corpus\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := PublishedRecords(); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a damaged file gives %v, which should name it", err)
	}
}

// publishTraceAndFindings adds one epoch of base and the magnitudes of one original to a folder.
func publishTraceAndFindings(t *testing.T, dir string) {
	t.Helper()
	var traces, findings bytes.Buffer
	if err := WriteTraces(&traces, []Traced{{Speaker: "ann", Seed: 1, Method: "base", Trace: []TracePoint{{"reset", 1, "test", 0.5, 1}}}}); err != nil {
		t.Fatal(err)
	}
	var found []Finding
	for _, layer := range []string{"conv1", "conv2", "conv3", "dense1"} {
		found = append(found, Finding{Protocol: "P", Norm: "batch", Speaker: "ann", Seed: 1, Method: original, Measure: MagnitudeMeasure + layer, Value: 0.1})
	}
	if err := WriteFindings(&findings, found); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"traces.csv.gz": traces.Bytes(), FindingsFile: findings.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestConfusion lets every answer be 0: all ten clips of each label of the excluded speaker stand in column 0. A run for all speakers counts for each that is studied.
func TestConfusion(t *testing.T) {
	c := twoVoices()
	run := Trained{Spec{Protocol: ProtocolPaper, Speaker: "ann", Seed: 1, Method: "base"}, Result{Answers: make([]int8, len(c.Recordings))}}
	all := Trained{Spec{Protocol: ProtocolHeldOut, Seed: 1, Method: original}, Result{Answers: make([]int8, len(c.Recordings))}}
	unknown := Trained{Spec{Protocol: ProtocolPaper, Speaker: "ben", Seed: 1, Method: "base"}, Result{}} // known by its records alone
	r := &Results{Settings: Settings{Speakers: []string{"ann", "ben"}}, Runs: []Trained{run, all, unknown}}
	for _, want := range []struct {
		method, set string
		counts      [][]int
	}{
		{"base", "excluded", [][]int{{10, 0}, {10, 0}}},
		{original, "excluded-held", [][]int{{10, 0}, {10, 0}}}, // five takes of each of two speakers
	} {
		counts, n, err := r.Confusion(c, want.method, want.set)
		if err != nil || n != 1 || !reflect.DeepEqual(counts, want.counts) {
			t.Errorf("%s on %s: %v of %d runs, %v; want %v of 1", want.method, want.set, counts, n, err, want.counts)
		}
	}
}

func TestTakeAndWith(t *testing.T) {
	c := twoVoices()
	if r, err := Take(c, "1", "ben", 3); err != nil || r.Name != "1_ben_3.wav" {
		t.Errorf("got %s, %v", r.Name, err)
	}
	if _, err := Take(c, "7", "ben", 3); err == nil {
		t.Error("a label that nobody says is found")
	}
	if got := TakesOf(c, "ann", 9); len(got) != 2 || got[1].Name != "1_ann_9.wav" {
		t.Errorf("takes %v", got)
	}
	s := Settings{Methods: []string{"finetune"}}
	if got := s.With("base", "finetune").Methods; !reflect.DeepEqual(got, []string{"finetune", "base"}) || len(s.Methods) != 1 {
		t.Errorf("with base: %v, and the settings themselves have %v", got, s.Methods)
	}
	if got := Banner(Settings{Quick: true}, c); !strings.Contains(got, "quick") {
		t.Errorf("banner %q", got)
	}
}

// TestListingIsWhatRuns compares the place of a listing in its file with the place that the running program gives for the function.
func TestListingIsWhatRuns(t *testing.T) {
	for _, f := range []struct {
		file, name string
		function   any
	}{
		{"audio/extractor.go", "Extractor.MFCC", (*audio.Extractor).MFCC},
		{"gomlx_model/unlearn/session.go", "Session.Perturb", (*unlearn.Session).Perturb},
		{"gomlx_model/unlearn/procedure.go", "Procedure.Run", unlearn.Procedure.Run},
	} {
		listing, err := Listing(f.file, f.name)
		if err != nil {
			t.Fatal(err)
		}
		path, line := runtime.FuncForPC(reflect.ValueOf(f.function).Pointer()).FileLine(reflect.ValueOf(f.function).Pointer())
		root, _ := setup.Root()
		if strings.HasSuffix(path, "<autogenerated>") {
			path, line = filepath.Join(root, f.file), 0
		}
		text, err := os.ReadFile(path)
		if err != nil || !strings.HasSuffix(filepath.ToSlash(path), f.file) {
			t.Fatalf("%s runs from %s: %v", f.name, path, err)
		}
		at := strings.Index(string(text), listing)
		if at < 0 {
			t.Errorf("the listing of %s is not in its file as it stands", f.name)
			continue
		}
		signature := strings.Count(string(text[:at])+listing[:strings.Index(listing, "func ")], "\n") + 1
		if line != 0 && line != signature {
			t.Errorf("%s is listed from line %d and runs from line %d", f.name, signature, line)
		}
	}
	if _, err := Listing("audio/extractor.go", "Extractor.Nothing"); err == nil {
		t.Error("a function that is not there is listed")
	}
}

// TestNotebooksListings finds what every Listing in the notebooks asks for, so that renaming a function cannot break them unseen.
func TestNotebooksListings(t *testing.T) {
	notebooks, err := filepath.Glob("../../notebooks/*.ipynb")
	if err != nil || len(notebooks) == 0 {
		t.Fatalf("no notebooks: %v", err)
	}
	call := regexp.MustCompile(`study\.Listing\("([^"]+)", "([^"]+)"\)`)
	found := 0
	for _, path := range notebooks {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var notebook struct {
			Cells []struct {
				Source cellSource `json:"source"`
			} `json:"cells"`
		}
		if err := json.Unmarshal(text, &notebook); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, cell := range notebook.Cells {
			for _, m := range call.FindAllStringSubmatch(string(cell.Source), -1) {
				found++
				if _, err := Listing(m[1], m[2]); err != nil {
					t.Errorf("%s: %v", filepath.Base(path), err)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no notebook lists any code")
	}
}

// A cellSource is a string or a list of lines; nbformat allows both.
type cellSource string

// UnmarshalJSON implements json.Unmarshaler.
func (s *cellSource) UnmarshalJSON(data []byte) error {
	var lines []string
	if json.Unmarshal(data, &lines) == nil {
		*s = cellSource(strings.Join(lines, ""))
		return nil
	}
	return json.Unmarshal(data, (*string)(s))
}
