package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/unlearn"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/forecast"
)

// By hand: a pair has the original with 10 epochs, gold with 12, which passes
// retrain-5, and base with 6 after both. A second an epoch, one worker takes
// 28 s, two take 12 + 6 s, and so do more.
func TestForecast(t *testing.T) {
	clean(t)
	times := filepath.Join(t.TempDir(), "times.csv")
	if err := os.WriteFile(times, []byte("method,epochs,first,seconds\ngold,3,false,3\n"),
		0o644); err != nil {
		t.Fatal(err)
	}
	dir, _ := synthetic(t, 4)
	args := []string{"study", "-quick", "-data=" + dir, "-backend=go", "-seeds=1",
		"-speakers=synth1", "-methods=base,retrain-5", "-store=" + t.TempDir(), "-times=" + times}
	var out bytes.Buffer
	if err := Dispatch(t.Context(), &out, append(args, "-workers=3")); err != nil {
		t.Fatal(err)
	}
	const want = `  workers  time  times faster   busy  
        1   28s           1.0  100 %  
        2   18s           1.6   78 %  
        3   18s           1.6   52 %  
4 runs; the longest chain of runs, each of which needs the one before, takes 18s, with its start.
As many as 3 workers pay: each is busy at least half of the time.
`
	if plainSpaces(out.String()) != plainSpaces(want) {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	out.Reset()
	if err := Dispatch(t.Context(), &out, append(args, "-workers=9")); err != nil ||
		!strings.Contains(out.String(), "More than 3 workers do not pay") {
		t.Errorf("9 workers: %v\n%s", err, out.String())
	}
	for want, flags := range map[string][]string{"workers is -1": {"-workers=-1"},
		"no such file": {"-workers=2", "-times=/no/such.csv"}} {
		if err := Dispatch(t.Context(), &out, append(args, flags...)); err == nil ||
			!strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: got %v, want one line with %q", flags, err, want)
		}
	}
}

// synthetic writes a corpus of so many speakers, with two takes of each digit.
func synthetic(t *testing.T, speakers int) (dir string, c *corpus.Corpus) {
	t.Helper()
	c, err := corpus.Synthetic(t.Context(), synth.Options{Speakers: speakers, Takes: 2})
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := corpus.Write(dir, c); err != nil {
		t.Fatal(err)
	}
	return dir, c
}

func plainSpaces(text string) string { return strings.Join(strings.Fields(text), " ") }

// TestForecastOfMany simulates a grid that no one machine would train, 60
// speakers by 10 seeds by 30 methods, on up to 1,000 workers. By hand: the work
// is Σ epochs of 600 pairs, the longest chain gold and the longest method, and
// each number of workers is within Graham's bounds of these.
func TestForecastOfMany(t *testing.T) {
	clean(t)
	dir, voices := synthetic(t, 60)
	s := settings.Default()
	s.Seeds, s.Speakers, s.Data, s.Backend, s.Store = 10, voices.Speakers, dir, "go", t.TempDir()
	s.Methods = []string{names.Gold2}
	epochs, longest := 100+120+120, 0 // of a pair; after its gold
	for _, m := range unlearn.Methods()[:29] {
		s.Methods = append(s.Methods, m.Name)
		epochs, longest = epochs+m.EpochsOf(s.Unlearn), max(longest, m.EpochsOf(s.Unlearn))
	}
	outlooks, err := look(t.Context(), []arguments.Step{{Line: "these", Settings: s}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	schedule, err := scheduleOf(outlooks[0], forecast.ConstantPace(time.Second))
	if err != nil {
		t.Fatal(err)
	}
	work, chain := 600*time.Duration(epochs)*time.Second, time.Duration(120+longest)*time.Second
	if len(schedule.Tasks) != 600*32 || schedule.Wall(1) != work || schedule.Chain() != chain {
		t.Errorf("%d runs take %v, the longest chain %v; want 19200, %v and %v",
			len(schedule.Tasks), schedule.Wall(1), schedule.Chain(), work, chain)
	}
	for _, n := range counts(1000) {
		least := max(chain, work/time.Duration(n))
		if wall := schedule.Wall(n); wall < least || wall > least+chain {
			t.Errorf("%d workers take %v for %v and a chain of %v", n, wall, work, chain)
		}
	}
	t.Log("\n" + forecastTable([]forecast.Schedule{schedule}, 10_000))
}
