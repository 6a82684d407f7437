package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/explain/survey"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/console"
)

// Survey trains what is missing of the paper's models of the speakers and seeds
// that are asked for, runs the analyses of package explain that need their
// weights, and writes what they find into figures/data/readings, each as it is
// found. What is there already, of the same models, is not done again.
func Survey(ctx context.Context, out io.Writer, asked settings.Settings) error {
	root, err := setup.Root()
	if err != nil {
		return err
	}
	data := DataDir(root)
	published, err := records.ReadPublished(data)
	if err != nil {
		return err
	}
	show := console.New(os.Stderr)
	c, err := console.FindCorpus(ctx, asked.Data, show)
	if err != nil {
		return err
	}
	if err := refuse(c.Name, c.Digest); err != nil {
		return err
	}
	asked.Methods = survey.Methods()
	// Known records spare no training here: the weights are what is wanted.
	results, err := console.RunStudyOn(ctx, asked, c, nil, show)
	if err != nil {
		return err
	}
	if err := publishable(results); err != nil {
		return err
	}
	if slices.ContainsFunc(results.Runs, func(r records.Run) bool { return !ofPaper(r) }) {
		return errors.New("only the paper's settings and seeds are surveyed: leave the other " +
			"flags but -speakers, -seeds and -store out")
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
