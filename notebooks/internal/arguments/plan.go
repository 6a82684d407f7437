package arguments

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"audiounlearning/gomlx_model/settings"
)

// A Step is one study of a plan: a line of flags, and the settings that it
// gives.
type Step struct {
	Line     string
	Settings settings.Settings
}

// maxPlan bounds a plan, in bytes.
const maxPlan = 1 << 20

// ReadPlan reads a plan: each line holds the flags of one study, the most
// valuable study first. Lines that begin with # are comments. Settings that a
// line leaves out are as in base.
func ReadPlan(path string, base settings.Settings) ([]Step, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("plan: %w: give a file with a line of flags for each study", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxPlan {
		return nil, fmt.Errorf("plan %s: it must be a file of at most %d bytes", path, maxPlan)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	var steps []Step
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		s, flags := base, flag.NewFlagSet("study", flag.ContinueOnError)
		s.Flags(flags)
		flags.Usage = func() {}
		_, err := ParseSettings(flags, &s, strings.Fields(line))
		if errors.Is(err, flag.ErrHelp) { // which asks for nothing here
			err = errors.New("a line takes no -h: go run ./notebooks study -h lists the flags")
		}
		if err != nil {
			return nil, fmt.Errorf("plan %s, line %d: %w", path, i+1, err)
		}
		steps = append(steps, Step{line, s})
	}
	if len(steps) == 0 {
		return nil, fmt.Errorf("plan %s lists no study: write a line of flags for each", path)
	}
	return steps, nil
}
