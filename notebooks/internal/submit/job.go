package submit

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
)

// MaxWorkers is the largest number of workers of one submission. An array of
// Slurm has up to 1,001 tasks, unless somebody raised MaxArraySize.
const MaxWorkers = 1000

// Grace is how many seconds a worker has from being told to stop until it is
// killed. It stops between two epochs, which take less than a second each.
const Grace = 120

// A Job is the study that every worker carries out.
type Job struct {
	Workers int      // 1…MaxWorkers
	CPUs    int      // runs that a worker trains at a time, one a core: 1…1024
	Memory  string   // of a worker, as in 2G
	Flags   []string // of study, as in -seeds=10
}

// memory is a number of bytes as both engines read it.
var memory = regexp.MustCompile(`^[1-9][0-9]{0,5}[KMGT]$`)

// Validate returns an error that names the first field out of its range.
func (j Job) Validate() error {
	switch {
	case j.Workers < 1 || j.Workers > MaxWorkers:
		return fmt.Errorf("workers is %d: it must be in 1…%d", j.Workers, MaxWorkers)
	case j.CPUs < 1 || j.CPUs > 1024:
		return fmt.Errorf("cpus is %d: it must be in 1…1024", j.CPUs)
	case !memory.MatchString(j.Memory):
		return fmt.Errorf("mem is %q: give a number and a unit, K, M, G or T, as in 2G", j.Memory)
	}
	for _, flag := range j.Flags {
		if err := printable("the setting", flag); err != nil {
			return err
		}
	}
	return nil
}

// printable refuses characters that would end a line of a script.
func printable(what, text string) error {
	if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return fmt.Errorf("%s %q has a character that cannot be printed: leave it out", what, text)
	}
	return nil
}

// folder refuses a path that would mean another folder on another machine.
func folder(what, path string) error {
	if !filepath.IsAbs(path) {
		return fmt.Errorf("%s is %q: give an absolute path, the same on every machine", what, path)
	}
	return printable(what, path)
}
