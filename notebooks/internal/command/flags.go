package command

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"audiounlearning/gomlx_model/settings"
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
	// Whatever is there is replaced, so devices and pipes are not written to.
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s is %s, which is a folder: name a file", name, path)
	case err == nil && !info.Mode().IsRegular():
		return fmt.Errorf("%s is %s, which is not a regular file: name another", name, path)
	}
	return nil
}
