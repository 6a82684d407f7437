package command

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"audiounlearning/notebooks/internal/console"
)

// A command is one of the program's subcommands.
type command struct {
	name, args, summary string
	run                 func(ctx context.Context, out io.Writer, args []string) error
}

// commands returns the commands in the order of -h. The first one runs if none
// is named.
func commands() []command {
	return []command{
		{"run", "[settings]", "set up what is missing, run the study, execute every notebook " +
			"into notebooks/out", runCommand},
		{"study", "[settings] [-out FILE.csv] [-against published] | submit ENGINE …",
			"run the study without notebooks and print its tables, or save its records; " +
				"study submit slurm (or kubernetes) runs it on a cluster", studyCommand},
		{"status", "[settings] [-plan FILE]", "say how much of a study or a plan is done, over " +
			"all machines; the exit status is 3 while runs are left", statusCommand},
		{"mfcc", "[features] FILE.wav …", "print the MFCCs of recordings as CSV", mfccCommand},
		{"lab", "[jupyter lab's arguments]", "open JupyterLab on the notebooks with the kernel " +
			"ready", labCommand},
		{"site", "[-serve ADDRESS]", "write a web site of the committed notebooks to " +
			"notebooks/out/site", siteCommand},
		{"explore", "[-serve ADDRESS]", "write a page for exploring the published records to " +
			"notebooks/out/explore.html", exploreCommand},
		{"setup", "", "set up what is missing, and do nothing else", setupCommand},
		{"doctor", "[-json]", "say what is there, what is missing and how to fix it", doctorCommand},
		{"publish", "[settings]", "write the committed notebooks, figures/data and the README's " +
			"results", publishCommand},
	}
}

// Dispatch runs the command that the first argument names. With -q among the
// arguments it shows no progress.
func Dispatch(ctx context.Context, out io.Writer, args []string) error {
	all := commands()
	if i := slices.Index(args, "-q"); i >= 0 {
		ctx, args = console.Quietly(ctx), slices.Delete(slices.Clone(args), i, i+1)
	}
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		if len(args) > 0 && (args[0] == "-h" || args[0] == "-help" || args[0] == "--help") {
			usage(out)
			return nil
		}
		return all[0].run(ctx, out, args)
	}
	for _, c := range all {
		if c.name == args[0] {
			return c.run(ctx, out, args[1:])
		}
	}
	if args[0] == "help" {
		usage(out)
		return nil
	}
	return fmt.Errorf("there is no command %q: go run ./notebooks -h lists them", args[0])
}

// quietly is what every command's -h says besides its own flags.
const quietly = "With -q a command shows no progress, only results and errors."

// usage lists the commands, then the settings that most of them take.
func usage(out io.Writer) {
	fmt.Fprint(out, "Usage: go run ./notebooks [command] [flags]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(out, "  %-8s %s\n", c.name, c.summary)
	}
	fmt.Fprint(out, "\nThe default command is run. \"go run ./notebooks COMMAND -h\" lists a "+
		"command's flags. "+quietly+"\n\nSettings:\n")
	flags, _ := settingFlags("", out)
	flags.PrintDefaults()
}
