package publish

import (
	"context"
	"slices"
	"strings"

	"audiounlearning/audio/corpus"
	"audiounlearning/figures"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/study"
	"audiounlearning/notebooks/internal/console"
)

// addAll adds studies and returns the results of the first, which is run even
// if its records are published. What is found on weights may take minutes a
// study. It is written after each study and not looked for again, so that a
// publication that is stopped goes on from there.
func (a *archive) addAll(ctx context.Context, root string, asked []settings.Settings,
	c *corpus.Corpus, show *console.Screen) (first *records.Results, err error) {
	for _, s := range asked {
		known, before := a.Records, len(a.Findings)+len(a.TunedFindings)
		if first == nil {
			known = nil
		}
		results, err := a.addStudy(ctx, s, c, known, show)
		if err != nil {
			return nil, err
		}
		if first == nil {
			first = results
		}
		if len(a.Findings)+len(a.TunedFindings) != before {
			if err := a.Write(DataDir(root)); err != nil {
				return nil, err
			}
		}
	}
	return first, nil
}

// addStudy runs a study on a corpus, checks that it may be published, inspects
// its weights, and puts all of it into the archive. A run with known records is
// not trained again for its records alone; what the archive has of it stays.
func (a *archive) addStudy(ctx context.Context, settings settings.Settings, c *corpus.Corpus,
	known []records.Record, show *console.Screen) (*records.Results, error) {
	results, err := console.RunStudyOn(ctx, settings, c, known, show)
	if err != nil {
		return nil, err
	}
	if err := publishable(results); err != nil {
		return nil, err
	}
	show.Line("inspecting weights")
	found, err := study.Inspect(ctx, inspected(results), c, slices.Concat(a.Findings, a.TunedFindings))
	if err != nil {
		return nil, err
	}
	if leftOut := a.add(results, found); len(leftOut) > 0 {
		show.Line("not published, because a run is missing: " + strings.Join(leftOut, "; "))
	}
	a.ClipNames = clipNames(c)
	return results, nil
}

// drawAll draws the figures of the paper's study, and then those that are
// better drawn from all published runs.
func (a archive) drawAll(ctx context.Context, dir string, results *records.Results,
	c *corpus.Corpus) error {
	if err := DrawAll(ctx, dir, results, c); err != nil {
		return err
	}
	if err := a.drawExplained(dir); err != nil {
		return err
	}
	all := records.DefaultSelection().Filter(a.Records)
	head := report.HeadlineRecords(all)
	view, err := records.Select(head, records.DefaultSelection())
	if err != nil {
		return err
	}
	every, err := records.Select(all, records.DefaultSelection())
	if err != nil {
		return err
	}
	schemes := names.PaperSchemes()
	frontier, err := report.SelectFrontier(a.Records, a.Traces, records.DefaultSelection())
	if err != nil {
		return err
	}
	return drawEach(dir, "", []drawing{
		{"frontier", func() (*figures.Figure, error) {
			rows, _ := report.Frontier(frontier)
			return figures.Frontier(rows)
		}},
		{"worth", func() (*figures.Figure, error) { return figures.Worth(report.Worth(frontier)) }},
		{"gaps", func() (*figures.Figure, error) { return figures.Gaps(head, schemes...) }},
		{"forest", func() (*figures.Figure, error) { return figures.Forest(view) }},
		{"lottery", func() (*figures.Figure, error) { return figures.Lottery(every) }},
		{"speakers", func() (*figures.Figure, error) {
			return figures.BySpeaker(head, names.SetExcluded,
				slices.Concat([]string{names.Original, names.Gold}, schemes)...)
		}},
		{"unheard", func() (*figures.Figure, error) { return figures.Unheard(all) }},
		{"noise", func() (*figures.Figure, error) {
			return figures.NoiseSteps(every.Among(report.Exploring)) // only these have the controls
		}},
		{"statistics", func() (*figures.Figure, error) {
			return figures.Distances(a.Traces,
				names.AllBNStats, "statistics")
		}},
		{"weights", func() (*figures.Figure, error) {
			return figures.Distances(a.Traces, names.Base,
				"weights")
		}},
	})
}
