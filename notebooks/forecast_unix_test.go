//go:build unix

package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// measure makes TestForecastOfTwo run. It takes two minutes and both cores of
// an otherwise idle machine.
var measure = flag.Bool("measure", false, "compare a forecast with the clock; takes both cores")

// The forecast for two workers, from the times of one, is within 15 % of what
// two take: two processes of one core each that start at the same time on one
// store. This is a measurement, for an idle machine with two cores:
//
//	go test ./notebooks -run TestForecastOfTwo -v -measure
func TestForecastOfTwo(t *testing.T) {
	if !*measure {
		t.Skip("measured with -measure")
	}
	// Three pairs of an original, gold and five schemes, which no order spreads
	// evenly over two workers. They have 156 epochs, so a start and a
	// compilation weigh as much as in a study.
	study := []string{"study", "-quick", "-seeds=1", "-speakers=george,lucas,theo"}
	if os.Getenv("FSDD_DIR") == "" {
		study = append(study, "-data=synthetic")
		study[3] = "-speakers=synth1,synth2,synth3"
	}
	times := filepath.Join(t.TempDir(), "times.csv")
	work := func(store string, more ...string) *started {
		return start(t, store, []string{"XLA_FLAGS="}, append(study, more...)...)
	}
	wait := func(s *started) {
		if err := <-s.end; err != nil {
			t.Errorf("%v; it said\n%s", err, s.text())
		}
	}
	begun := time.Now()
	wait(work(t.TempDir(), "-times="+times))
	one := time.Since(begun)

	begun = time.Now()
	store := t.TempDir()
	var both sync.WaitGroup
	for range 2 {
		s := work(store)
		both.Go(func() { wait(s) })
	}
	both.Wait()
	two := time.Since(begun)

	predicted := map[string]time.Duration{}
	for _, line := range strings.Split(printed(t, append(study, "-times="+times, "-workers=2")),
		"\n") {
		if m := regexp.MustCompile(`^ +([12]) +(\S+)`).FindStringSubmatch(line); m != nil {
			var err error
			if predicted[m[1]], err = time.ParseDuration(m[2]); err != nil {
				t.Fatal(err)
			}
		}
	}
	for workers, took := range map[string]time.Duration{"1": one, "2": two} {
		off := predicted[workers].Seconds()/took.Seconds() - 1
		t.Logf("%s: predicted %.1f s, took %.1f s: %+.1f %%", workers, predicted[workers].Seconds(),
			took.Seconds(), 100*off)
		if off < -0.15 || off > 0.15 {
			t.Errorf("the forecast for %s is off by %.1f %%", workers, 100*off)
		}
	}
}

// printed runs the program on an empty store and returns what it prints.
func printed(t *testing.T, args []string) string {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	s := startTo(t, out, t.TempDir(), nil, args...)
	if err := <-s.end; err != nil {
		t.Fatalf("%v; it said\n%s", err, s.text())
	}
	text, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
