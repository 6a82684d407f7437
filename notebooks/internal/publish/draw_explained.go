package publish

import (
	"audiounlearning/figures"
	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/report"
)

// drawExplained draws what was found in answers and weights, as far as it is
// published.
func (a archive) drawExplained(dir string) error {
	r := report.Readings(a.Readings)
	drawings := []drawing{
		{"where-layers", func() (*figures.Figure, error) { return figures.LayersLike(r) }},
		{"where-probes", func() (*figures.Figure, error) { return figures.LayerProbes(r) }},
		{"where-blocks", func() (*figures.Figure, error) { return figures.Patches(r) }},
		{"where-maps", func() (*figures.Figure, error) { return figures.InputMaps(r) }},
		{"where-hiding", func() (*figures.Figure, error) { return figures.Hiding(r, names.Base) }},
		{"where-standing", func() (*figures.Figure, error) { return figures.Standing(r) }},
		{"where-influence", func() (*figures.Figure, error) { return figures.Influence(r) }},
		{"where-relearning", func() (*figures.Figure, error) { return figures.Relearning(r) }},
		{"where-rounding", func() (*figures.Figure, error) { return figures.Rounding(r) }},
	}
	clips, err := report.ClipsOfNames(a.ClipNames)
	if err != nil {
		return err
	}
	answers, err := explain.NewAnswers(a.Clips, clips)
	if err != nil {
		return err
	}
	memory, err := answers.Memory(names.Base)
	if err != nil {
		return drawEach(dir, "", drawings) // no pair has all the answers yet
	}
	matrix, err := answers.Interference(names.Base, explain.Loss)
	if err != nil {
		return err
	}
	return drawEach(dir, "", append(drawings, []drawing{
		{"where-remembered", func() (*figures.Figure, error) { return figures.Remembered(memory) }},
		{"where-interference", func() (*figures.Figure, error) {
			return figures.Interference(matrix)
		}},
		{"where-planes", func() (*figures.Figure, error) {
			return figures.Planes(r, clips, a.shown())
		}},
	}...))
}

// shown is the speaker of the first reading: one pair is drawn in the plane.
func (a archive) shown() string {
	if len(a.Readings) == 0 {
		return ""
	}
	return a.Readings[0].Speaker
}
