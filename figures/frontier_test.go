package figures

import (
	"errors"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// madeUpFrontier are rows of a frontier that looks like the study's.
func madeUpFrontier() []report.FrontierRow {
	var rows []report.FrontierRow
	for _, m := range []struct {
		method                     string
		share, test, excluded, way float64
	}{
		{"retrain-15", 0.125, 7.6, 3.9, 1.7}, {"retrain-30", 0.25, 2.3, 1.5, 1.2},
		{"retrain-40", 1. / 3, 1.4, 1.3, 1.1}, {"retrain-60", 0.5, 1.3, 1.0, 1},
		{"retrain-15-onecycle, tuned", 0.125, 3.6, 2.2, 1.3},
		{"retrain-30-onecycle, tuned", 0.25, 1.5, 1.4, 1.1}, {"base", 0.125, 1.75, 4.9, 0.28},
		{"all-bn", 0.125, 2.2, 4.6, 0.32}, {"conv-bn", 0.125, 2.3, 4.45, 0.35},
		{"all-bn-stats", 0.125, 1.6, 4.7, 0.27}, {"conv-bn-stats", 0.125, 1.7, 4.66, 0.28},
		{"base, tuned", 0.125, 1.5, 3.8, 0.45}, {"finetune", 0.125, 1, 6.4, 0.01},
		{"no-noise", 0.125, 1.04, 6.3, 0.04},
		{"noise-0.16", 0.125, 65, 8, 2.6}, {"gold2", 1, 1, 1, 1}, {"original", 0, 1.15, 6.5, 0},
	} {
		around := func(mean float64) report.Estimate {
			e := report.Estimate{Mean: mean, Low: mean * 0.6, High: mean * 1.4}
			for _, speaker := range madeUpSpeakers {
				for seed := 1; seed <= 10; seed++ {
					e.Sample.Pairs = append(e.Sample.Pairs, records.Pair{Speaker: speaker,
						Seed: seed, Value: mean})
				}
			}
			return e
		}
		rows = append(rows, report.FrontierRow{Method: m.method,
			Cost: report.Cost{Passes: 243000 * m.share, Share: m.share}, Test: around(m.test),
			Excluded: around(m.excluded), Way: report.Way{Estimate: around(m.way)}})
	}
	return rows
}

// TestSpread: 0, 1 and 2 move 3 apart and keep their mean of 1; 20 is far
// enough away to stay.
func TestSpread(t *testing.T) {
	if got := spread([]float64{0, 1, 2, 20}, 3); !slices.Equal(got, []float64{-2, 1, 4, 20}) {
		t.Errorf("%v, want −2, 1, 4, 20", got)
	}
}

// TestFrontierMarks: three methods of the same cost are a step apart around
// their true place, with retraining last. A method that is alone stays where it
// is.
func TestFrontierMarks(t *testing.T) {
	rows := slices.DeleteFunc(madeUpFrontier(), func(r report.FrontierRow) bool {
		return !slices.Contains([]string{"retrain-15", "base", "conv-bn", "gold2"}, r.Method)
	})
	marks := frontierMarks(rows, names.SetTest)
	var order []string
	for _, m := range marks {
		order = append(order, m.method)
	}
	if !slices.Equal(order, []string{"base", "conv-bn", "retrain-15", "gold2"}) ||
		marks[0].aside >= 0 || marks[1].aside != 0 || marks[2].aside != -marks[0].aside ||
		marks[3].aside != 0 {
		t.Errorf("marks %+v", marks)
	}
}

// TestFrontierCaptionsFloor: the caption names the methods that the paired
// differences do not show to differ from gold2, whatever their bars cross.
func TestFrontierCaptionsFloor(t *testing.T) {
	rows := madeUpFrontier()
	for i := range rows {
		rows[i].OffExcluded = report.Estimate{Mean: 0.2, Low: 0.1, High: 0.3}
		if rows[i].Method == "retrain-60" {
			rows[i].OffExcluded.Low = -0.1
		}
	}
	f, err := Frontier(rows)
	if err != nil {
		t.Fatal(err)
	}
	want := " On excluded, paired by speaker, these are not shown to differ from gold2: " +
		Label("retrain-60") + "."
	if !strings.Contains(f.Caption, want) || strings.Contains(f.Caption, "On test, paired") {
		t.Errorf("%q lacks %q, or says as much of test", f.Caption, want)
	}
}

// TestFrontierWithout wants rows left out that have no place: one without a
// cost, one at distance 0, and all of them if there is no unit of distance.
func TestFrontierWithout(t *testing.T) {
	rows := madeUpFrontier()[:3]
	rows[0].Cost.Share, rows[1].Test.Mean = math.NaN(), 0
	f, err := Frontier(rows)
	if err != nil || len(f.Data()) != 3 {
		t.Errorf("%v, %v; want two lines of retrain-40 below the header", f, err)
	}
	for i := range rows {
		rows[i].Test.Mean = math.NaN()
	}
	if _, err := Frontier(rows); !errors.Is(err, ErrNoData) {
		t.Errorf("without distances: %v, want ErrNoData", err)
	}
}

// TestFrontierOfPublished draws the published study, with retraining from
// traces if it has no runs of its own, and saves it to -gallery for a look. It
// wants what a reader needs: base in both panels, and a caption that says where
// base ends.
func TestFrontierOfPublished(t *testing.T) {
	list, err := records.PublishedRecords()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("nothing is published yet")
	}
	selection := records.DefaultSelection()
	traces, err2 := records.PublishedTraces()
	v, err3 := report.SelectFrontier(list, traces, selection)
	if err := errors.Join(err, err2, err3); err != nil {
		t.Fatal(err)
	}
	rows, _ := report.Frontier(v)
	f, err := Frontier(rows)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		if !slices.ContainsFunc(f.Data(), func(r []string) bool {
			return r[0] == set && r[1] == names.Base
		}) {
			t.Error("base is not in the panel of", set)
		}
	}
	if !strings.Contains(f.Caption, "Base ends ") ||
		!strings.Contains(f.Caption, "over 6 speakers") ||
		!strings.Contains(f.Caption, "On excluded these score below gold (") {
		t.Errorf("caption %q does not say where base ends, over 6 speakers", f.Caption)
	}
	if *gallery != "" {
		if err := Save(*gallery, "frontier_published", f); err != nil {
			t.Fatal(err)
		}
	}
}
