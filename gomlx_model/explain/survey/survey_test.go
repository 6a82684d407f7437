package survey

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/study"
)

// opened is a study of one pair with a small network.
func opened(t *testing.T) *models.Opened {
	t.Helper()
	s := settings.Default()
	s.Speakers, s.Seeds, s.Methods, s.Store = []string{"ann"}, 1, Methods(), t.TempDir()
	s.Backend, s.Quick = "go", true
	s.Network.Channels, s.Network.Dense, s.Network.Dropout = []int{4}, []int{8}, []float64{0, 0}
	s.Features.MFCC.Coefficients, s.Features.Frames = 8, 8 // thousands of evaluations follow
	speech := noise()
	results, err := study.Run(t.Context(), s, speech, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	o, err := models.Open(t.Context(), results, speech)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.Close)
	return o
}

// Every analysis is run once and kept at once; known ones are not run again,
// and one that is missing is. Its numbers are in their ranges, and those that
// are known beforehand are right: the way of the original's map is 0 and gold's
// 1, gold's layers are gold's, and the voice is at distance 0 from itself.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("trains a study")
	}
	o := opened(t)
	var kept []records.Reading
	var lines []string
	run := func() {
		t.Helper()
		lines = nil
		if err := Run(t.Context(), o, kept, func(list []records.Reading) error {
			kept = append(kept, list...)
			return nil
		}, func(line string) { lines = append(lines, line) }); err != nil {
			t.Fatal(err)
		}
	}
	run()
	if len(lines) != len(analyses) {
		t.Errorf("%d analyses were run, want %d: %v", len(lines), len(analyses), lines)
	}
	original, _ := o.Results.Find("ann", 1, names.Original)
	find := func(method, analysis, part string) []float64 {
		t.Helper()
		i := slices.IndexFunc(kept, func(r records.Reading) bool {
			return r.Method == method && r.Analysis == analysis && r.Part == part
		})
		if i < 0 {
			t.Fatalf("no %s, %s of %s", analysis, part, method)
		}
		return kept[i].Values
	}
	for _, r := range kept {
		if r.Key != original.Key || r.Speaker != "ann" || r.Seed != 1 || r.Protocol != "P" {
			t.Errorf("a reading is of %+v", r)
		}
		for _, v := range r.Values {
			if (r.Analysis == "probe" || r.Part == "known again") && !(v >= 0 && v <= 1) ||
				r.Analysis == "influence" && !(math.Abs(v) <= 1) {
				t.Errorf("%s, %s of %s: %v", r.Analysis, r.Part, r.Method, v)
			}
		}
	}
	for method, way := range map[string]float64{names.Original: 0, names.Gold: 1} {
		for _, part := range []string{"integrated gradients", "occluded frames"} {
			if got := find(method, "map", part+", way and off"); math.Abs(got[0]-way) > 1e-9 ||
				math.Abs(got[1]) > 1e-9 {
				t.Errorf("%s of %s: way %v and off %v", part, method, got[0], got[1])
			}
		}
	}
	if alike := find(names.Gold, "cka", "to original, test"); len(alike) != 3 || alike[0] > 1 {
		t.Errorf("gold's layers are like the original's by %v", alike)
	}
	if d := find(names.Original, "voices", "distance"); len(d) != 3 || d[0] != 0 || d[1] <= 0 {
		t.Errorf("distances of voices %v", d)
	}
	if x := find(names.Base, "patch", "into"); len(x) != 3 {
		t.Errorf("%d blocks", len(x))
	}
	before := len(kept)
	run()
	if len(lines) != 0 || len(kept) != before {
		t.Errorf("a finished survey did again %v", lines)
	}
	kept = slices.DeleteFunc(kept, func(r records.Reading) bool { return r.Analysis == "map" })
	run()
	if len(lines) != 1 || !strings.HasPrefix(lines[0], "map of ann, seed 1") || len(kept) != before {
		t.Errorf("with its maps missing it did %v", lines)
	}
}

// noise is ten labels by three speakers, told apart by their loudness.
func noise() *corpus.Corpus {
	c := &corpus.Corpus{Name: "noise", Digest: "of noise", Speakers: []string{"ann", "bob", "cid"}}
	random := network.Stream(1, "", "noise", "", 0)
	for label := range 10 {
		c.Labels = append(c.Labels, fmt.Sprint(label))
		for s, speaker := range c.Speakers {
			for take := range 10 {
				samples := make([]float64, 2000)
				for i := range samples {
					samples[i] = 0.02 * float64(1+label) * float64(1+s) / 3 * (2*random.Float64() - 1)
				}
				c.Recordings = append(c.Recordings, corpus.Recording{
					Name:  fmt.Sprintf("%d_%s_%d.wav", label, speaker, take),
					Label: fmt.Sprint(label), Speaker: speaker, Take: take, SampleRate: 8000,
					Samples: samples})
			}
		}
	}
	return c
}

// Thinned clips are spread evenly, as many as asked for or all there are.
func TestThin(t *testing.T) {
	for _, c := range []struct {
		most int
		want string
	}{{3, "[10 12 14]"}, {2, "[10 13]"}, {9, "[10 11 12 13 14 15]"}} {
		if got := fmt.Sprint(thin([]int{10, 11, 12, 13, 14, 15}, c.most)); got != c.want {
			t.Errorf("%d of six: %s, want %s", c.most, got, c.want)
		}
	}
}
