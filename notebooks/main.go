// Command notebooks sets up what the notebooks need, runs the study and the
// notebooks, and publishes what they show.
//
//	go run ./notebooks [settings]            set up, run the study, execute every notebook
//	go run ./notebooks study [settings]      run the study without notebooks, print or save its records
//	go run ./notebooks mfcc FILE.wav …       print the features of recordings as CSV
//	go run ./notebooks lab                   open JupyterLab on the notebooks
//	go run ./notebooks setup                 set up what is missing and nothing else
//	go run ./notebooks doctor                say what is there and what is missing
//	go run ./notebooks publish [settings]    write the committed outputs, from a full study of the real recordings
//
// Every command takes -h. A setting is a flag (-speakers), or else the
// environment variable of its name (AU_SPEAKERS), or else the paper's value.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// A command is one of the program's subcommands.
type command struct {
	name, args, summary string
	run                 func(ctx context.Context, out io.Writer, args []string) error
}

// commands are listed in the order in which -h shows them; the first is the
// one that runs where none is named.
func commands() []command {
	return []command{
		{"run", "[settings]", "set up what is missing, run the study, execute every notebook into notebooks/out", runCommand},
		{"study", "[settings] [-out FILE.csv]", "run the study without notebooks and print its tables, or save its records", studyCommand},
		{"mfcc", "[features] FILE.wav …", "print the MFCCs of recordings as CSV", mfccCommand},
		{"lab", "[jupyter lab's arguments]", "open JupyterLab on the notebooks with the kernel ready", labCommand},
		{"setup", "", "set up what is missing and nothing else", setupCommand},
		{"doctor", "", "say what is there, what is missing and what mends it", doctorCommand},
		{"publish", "[settings]", "write the committed notebooks, figures/data and the README's results", publishCommand},
	}
}

func main() {
	// A first Ctrl-C ends what runs in good order; a second one ends at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	err := dispatch(ctx, os.Stdout, os.Args[1:])
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return
	case ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "\nstopped; run the same command again to go on where it was")
	default:
		fmt.Fprintln(os.Stderr, "notebooks:", err)
	}
	os.Exit(1)
}

// dispatch runs the command that the first argument names.
func dispatch(ctx context.Context, out io.Writer, args []string) error {
	all := commands()
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

// usage lists the commands, then the settings that most of them take.
func usage(out io.Writer) {
	fmt.Fprint(out, "Usage: go run ./notebooks [command] [flags]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(out, "  %-8s %s\n", c.name, c.summary)
	}
	fmt.Fprint(out, "\nWithout a command it is run. go run ./notebooks COMMAND -h shows the flags of one.\n\nSettings:\n")
	flags, _ := settingFlags("", out)
	flags.PrintDefaults()
}
