package command

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/study"
)

// flagsOf returns the flag set of the named command. Its -h prints the
// command's help to out; its errors go only to the caller.
func flagsOf(name string, out io.Writer) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() {
		for _, c := range commands() {
			if c.name == name {
				fmt.Fprintf(out, "Usage: go run ./notebooks %s %s\n\n%s. %s\n\n", c.name, c.args,
					c.summary, quietly)
			}
		}
		flags.PrintDefaults()
	}
	return flags
}

// settingFlags returns a flag set with a flag for each setting, and the
// settings that it parses into. These start from the environment, or from the
// defaults where the environment sets nothing.
func settingFlags(name string, out io.Writer) (*flag.FlagSet, *settings.Settings) {
	settings := settings.Default().FromEnv()
	flags := flagsOf(name, out)
	settings.Flags(flags)
	return flags, &settings
}

// parse parses args. It prints no error, because main does.
func parse(flags *flag.FlagSet, args []string) error {
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

// checkPlace returns an error if a file cannot be written because its folder is
// missing. Commands call it before the hours of work that end in the file.
func checkPlace(name, path string) error {
	if path == "" {
		return nil
	}
	dir := filepath.Dir(path)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return fmt.Errorf("%s is %s: there is no folder %s: make it, or name another file", name,
			path, dir)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fmt.Errorf("%s is %s, which is a folder: name a file", name, path)
	}
	return nil
}

// parseSettings parses args into settings and checks them. Folders become
// absolute, since cells run in other folders. It returns the settings that were
// given as flags, as NAME=VALUE, for the environment of cells.
func parseSettings(flags *flag.FlagSet, s *settings.Settings, args []string) (given []string,
	err error) {
	if err := parse(flags, args); err != nil {
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
