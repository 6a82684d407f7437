package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/explain/survey"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/console"
)

// Survey trains the missing ones of the paper's models for the speakers and
// seeds that are asked for. It runs the analyses of package explain that need
// their weights, and writes what each finds into figures/data/readings at once.
// It skips what is already there for the same models.
func Survey(ctx context.Context, out io.Writer, asked settings.Settings) error {
	if err := surveyable(asked); err != nil {
		return err
	}
	root, err := setup.Root()
	if err != nil {
		return err
	}
	show := console.Progress(ctx)
	c, err := findReal(ctx, asked.Data, show)
	if err != nil {
		return err
	}
	data := DataDir(root)
	published, err := records.ReadPublished(data)
	if err != nil {
		return err
	}
	asked.Methods = survey.Methods()
	// Known records save no training here, because the survey needs the
	// weights.
	results, err := console.RunStudyOn(ctx, asked, c, nil, show)
	if err != nil {
		return err
	}
	if err := publishable(results); err != nil {
		return err
	}
	o, err := models.Open(ctx, results, c)
	if err != nil {
		return err
	}
	defer o.Close()
	added := 0
	err = survey.Run(ctx, o, published.Readings, func(list []records.Reading) error {
		published.Readings = merge(published.Readings, list, func(r records.Reading) string {
			return fmt.Sprintf("%q %d %q %q %q", r.Speaker, r.Seed, r.Method, r.Analysis, r.Part)
		})
		added += len(list)
		return records.WriteReadingsTo(data, published.Readings)
	}, show.Line)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "published %d readings, %d of them new, in %s; git diff shows what changed\n",
		len(published.Readings), added, data)
	return nil
}

// surveyable refuses settings that a reading cannot express: it names a
// speaker, a seed and a method, and implies the paper's settings.
func surveyable(asked settings.Settings) error {
	paper := settings.Default()
	paper.Speakers, paper.FirstSeed, paper.Seeds = asked.Speakers, asked.FirstSeed, asked.Seeds
	paper.Data, paper.Backend, paper.Store = asked.Data, asked.Backend, asked.Store
	if !slices.Equal(paper.Environ(), asked.Environ()) {
		return errors.New("only the paper's settings are surveyed: leave out all flags and " +
			"variables but speakers, seeds, data, backend and store")
	}
	if asked.Seeds > records.LastStudySeed {
		return fmt.Errorf("seeds is %d: seeds above %d are for tuning and are not surveyed",
			asked.Seeds, records.LastStudySeed)
	}
	return nil
}
