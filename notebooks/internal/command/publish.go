package command

import (
	"context"
	"errors"
	"io"

	"audiounlearning/gomlx_model/settings"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/publish"
)

// publishCommand publishes the study that the arguments ask for, the studies of
// a plan, or a survey of weights.
func publishCommand(ctx context.Context, out io.Writer, args []string) error {
	flags, asked := settingFlags("publish", out)
	planned := flags.String("plan", "", "publish the studies in this `file`, one line of flags each")
	surveyed := flags.Bool("survey", false, "publish only what package explain finds in the weights "+
		"for these speakers and seeds, as figures/data/readings")
	if _, err := arguments.ParseSettings(flags, asked, args); err != nil {
		return err
	}
	if *surveyed {
		if *planned != "" {
			return errors.New("a survey covers one study: leave out -survey or -plan")
		}
		return publish.Survey(ctx, out, *asked)
	}
	studies := []settings.Settings{*asked}
	if *planned != "" {
		steps, err := arguments.ReadPlan(*planned, *asked)
		if err != nil {
			return err
		}
		studies = nil
		for _, s := range steps {
			studies = append(studies, s.Settings)
		}
	}
	return publish.Studies(ctx, out, studies)
}
