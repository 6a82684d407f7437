package submit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path"
	"regexp"
	"strings"
	"text/template"
)

// Slurm says how a job array runs. Empty fields are left to the cluster.
type Slurm struct {
	Partition string
	Time      string   // limit of a worker, in a form of sbatch's -time; above 5 minutes
	Options   []string // more options of sbatch, as in --account=speech

	Program   string   // the built program, an absolute path that all nodes see
	Logs      string   // folder of the workers' logs, an absolute path
	Variables []string // NAME=VALUE of the workers' environment
}

// Validate returns an error that names the first field that a script cannot
// hold.
func (s Slurm) Validate() error {
	if s.Partition != "" && !regexp.MustCompile(`^[A-Za-z0-9_.,-]+$`).MatchString(s.Partition) {
		return fmt.Errorf("partition is %q: give names of letters, digits, _, . and -, separated "+
			"by commas", s.Partition)
	}
	if s.Time != "" {
		minutes, err := minutesOf(s.Time)
		if err != nil || minutes <= 5 {
			return fmt.Errorf("time is %q: give more than 5 minutes, as in 90, 8:00:00 or 2-0, since "+
				"a worker stops %d seconds before its end", s.Time, Grace)
		}
	}
	for _, option := range s.Options {
		if !strings.HasPrefix(option, "--") {
			return fmt.Errorf("option is %q: give one of sbatch's, as in --account=speech", option)
		}
		if err := printable("option", option); err != nil {
			return err
		}
	}
	if err := folder("the program", s.Program); err != nil {
		return err
	}
	if strings.ContainsAny(s.Logs, `"\`) {
		return fmt.Errorf(`store is %q: sbatch cannot name logs there; leave out " and \`, s.Logs)
	}
	return folder("the store", s.Logs)
}

// minutesOf reads a time as sbatch does: minutes, minutes:seconds,
// hours:minutes:seconds, days-hours, days-hours:minutes or
// days-hours:minutes:seconds.
func minutesOf(text string) (float64, error) {
	var days, a, b, c float64
	for _, form := range []struct {
		pattern string
		into    []any
		minutes func() float64
	}{
		{`^\d{1,6}$`, []any{&a}, func() float64 { return a }},
		{`^\d{1,6}:\d{1,2}$`, []any{&a, &b}, func() float64 { return a + b/60 }},
		{`^\d{1,6}:\d{1,2}:\d{1,2}$`, []any{&a, &b, &c},
			func() float64 { return 60*a + b + c/60 }},
		{`^\d{1,4}-\d{1,2}(:\d{1,2}){0,2}$`, []any{&days, &a, &b, &c},
			func() float64 { return 1440*days + 60*a + b + c/60 }},
	} {
		if regexp.MustCompile(form.pattern).MatchString(text) {
			fields := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == ':' })
			_, err := fmt.Sscan(strings.Join(fields, " "), form.into[:len(fields)]...)
			return form.minutes(), err
		}
	}
	return 0, errors.New("no form of sbatch's")
}

// slurmScript is the template of an array's script. The worker runs in the
// background, because bash handles a signal only after its foreground command
// has ended. The task is named with its index, because the job number of one of
// the tasks is that of the array.
var slurmScript = template.Must(template.New("slurm").Funcs(template.FuncMap{
	"quote": quote, "pattern": pattern,
}).Parse(`#!/bin/bash
#SBATCH --job-name=audiounlearning
#SBATCH --array=0-{{.Last}}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={{.Job.CPUs}}
#SBATCH --mem={{.Job.Memory}}
{{- with .Slurm.Partition}}
#SBATCH --partition={{.}}{{end}}
{{- with .Slurm.Time}}
#SBATCH --time={{.}}{{end}}
#SBATCH --signal=B:TERM@{{.Grace}}
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output={{pattern .Slurm.Logs}}
{{- range .Slurm.Options}}
#SBATCH {{.}}{{end}}

# The flags below are all the settings: none come from the shell that submits.
unset "${!AU_@}"
{{- range .Slurm.Variables}}
export {{quote .}}{{end}}
export GOMAXPROCS="${SLURM_CPUS_PER_TASK:-{{.Job.CPUs}}}"
task="${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
worker=

# TERM comes {{.Grace}} s before the time limit. The worker stops between two epochs
# and its task goes back into the queue; one that somebody cancelled does not.
stop() {
	if [ -n "$worker" ]; then
		kill -TERM "$worker" 2>/dev/null
		wait "$worker" && exit 0
	fi
	if [ "$(squeue --noheader --jobs="$task" --format=%T)" = RUNNING ]; then
		scontrol requeue "$task"
	fi
	exit 1
}
trap stop TERM

{{quote .Slurm.Program}} study{{range .Job.Flags}} \
	{{quote .}}{{end}} &
worker=$!
wait "$worker"
`))

// Script returns the batch script of the array.
func (s Slurm) Script(j Job) (string, error) {
	if err := errors.Join(j.Validate(), s.Validate()); err != nil {
		return "", first(err)
	}
	var script strings.Builder
	err := slurmScript.Execute(&script, struct {
		Job         Job
		Slurm       Slurm
		Last, Grace int
	}{j, s, j.Workers - 1, Grace})
	return script.String(), err
}

// first returns the first of joined errors: one remedy at a time.
func first(err error) error {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		return all.Unwrap()[0]
	}
	return err
}

// plain matches text that needs no quotes in a shell.
var plain = regexp.MustCompile(`^[A-Za-z0-9_@+=:,./-]+$`)

// quote returns text as one word of a shell's line.
func quote(text string) string {
	if plain.MatchString(text) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// pattern returns the name of the logs as sbatch reads it: %A is the array's
// number and %a the task's.
func pattern(folder string) string {
	name := path.Join(strings.ReplaceAll(folder, "%", "%%"), "%A_%a.log")
	if plain.MatchString(strings.ReplaceAll(name, "%", "")) {
		return name
	}
	return `"` + name + `"`
}

// Sbatch submits a script and returns the number of the array.
func Sbatch(ctx context.Context, script string) (string, error) {
	return feed(ctx, script, "log in to the cluster, or print the script with -dry-run",
		"sbatch", "--parsable")
}

// feed runs a command of the engine, with text as its input, and returns what
// it prints.
func feed(ctx context.Context, text, remedy, name string, args ...string) (string, error) {
	if _, err := exec.LookPath(name); err != nil {
		return "", fmt.Errorf("%s is not on PATH: %s", name, remedy)
	}
	var out, said bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(text), &out, &said
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s refuses the job: %s (%w)", name,
			strings.Join(strings.Fields(said.String()), " "), err)
	}
	return strings.TrimSpace(out.String()), nil
}
