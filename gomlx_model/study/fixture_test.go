package study

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
)

// shared is a store for tests that do not look into its folder: what one has
// trained another finds.
var shared string

func TestMain(m *testing.M) {
	if dir := os.Getenv(childStore); dir != "" {
		os.Exit(child(dir))
	}
	var err error
	if shared, err = os.MkdirTemp("", "study"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(shared)
	os.Exit(code)
}

// smallSettings ask for two speakers, one seed and two schemes: eight runs of
// two epochs or so. The network is so small that pure Go trains it in less time
// than XLA compiles one in.
func smallSettings(store string) settings.Settings {
	s := settings.Default()
	s.Speakers, s.Seeds, s.Methods, s.Store = []string{"ann", "bob"}, 1,
		[]string{"base", "conv-bn-stats"}, store
	s.OriginalEpochs, s.GoldEpochs = 2, 2
	s.Unlearn.ResetEpochs, s.Unlearn.Rounds, s.Unlearn.FinetuneEpochs = 1, 1, 1
	s.Backend = "go"
	s.Features.MFCC.Coefficients, s.Features.Frames = 8, 8
	s.Network.Channels, s.Network.Dense = []int{4, 4}, []int{8}
	s.Network.Dropout = []float64{0.1, 0.1, 0.1}
	return s
}

// smallCorpus has ten labels, three speakers and six takes of noise whose
// loudness tells the label and the speaker apart.
var smallCorpus = sync.OnceValue(func() *corpus.Corpus {
	c := &corpus.Corpus{Name: "small", Digest: "of the small corpus",
		Speakers: []string{"ann", "bob", "cid"}}
	random := network.Stream(1, "", "small corpus", "", 0)
	for label := range 10 {
		c.Labels = append(c.Labels, fmt.Sprint(label))
		for s, speaker := range c.Speakers {
			for take := range 6 {
				samples := make([]float64, 2000)
				for i := range samples {
					samples[i] = 0.02 * float64(1+label) * float64(1+s) / 3 *
						(2*random.Float64() - 1)
				}
				c.Recordings = append(c.Recordings, corpus.Recording{
					Name:  fmt.Sprintf("%d_%s_%d.wav", label, speaker, take),
					Label: fmt.Sprint(label), Speaker: speaker, Take: take, SampleRate: 8000,
					Samples: samples,
				})
			}
		}
	}
	return c
})

// mustRun carries a study of the small corpus out.
func mustRun(t testing.TB, s settings.Settings) *records.Results {
	t.Helper()
	results, err := Run(t.Context(), s, smallCorpus(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// recordsOf returns the records of a study of the small corpus, as a file.
func recordsOf(t testing.TB, s settings.Settings) string {
	t.Helper()
	return asCSV(t, mustRun(t, s).Records())
}

func asCSV(t testing.TB, list []records.Record) string {
	t.Helper()
	var b bytes.Buffer
	if err := records.WriteRecords(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// undisturbed returns the records of the small study, trained without anything
// going wrong.
func undisturbed(t testing.TB) string {
	t.Helper()
	return recordsOf(t, smallSettings(shared))
}

// stored lists the results in a store.
func stored(t testing.TB, dir string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "runs", "*", "*.safetensors"))
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// checkStore holds every file that counts as a result to its checksum, and
// every earlier one to not having been written again.
func checkStore(t *testing.T, dir string, finished map[string]fs.FileInfo) {
	t.Helper()
	for _, path := range stored(t, dir) {
		if _, err := network.LoadFile(path, smallSettings(dir).Shape()); err != nil {
			t.Errorf("half-written: %v", err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if before, ok := finished[path]; ok && !info.ModTime().Equal(before.ModTime()) {
			t.Errorf("%s was trained again", path)
		}
		finished[path] = info
	}
}

// specsOf returns the runs of a study of the small corpus.
func specsOf(t *testing.T, s settings.Settings) []Spec {
	t.Helper()
	_, specs, backend, err := newRunner(t.Context(), s, smallCorpus(), nil)
	if err != nil {
		t.Fatal(err)
	}
	backend.Compute.Finalize()
	return specs
}

// knownOf returns a record of each set of a run that ended so.
func knownOf(spec Spec, c *corpus.Corpus, status string) (list []records.Record) {
	for _, set := range setsOf(spec, split.ClipsOf(c)) {
		list = append(list, records.Record{Key: spec.Key(), Set: set.name, Status: status})
	}
	return list
}

// leftovers lists the files that a store holds under names that begin with a
// dot: those that were not finished.
func leftovers(t testing.TB, dir string) []string {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(dir, "*", "*", ".*.tmp"))
	if err != nil {
		t.Fatal(err)
	}
	return left
}
