package figures

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/split"
)

// madeUpReadings are readings of six speakers and two seeds, with numbers of
// about the size of the study's.
func madeUpReadings() (list report.Readings, clips []split.Clip) {
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 60 {
		speaker := madeUpSpeakers[i%6]
		clips = append(clips, split.Clip{Speaker: speaker, Label: fmt.Sprint(i / 6)})
	}
	for _, speaker := range madeUpSpeakers {
		for seed := 11; seed <= 12; seed++ {
			add := func(method, analysis, part string, n int, of func(i int) float64) {
				r := records.Reading{Protocol: "P", Norm: "batch", Speaker: speaker, Seed: seed,
					Method: method, Analysis: analysis, Part: part}
				for i := range n {
					r.Values = append(r.Values, of(i)+0.03*random.NormFloat64())
				}
				list = append(list, r)
			}
			for k, m := range []string{"original", "base", "conv-bn", "gold", "gold2",
				explain.Random} {
				place := float64(k)
				for _, part := range []string{"to gold, excluded", "to gold, test"} {
					add(m, "cka", part, 6, func(i int) float64 { return 0.95 - 0.05*float64(i) - 0.02*place })
				}
				for _, part := range []string{"speaker", "shuffled"} {
					add(m, "probe", part, 6, func(int) float64 { return 0.6 + 0.05*place })
				}
				for _, part := range []string{"into", "out of"} {
					add(m, "patch", part, 6, func(i int) float64 { return place * float64(i) / 10 })
				}
				add(m, "map", "integrated gradients", 400, func(i int) float64 {
					return 0.4 * math.Exp(-float64(i/20)/4) * math.Sin(float64(i%20)/3+place)
				})
				add(m, "embedding", "silhouette", 6, func(int) float64 { return -0.1 + 0.02*place })
				for _, bits := range []string{"8", "4"} {
					add(m, "rounding", "margin, "+bits+" bits", 2, func(int) float64 { return 5 - place })
				}
				for _, axis := range []string{"x", "y"} {
					add(m, "embedding", axis, 60, func(i int) float64 {
						return 4 * math.Sin(float64(i/6)+float64(len(axis)))
					})
				}
			}
			add("original", "embedding", "clips", 60, func(int) float64 { return 0 })
			places := list[len(list)-1].Values
			for i := range places {
				places[i] = float64(i)
			}
			for _, m := range []string{"base", "conv-bn", "gold2", "retrain-30", explain.WrongLabels} {
				add(m, "relearning", "known again", 41, func(i int) float64 {
					return 0.8 * (1 - math.Exp(-float64(i)/float64(2+len(m))))
				})
			}
			for _, way := range []string{"hidden", "shown"} {
				for _, order := range []string{"own map", "gold2", "random order"} {
					add("base", "curve", way+" by "+order, 21, func(i int) float64 {
						return 6 * math.Exp(-float64(i)/float64(len(order)))
					})
				}
			}
			for _, m := range []string{explain.TracInGoldName, explain.TracInOriginalName,
				explain.InfluenceStepName} {
				add(m, "influence", "of the speaker", 1, func(int) float64 { return 0.2 })
				add(m, "influence", "of another speaker", 1, func(int) float64 { return 0.1 })
			}
			add("gold2", "influence", "effect", 1, func(int) float64 { return 0.5 })
		}
	}
	return list, clips
}

// madeUpMatrix is a judged interference of the made-up speakers.
func madeUpMatrix() explain.Judged[explain.Interference] {
	of := func(size float64) (x explain.Interference) {
		x.Speakers = madeUpSpeakers
		for i := range x.Speakers {
			x.Cells = append(x.Cells, make([]records.Sample, len(x.Speakers)))
			for j := range x.Speakers {
				for seed := 1; seed <= 3 && i != j; seed++ {
					x.Cells[i][j].Pairs = append(x.Cells[i][j].Pairs, records.Pair{
						Speaker: x.Speakers[i], Seed: seed,
						Value: size * (math.Sin(float64(i*j)) + float64(seed)/10)})
				}
			}
		}
		return x
	}
	return explain.Judged[explain.Interference]{Method: "base", Found: of(0.2), Floor: of(0.05),
		Control: of(0.5), ControlName: explain.Noise}
}

