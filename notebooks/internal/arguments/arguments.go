// Package arguments reads the settings of studies: those of one study from
// command-line arguments, and those of several from a plan, a file with a line
// of such arguments for each.
package arguments

import (
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/study"
)

// Parse parses a command's arguments. It prints no error, because main does.
func Parse(flags *flag.FlagSet, args []string) error {
	out, usage := flags.Output(), flags.Usage
	// Package flag prints the whole usage with each error; one sentence is
	// enough.
	for _, arg := range args {
		if arg == "-h" || arg == "--help" || arg == "-help" || arg == "--h" {
			usage()
			return flag.ErrHelp
		}
		if arg == "--" {
			break
		}
	}
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	defer func() { flags.SetOutput(out); flags.Usage = usage }()
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("%s: go run ./notebooks %s -h lists the flags", withRemedy(err),
			flags.Name())
	}
	return nil
}

// withRemedy returns the text of an error of package flag. Where package flag
// says only "parse error", the text says what to give instead.
func withRemedy(err error) string {
	text := err.Error()
	for _, reason := range []string{": parse error", ": value out of range"} {
		if before, ok := strings.CutSuffix(text, reason); ok {
			if strings.HasPrefix(text, "invalid boolean value") {
				return before + ": give true or false"
			}
			return before + ": give a whole number"
		}
	}
	return text
}

// ParseSettings parses arguments into settings and checks them. Folders become
// absolute, since cells run in other folders. It returns the settings that were
// given as flags, as NAME=VALUE, for the environment of cells.
func ParseSettings(flags *flag.FlagSet, s *settings.Settings, args []string) (given []string,
	err error) {
	if err := Parse(flags, args); err != nil {
		return nil, err
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("%s takes no argument %q: settings are flags, as in -speakers %[2]s",
			flags.Name(), flags.Arg(0))
	}
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if err := study.CheckMethods(s.Methods); err != nil {
		return nil, err
	}
	if s.Data != "" && s.Data != "fsdd" && s.Data != "synthetic" {
		if s.Data, err = filepath.Abs(s.Data); err != nil {
			return nil, fmt.Errorf("folder of the corpus: %w", err)
		}
	}
	if s.Store != "" {
		if s.Store, err = filepath.Abs(s.Store); err != nil {
			return nil, fmt.Errorf("folder of finished runs: %w", err)
		}
	}
	for _, variable := range s.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		set := false
		flags.Visit(func(f *flag.Flag) { set = set || settings.Variable(f.Name) == name })
		// Folders are passed on even if they came from the environment, which
		// may hold relative paths.
		if set || value != "" && (name == settings.Variable("data") ||
			name == settings.Variable("store")) {
			given = append(given, variable)
		}
	}
	return given, nil
}
