package publish

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/jupyter"
)

// TestCommitted: what is committed says what the committed records say. Before
// the first publication there is nothing to check but the notebooks' form.
func TestCommitted(t *testing.T) {
	t.Setenv(setup.RootEnv, "")
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	paths, err := jupyter.NotebookPaths(root)
	if err != nil {
		t.Skip(err)
	}
	published, err := readArchive(DataDir(root))
	if err != nil {
		t.Fatal(err)
	}
	empty, err := withResults(root, "")
	if err != nil {
		t.Fatal(err)
	}
	readme := contents(t, filepath.Join(root, "README.md"))
	isPublished := readme != empty
	if isPublished {
		block, err := resultsBlock(published.Records)
		if err != nil {
			t.Fatal(err)
		}
		if want, _ := withResults(root, block); readme != want {
			t.Error("README.md does not show the committed records: run go run ./notebooks publish")
		}
	}
	hash, err := records.Hash(published.Records)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		checkNotebook(t, path, isPublished, hash)
	}
}

// checkNotebook checks a committed notebook: nobody's recording is in it, its
// first code cell keeps the kernel from moving versions, and what it shows was
// made by these cells, on FSDD, beside these records.
func checkNotebook(t *testing.T, path string, isPublished bool, hash string) {
	t.Helper()
	nb, err := jupyter.ReadNotebook(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := nobodySpoke([]byte(contents(t, path))); err != nil {
		t.Errorf("%s: %v", filepath.Base(path), err)
	}
	for _, cell := range nb.Cells {
		if cell.Type == "code" {
			if !strings.Contains(string(cell.Source), "%noautoget") {
				t.Errorf("%s: the first code cell has no %%noautoget", filepath.Base(path))
			}
			break
		}
	}
	if !isPublished {
		return
	}
	if source := nb.Silent(); source != "" {
		t.Errorf("%s: a cell shows nothing: %s", filepath.Base(path), source)
	}
	want := jupyter.Stamp{Sources: nb.Sources(), Corpus: corpus.FSDDDigest, Records: hash}
	if got := nb.Metadata.Stamp; got == nil || *got != want {
		t.Errorf("%s: its outputs are of other cells, another corpus or other records: run go "+
			"run ./notebooks publish", filepath.Base(path))
	}
}

func TestPublishable(t *testing.T) {
	whole := func() *records.Results {
		r := &records.Results{Settings: settings.Default(), Corpus: "fsdd",
			Digest: corpus.FSDDDigest}
		r.Runs = []records.Run{{Result: records.Result{Records: []records.Record{{Method: "base",
			Speaker: "theo", Seed: 1, Status: "ok"}}}}}
		return r
	}
	if err := publishable(whole()); err != nil {
		t.Errorf("the whole study: %v", err)
	}
	for want, spoil := range map[string]func(*records.Results){
		"this corpus is fsdd": func(r *records.Results) { r.Digest = "00" },
		"ended as failed@3": func(
			r *records.Results) {
			r.Runs[0].Records[0].Status = "failed@3"
		},
	} {
		r := whole()
		spoil(r)
		if err := publishable(r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// TestRefusedAtOnce: what will not be published is refused before anything is
// set up or trained, and nothing is printed.
func TestRefusedAtOnce(t *testing.T) {
	t.Setenv(setup.RootEnv, "")
	t.Setenv(corpus.FSDDEnv, "")
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(setup.RootEnv, root)
	t.Setenv("PATH", "") // nothing can be set up
	for want, change := range map[string]func(*settings.Settings){
		"leave -quick":           func(s *settings.Settings) { s.Quick = true },
		"only the study of FSDD": func(s *settings.Settings) { s.Data = "synthetic" },
	} {
		s := settings.Default()
		s.Store = filepath.Join(t.TempDir(), "store")
		change(&s)
		var out bytes.Buffer
		err := Studies(t.Context(), &out, []settings.Settings{s})
		if err == nil || !strings.Contains(err.Error(), want) || out.Len() > 0 {
			t.Errorf("got %v, want %q", err, want)
		}
		if _, err := os.Stat(s.Store); err == nil {
			t.Errorf("%s: the store was opened", want)
		}
	}
}

// TestNobodySpoke lets a synthetic clip pass and nothing else.
func TestNobodySpoke(t *testing.T) {
	embed := func(samples []float64, rate int) []byte {
		var wav bytes.Buffer
		if err := audio.WriteWAV(&wav, samples, rate); err != nil {
			t.Fatal(err)
		}
		return []byte(`"<audio src=\"data:audio/wav;base64,` +
			base64.StdEncoding.EncodeToString(wav.Bytes()) + `\">"`)
	}
	made, err := corpus.Synthetic(t.Context(), synth.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := made.Recordings[7]
	if err := nobodySpoke(embed(r.Samples, r.SampleRate)); err != nil {
		t.Errorf("a synthetic clip: %v", err)
	}
	heard, err := made.Take("7", made.Speakers[0], 0)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := whatIsKept(heard)
	if err != nil {
		t.Fatal(err)
	}
	if err := nobodySpoke(embed(kept, heard.SampleRate)); err != nil {
		t.Errorf("what is kept of a synthetic clip: %v", err)
	}
	var clip bytes.Buffer
	if err := audio.WriteWAV(&clip, r.Samples, r.SampleRate); err != nil {
		t.Fatal(err)
	}
	made64 := base64.StdEncoding.EncodeToString(clip.Bytes())
	for text, ok := range map[string]bool{
		// what is played as a sound, and what only speaks of one
		string(embed([]float64{0, 0.5, -0.5}, 8000)):         false,
		`"src=data:audio/x.v1+wav;base64,AAAA"`:              false,
		`"src=data:audio/mp4;codecs=opus;base64,AAAA"`:       false,
		`"src=DATA:Audio/WAV;base64,AAAA"`:                   false,
		`"src=data:audio/wav,%52%49%46%46"`:                  false,
		`["src='data:audio/wav;base64,", "AAAA'"]`:           false,
		`{"outputs": [{"data": {"audio/mpeg": "AAAA"}}]}`:    false,
		`{"data": {"audio/wav": ["AA\n", "AA"]}}`:            false,
		`{"data": {"audio/x-wav": "` + made64 + `\n"}}`:      true,
		`{"source": "data:audio/wav;base64,", "audio": "a"}`: true,
		`{"source": ["import \"x/audio\"", "audio/wav"]}`:    true,
		`"no sound"`: true,
	} {
		if err := nobodySpoke([]byte(text)); (err == nil) != ok {
			t.Errorf("%.80s: %v", text, err)
		}
	}
	if err := nobodySpoke([]byte("no notebook")); err == nil {
		t.Error("what is no notebook passed")
	}
}

func TestWithResults(t *testing.T) {
	root := t.TempDir()
	path := filepath.Join(root, "README.md")
	if err := os.WriteFile(path, []byte("# A\n"+beginResults+"\nold\n"+endResults+"\nrest\n"),
		0o644); err != nil {
		t.Fatal(err)
	}
	got, err := withResults(root, "new\n")
	if want := "# A\n" + beginResults + "\nnew\n" + endResults + "\nrest\n"; err != nil ||
		got != want {
		t.Errorf("got %q, %v", got, err)
	}
	if err := os.WriteFile(path, []byte("# A\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := withResults(root, ""); err == nil || !strings.Contains(err.Error(), beginResults) {
		t.Errorf("without marks: got %v", err)
	}
}

// contents returns what is in a file.
func contents(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
