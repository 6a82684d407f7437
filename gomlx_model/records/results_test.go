package records

import (
	"slices"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/settings"
)

// results is a study of two speakers whose original serves both, as under
// protocol M, and in which one run of base failed.
func results() *Results {
	run := func(speaker string, seed int, method, status string) Run {
		return Run{Name: Name{Protocol: names.ProtocolHeldOut, Speaker: speaker, Seed: seed,
			Method: method}, Key: method + speaker,
			Result: Result{Records: []Record{{Speaker: speaker, Seed: seed, Method: method,
				Set: names.SetTest, Status: status}}}}
	}
	return &Results{Settings: settings.Settings{Speakers: []string{"lucas", "theo"}},
		Runs: []Run{run("theo", 1, names.Base, "failed@7"), run("lucas", 1, names.Base, "ok"),
			run("", 1, names.Original, "ok")}}
}

func TestResults(t *testing.T) {
	r := results()
	var got []string
	for _, record := range r.Records() {
		got = append(got, record.Method+record.Speaker)
	}
	if want := []string{"original", "baselucas", "basetheo"}; !slices.Equal(got, want) {
		t.Errorf("the records are of %v, want %v, by speaker", got, want)
	}
	for _, c := range []struct {
		speaker string
		seed    int
		method  string
		key     string // empty: there is none
	}{
		{"lucas", 1, names.Base, "baselucas"}, {"theo", 1, names.Base, "basetheo"},
		{"theo", 1, names.Original, "original"}, // which serves all speakers
		{"theo", 2, names.Base, ""}, {"theo", 1, names.Gold, ""}, {"ann", 1, names.Base, ""},
	} {
		run, ok := r.Find(c.speaker, c.seed, c.method)
		if run.Key != c.key || ok != (c.key != "") {
			t.Errorf("%s, seed %d, %s: found %q, %v, want %q", c.speaker, c.seed, c.method, run.Key,
				ok, c.key)
		}
	}
	if n := len(r.RunsOf(names.Base)); n != 2 {
		t.Errorf("%d runs of base, want 2", n)
	}
	if n := len(r.RunsOf()); n != 3 || len(r.Runs) != 3 {
		t.Errorf("%d runs of all methods, want 3", n)
	}
	if failed, fine := r.Runs[0].OK(), r.Runs[1].OK(); failed || !fine {
		t.Errorf("the failed run is well: %v; the other: %v", failed, fine)
	}
	if got := r.ExcludedBy(r.Runs[0]); !slices.Equal(got, []string{"theo"}) {
		t.Errorf("a run without theo excludes %v", got)
	}
	if got := r.ExcludedBy(r.Runs[2]); !slices.Equal(got, []string{"lucas", "theo"}) {
		t.Errorf("a run for all speakers is judged on %v, want both", got)
	}
	for _, c := range []struct{ got, want string }{
		{r.Runs[0].String(), "base, theo, seed 1"},
		{r.Runs[2].String(), "original, all speakers, seed 1"},
		{Absence{Method: "base", Speaker: "theo", Seed: 2}.String(), "base, theo, seed 2: not run"},
		{Absence{Method: "base", Speaker: "theo", Seed: 2, Status: "failed@7"}.String(),
			"base, theo, seed 2: failed@7"},
		{r.Banner(), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	r.Synthetic = true
	if want := r.Settings.Banner(true); want == "" || r.Banner() != want {
		t.Errorf("synthetic speech is headed %q, want %q", r.Banner(), want)
	}
}
