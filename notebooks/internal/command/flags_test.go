package command

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"audiounlearning/notebooks/internal/arguments"
)

// TestEveryFlag requires a message for each flag that -h lists, of the command
// itself or of another one that takes the same setting.
func TestEveryFlag(t *testing.T) {
	clean(t)
	own := func(args string, flag string) bool {
		return regexp.MustCompile(` -` + flag + `( |=|$)`).MatchString(args)
	}
	settings := map[string]bool{}
	all, _ := settingFlags("", &bytes.Buffer{})
	all.VisitAll(func(f *flag.Flag) { settings[f.Name] = true })
	for _, command := range []string{"run", "study", "status", "publish", "mfcc", "setup", "doctor",
		"study submit slurm", "study submit kubernetes"} {
		var help bytes.Buffer
		if err := Dispatch(t.Context(), &help, append(strings.Fields(command), "-h")); err != nil &&
			!errors.Is(err, flag.ErrHelp) {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(`(?m)^  -(\S+)`).FindAllStringSubmatch(
			help.String(), -1) {
			if !slices.ContainsFunc(messages("BAD", "VOICES"), func(m message) bool {
				return own(m.args, match[1]) && (settings[match[1]] || command == "mfcc" ||
					strings.HasPrefix(m.args, strings.SplitN(command, " -", 2)[0]) ||
					strings.HasPrefix(command, "study submit") && strings.HasPrefix(m.args, "study submit"))
			}) {
				t.Errorf("there is no message of -%s of %s", match[1], command)
			}
		}
	}
}

// TestAlwaysRun: original, gold and gold2 may be named among the methods.
func TestAlwaysRun(t *testing.T) {
	clean(t)
	flags, s := settingFlags("study", &bytes.Buffer{})
	if _, err := arguments.ParseSettings(flags, s, []string{"-methods",
		"original,gold,gold2,base"}); err != nil {
		t.Error(err)
	}
}

// TestLabAsRoot: JupyterLab's own refusal says nothing of this program's flags.
func TestLabAsRoot(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root is refused")
	}
	clean(t)
	freshClone(t)
	err := Dispatch(t.Context(), &bytes.Buffer{}, []string{"lab", "--no-browser"})
	if err == nil || !strings.Contains(err.Error(), "lab --allow-root") {
		t.Errorf("got %v", err)
	}
}
