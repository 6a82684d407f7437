package command

import (
	"context"
	"io"

	"audiounlearning/gomlx_model/settings"
	"audiounlearning/notebooks/internal/publish"
)

// publishCommand publishes the study that the arguments ask for, or the studies
// of a plan.
func publishCommand(ctx context.Context, out io.Writer, args []string) error {
	flags, asked := settingFlags("publish", out)
	planned := flags.String("plan", "", "publish the studies that this `file` lists, flags a line")
	if _, err := parseSettings(flags, asked, args); err != nil {
		return err
	}
	studies := []settings.Settings{*asked}
	if *planned != "" {
		steps, err := readPlan(*planned, *asked)
		if err != nil {
			return err
		}
		studies = nil
		for _, s := range steps {
			studies = append(studies, s.settings)
		}
	}
	return publish.Studies(ctx, out, studies)
}
