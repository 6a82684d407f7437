package study

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// A child process runs the small study on the store that this variable names,
// and prints its records.
const childStore = "AU_TEST_CHILD_STORE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childStore); dir != "" {
		os.Exit(child(dir))
	}
	os.Exit(m.Run())
}

func child(dir string) int {
	if os.Getenv(childOfMany) != "" {
		return oneOfMany(dir)
	}
	results, err := Run(context.Background(), smallSettings(dir), smallCorpus(), nil, nil)
	if err == nil {
		err = records.WriteRecords(os.Stdout, results.Records())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// smallSettings ask for two speakers, one seed and two schemes: eight runs of
// two epochs or so.
func smallSettings(store string) settings.Settings {
	s := settings.Default()
	s.Speakers, s.Seeds, s.Methods, s.Store = []string{"ann", "bob"}, 1,
		[]string{"base", "conv-bn-stats"}, store
	s.OriginalEpochs, s.GoldEpochs = 2, 2
	s.Unlearn.ResetEpochs, s.Unlearn.Rounds, s.Unlearn.FinetuneEpochs = 1, 1, 1
	return s
}

// smallCorpus has ten labels, three speakers and six takes of noise whose
// loudness tells the label and the speaker apart.
func smallCorpus() *corpus.Corpus {
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
}

func recordsOf(t *testing.T, s settings.Settings) string {
	t.Helper()
	results, err := Run(t.Context(), s, smallCorpus(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := records.WriteRecords(&b, results.Records()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// kills is how often the process is killed; the soak raises it.
var kills = 5

// A process that is killed at random moments and started again ends with the
// records of an undisturbed one, byte for byte, repeats no finished run and
// leaves nothing half-written.
func TestKilledStudyGoesOn(t *testing.T) {
	undisturbed := recordsOf(t, smallSettings(t.TempDir()))
	dir := t.TempDir()
	start := func() (*exec.Cmd, *bytes.Buffer) {
		var out bytes.Buffer
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), childStore+"="+dir)
		c.Stdout, c.Stderr = &out, os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c, &out
	}
	random := network.Stream(1, "", "kills", "", 0)
	finished := map[string]fs.FileInfo{}
	for range kills {
		c, _ := start()
		time.Sleep(time.Duration(2+6*random.Float64()) * time.Second)
		c.Process.Kill()
		c.Wait()
		checkStore(t, dir, finished)
	}
	c, out := start()
	if err := c.Wait(); err != nil {
		t.Fatal(err)
	}
	checkStore(t, dir, finished)
	if out.String() != undisturbed {
		t.Errorf("records after %d kills differ from the undisturbed ones:\n%s\n%s", kills, out,
			undisturbed)
	}
}

// checkStore holds every file that counts as a result to its checksum, and
// every earlier one to not having been written again.
func checkStore(t *testing.T, dir string, finished map[string]fs.FileInfo) {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(dir, "runs", "*", "*.safetensors"))
	for _, path := range paths {
		if _, err := network.LoadFile(path, network.Default()); err != nil {
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

// Two processes on one store at the same time share the work and agree.
func TestTwoStudiesAtOnce(t *testing.T) {
	dir := t.TempDir()
	var outs [2]bytes.Buffer
	var commands [2]*exec.Cmd
	for i := range commands {
		commands[i] = exec.Command(os.Args[0])
		commands[i].Env = append(os.Environ(), childStore+"="+dir)
		commands[i].Stdout, commands[i].Stderr = &outs[i], os.Stderr
		if err := commands[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range commands {
		if err := c.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	if outs[0].String() != outs[1].String() || outs[0].Len() == 0 {
		t.Error("two studies on one store ended with different records")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", "*", ".*.tmp")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A damaged file is noticed, set aside and made again with the same bits; a
// known record spares its run.
func TestDamagedAndKnown(t *testing.T) {
	s := smallSettings(t.TempDir())
	s.Speakers = s.Speakers[:1]
	first := recordsOf(t, s)
	paths, _ := filepath.Glob(filepath.Join(s.Store, "runs", "*", "*.safetensors"))
	if len(paths) != 4 {
		t.Fatalf("%d runs in the store, want original, gold and two schemes", len(paths))
	}
	// a result cut short, as a full disk would leave it without our care
	for _, path := range paths {
		if err := os.Truncate(path, 1000); err != nil {
			t.Fatal(err)
		}
	}
	if again := recordsOf(t, s); again != first {
		t.Error("runs that were made again differ from the first")
	}
	if aside, _ := filepath.Glob(filepath.Join(s.Store, "runs", "*", "*.damaged")); len(aside) != 4 {
		t.Errorf("%d files were set aside, want 4", len(aside))
	}

	known, err := records.ReadRecords(strings.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	s.Store = t.TempDir()
	results, err := Run(t.Context(), s, smallCorpus(), known, nil)
	if err != nil {
		t.Fatal(err)
	}
	if trained, _ := filepath.Glob(filepath.Join(s.Store, "runs", "*", "*.safetensors")); len(trained) != 0 {
		t.Errorf("%d runs were trained although their records are known", len(trained))
	}
	var b bytes.Buffer
	records.WriteRecords(&b, results.Records())
	if b.String() != first {
		t.Error("known records did not come back as they were")
	}
}

// The schemes of a pair start from the same model and differ only in what they
// name; a failed run is a record and not an error.
func TestFailedRunIsARecord(t *testing.T) {
	s := smallSettings(t.TempDir())
	s.Speakers, s.Methods = s.Speakers[:1], []string{"base"}
	s.Unlearn.Noise = 1e38
	results, err := Run(t.Context(), s, smallCorpus(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	run, ok := results.Find("ann", 1, "base")
	if !ok || len(run.Records) == 0 || !strings.HasPrefix(run.Records[0].Status, "failed@") {
		t.Errorf("noise of 1e38 gave %+v", run.Records)
	}
	if _, err := runOf(results, "original"); err != nil {
		t.Error(err)
	}
}

func runOf(r *records.Results, method string) (records.Run, error) {
	for _, run := range r.Runs {
		if run.Method == method && run.Records[0].OK() {
			return run, nil
		}
	}
	return records.Run{}, fmt.Errorf("no finished run of %s", method)
}

// Sequential removal and protocol M produce the sets that their tables read.
func TestSetsOfOtherProtocols(t *testing.T) {
	sets := func(s settings.Settings) map[string]int {
		found := map[string]int{}
		results, err := Run(t.Context(), s, smallCorpus(), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range results.Records() {
			found[r.Method+"/"+r.Speaker+"/"+r.Set] = r.N
		}
		return found
	}
	s := smallSettings(t.TempDir())
	s.Speakers, s.Methods = []string{"ann+bob"}, []string{"base"}
	got := sets(s)
	for _, want := range []string{"base/ann+bob/excluded", "base/ann+bob/excluded:ann",
		"base/ann+bob/excluded:bob"} {
		if got[want] == 0 {
			t.Errorf("no record %s among %v", want, got)
		}
	}
	s.Speakers, s.Protocol = []string{"ann"}, names.ProtocolHeldOut
	got = sets(s)
	for want, n := range map[string]int{
		"original//excluded:ann": 10, "original//excluded-held:ann": 50,
		"base/ann/excluded-held": 50, "gold/ann/test": 100, "base/ann/excluded": 10,
	} {
		if got[want] != n {
			t.Errorf("record %s has %d clips, want %d", want, got[want], n)
		}
	}
}
