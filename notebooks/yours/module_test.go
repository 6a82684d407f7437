package yours_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/gomlx_model/study"
)

// module copies testdata/mine into a folder of its own, as a module that takes
// this one from the checkout, and builds it.
func module(t *testing.T, root string) (program string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "mine"))); err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	// What go mod tidy would write, without asking the network.
	lines := regexp.MustCompile(`tool \((?s:.*?)\)|(?m)^(module|tool) .*$`).ReplaceAllString(string(mod),
		"")
	text := "module example.com/mine\n" + lines + "\nrequire audiounlearning v0.0.0\n\n" +
		"replace audiounlearning => " + root + "\n"
	for name, content := range map[string]string{"go.mod": text, "go.sum": string(sum)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	program = filepath.Join(t.TempDir(), "mine")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-mod=mod", "-ldflags=-s -w", "-o", program,
		".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOPROXY=off", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return program
}

// A module with a method and a metric of its own runs them without a change in
// this module, and prints the method's row among the published ones. What is
// published here is a study of synthetic speech that this module made. The
// oracle of base's row: it is the same with and without the other method.
func TestAnotherModule(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	program := module(t, root)
	c, err := corpus.Synthetic(t.Context(), synth.Options{Speakers: 3, Takes: 6})
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	if err := corpus.Write(data, c); err != nil {
		t.Fatal(err)
	}
	s := settings.Default()
	s.Store, s.Data, s.Seeds, s.Speakers = t.TempDir(), data, 1, []string{"synth1"}
	s.Methods, s.OriginalEpochs, s.GoldEpochs = []string{"gold2", "base"}, 2, 2
	s.Unlearn.ResetEpochs, s.Unlearn.Rounds, s.Unlearn.FinetuneEpochs = 1, 1, 1
	s.Network.Channels, s.Network.Dense, s.Network.Dropout = []int{4}, []int{8}, nil
	if c, err = s.OpenCorpus(t.Context()); err != nil {
		t.Fatal(err)
	}
	results, err := study.Run(t.Context(), s, c, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var clipNames []records.ClipName
	for _, r := range c.Recordings {
		clipNames = append(clipNames, records.ClipName{Name: r.Name, Speaker: r.Speaker,
			Label: r.Label})
	}
	published := t.TempDir()
	if err := (records.Published{Records: results.Records(), Clips: results.Runs,
		ClipNames: clipNames}).Write(published); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (string, error) {
		var out, errs bytes.Buffer
		cmd := exec.CommandContext(t.Context(), program, append([]string{"study", "-store=" + s.Store,
			"-data=" + data, "-seeds=1", "-speakers=synth1", "-original-epochs=2", "-gold-epochs=2",
			"-reset-epochs=1", "-rounds=1", "-finetune-epochs=1", "-channels=4", "-dense=8",
			"-methods=mine"}, args...)...)
		cmd.Env = append(os.Environ(), setup.RootEnv+"="+root)
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Run(); err != nil {
			return errs.String(), err
		}
		return out.String(), nil
	}
	out, err := run("-against=" + published)
	if err != nil {
		t.Fatal(out, err)
	}
	for _, want := range []string{"changed", "\nmine ", "\nbase ", "\noriginal ", "\ngold2 ",
		"1 run, 1 speaker"} {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q:\n%s", want, out)
		}
	}
	if out, err = run("-against=published"); err == nil || !strings.Contains(out, "of another corpus") {
		t.Errorf("against the published study: %v\n%s", err, out)
	}
}
