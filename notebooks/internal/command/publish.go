package command

import (
	"context"
	"io"

	"audiounlearning/notebooks/internal/publish"
)

// publishCommand publishes the study that the arguments ask for.
func publishCommand(ctx context.Context, out io.Writer, args []string) error {
	flags, settings := settingFlags("publish", out)
	if _, err := parseSettings(flags, settings, args); err != nil {
		return err
	}
	return publish.Study(ctx, out, *settings)
}