// madeUpMemory is a judged memory of some clips.
func madeUpMemory() explain.Judged[explain.Memory] {
	random := rand.New(rand.NewPCG(5, 6))
	of := func(share float64) (m explain.Memory) {
		for i := range 300 {
			x := 4 + 3*random.NormFloat64()
			m.Clips = append(m.Clips, explain.Remembered{Clip: i, Memorised: x,
				Forgotten: share*x + random.NormFloat64()})
		}
		for _, s := range madeUpSpeakers {
			m.Rank.Pairs = append(m.Rank.Pairs, records.Pair{Speaker: s, Seed: 1,
				Value: share + 0.05*random.NormFloat64()})
		}
		return m
	}
	return explain.Judged[explain.Memory]{Method: "base", Found: of(0.4), Floor: of(0.8),
		Control: of(0.6), ControlName: explain.Noise}
}

// explained draws every figure of the analyses of package explain.
func explained(r report.Readings, clips []split.Clip, x explain.Judged[explain.Interference],
	m explain.Judged[explain.Memory]) []entry {
	return []entry{
		{"explain_layers", func() (*Figure, error) { return LayersLike(r) }},
		{"explain_probes", func() (*Figure, error) { return LayerProbes(r) }},
		{"explain_patches", func() (*Figure, error) { return Patches(r) }},
		{"explain_maps", func() (*Figure, error) { return InputMaps(r) }},
		{"explain_hiding", func() (*Figure, error) { return Hiding(r, "base") }},
		{"explain_relearning", func() (*Figure, error) { return Relearning(r) }},
		{"explain_rounding", func() (*Figure, error) { return Rounding(r) }},
		{"explain_influence", func() (*Figure, error) { return Influence(r) }},
		{"explain_planes", func() (*Figure, error) { return Planes(r, clips, "ben") }},
		{"explain_standing", func() (*Figure, error) { return Standing(r) }},
		{"explain_interference", func() (*Figure, error) { return Interference(x) }},
		{"explain_remembered", func() (*Figure, error) { return Remembered(m) }},
	}
}

// madeUpExplained are the figures of the gallery.
func madeUpExplained() []entry {
	r, clips := madeUpReadings()
	return explained(r, clips, madeUpMatrix(), madeUpMemory())
}

// Every figure holds each number that it was given, counted by hand, and
// refuses to draw nothing.
func TestExplained(t *testing.T) {
	rows := map[string]int{
		"explain_layers":       2 * 6 * 5 * 12, // sets, layers, models, pairs
		"explain_probes":       2 * 6 * 5 * 12,
		"explain_patches":      2 * 6 * 3 * 12,
		"explain_maps":         6 * 5 * 400, // speakers, models, features
		"explain_hiding":       2 * 3 * 12 * 21,
		"explain_relearning":   5 * 12 * 41,
		"explain_rounding":     2 * 6 * 12,
		"explain_influence":    7 * 12,
		"explain_planes":       4 * 60,
		"explain_standing":     6 * 12,
		"explain_interference": 3 * 30 * 3,
		"explain_remembered":   3 * 300,
	}
	for _, e := range madeUpExplained() {
		name := e.name
		f, err := e.draw()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := len(f.Data()) - 1; got != rows[name] {
			t.Errorf("%s holds %d rows, want %d", name, got, rows[name])
		}
		if w, _ := f.Size(); w != TextWidth && w != ColumnWidth {
			t.Errorf("%s is %v wide", name, w)
		}
	}
	for _, e := range explained(nil, nil, explain.Judged[explain.Interference]{},
		explain.Judged[explain.Memory]{}) {
		if _, err := e.draw(); !errors.Is(err, ErrNoData) {
			t.Errorf("%s of nothing: %v", e.name, err)
		}
	}
	r, clips := madeUpReadings()
	if _, err := Planes(r, clips[:3], "ben"); err == nil {
		t.Error("places beyond the clips were drawn")
	}
}
