package command

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"audiounlearning/audio/corpus"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/console"
	"audiounlearning/notebooks/internal/submit"

	"github.com/gomlx/compute"
)

// A submission holds what both engines need.
type submission struct {
	flags    *flag.FlagSet
	settings settings.Settings
	job      submit.Job
	dry      bool
}

// submitCommand hands the study to a cluster's engine.
func submitCommand(ctx context.Context, out io.Writer, args []string) error {
	engine := ""
	if len(args) > 0 {
		engine = args[0]
	}
	switch engine {
	case "slurm":
		return submitSlurm(ctx, out, args[1:])
	case "kubernetes":
		return submitKubernetes(ctx, out, args[1:])
	}
	return fmt.Errorf("study submit takes slurm or kubernetes, not %q: go run ./notebooks study "+
		"submit slurm -h lists the flags", engine)
}

// newSubmission defines an engine's flags besides those of the settings.
func newSubmission(engine, does string, out io.Writer) *submission {
	flags := flag.NewFlagSet("study submit "+engine, flag.ContinueOnError)
	flags.SetOutput(out)
	s := &submission{flags: flags, settings: settings.Default().FromEnv()}
	flags.Usage = func() {
		fmt.Fprintf(out, "Usage: go run ./notebooks %s -workers N [settings] [flags]\n\n%s.\n\n",
			flags.Name(), does)
		flags.PrintDefaults()
	}
	s.settings.Flags(flags)
	flags.IntVar(&s.job.Workers, "workers", 0, "start `n` workers; any number suits any study")
	flags.IntVar(&s.job.CPUs, "cpus", 1, "`cores` of each worker, which trains one run on each at "+
		"a time")
	flags.StringVar(&s.job.Memory, "mem", "2G", "`memory` of each worker")
	flags.BoolVar(&s.dry, "dry-run", false, "print what would be submitted, and submit nothing")
	return s
}

// parse reads the flags. It also fixes the corpus and the backend if they are
// not set. Otherwise each worker would choose for itself, and one that fell
// back to synthetic speech or to pure Go would train other runs than the rest.
func (s *submission) parse(args []string) error {
	if _, err := arguments.ParseSettings(s.flags, &s.settings, args); err != nil {
		return err
	}
	if s.settings.Data == "" {
		s.settings.Data = "fsdd"
	}
	if s.settings.Backend == "" {
		s.settings.Backend = "xla-cpu"
	}
	return nil
}

// studyFlags returns the settings that differ from the defaults, as flags of
// study.
func (s *submission) studyFlags() (all []string) {
	standard := map[string]string{}
	for _, variable := range settings.Default().Environ() {
		name, value, _ := strings.Cut(variable, "=")
		standard[name] = value
	}
	now := map[string]string{}
	for _, variable := range s.settings.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		now[name] = value
	}
	s.flags.VisitAll(func(f *flag.Flag) {
		name := settings.Variable(f.Name)
		if value, is := now[name]; is && value != standard[name] {
			all = append(all, "-"+f.Name+"="+value)
		}
	})
	return all
}

// submitSlurm prints or submits a job array.
func submitSlurm(ctx context.Context, out io.Writer, args []string) error {
	s := newSubmission("slurm", "Start a job array of equal workers on one store with sbatch", out)
	var array submit.Slurm
	s.flags.StringVar(&array.Partition, "partition", "", "`partition`, as for sbatch")
	s.flags.StringVar(&array.Time, "time", "", "time `limit` of a worker, as for sbatch; a worker "+
		"that reaches it resumes later")
	s.flags.Func("option", "further `option` for sbatch, such as --account=speech; may be repeated",
		func(text string) error { array.Options = append(array.Options, text); return nil })
	plan := s.flags.String("plan", "", "run the studies in this `file`, one line of flags each")
	if err := s.parse(args); err != nil {
		return err
	}
	store, err := s.settings.StoreFolder()
	if err != nil {
		return err
	}
	s.settings.Store = store
	array.Logs = filepath.Join(store, "submit")
	program, err := submit.This(array.Logs)
	if err != nil {
		return err
	}
	array.Program, array.Variables = program.Path, workerVariables()
	s.job.Flags = s.studyFlags()
	if *plan != "" {
		if _, err := arguments.ReadPlan(*plan, s.settings); err != nil {
			return err
		}
		path, err := filepath.Abs(*plan)
		if err != nil {
			return fmt.Errorf("plan: %w", err)
		}
		s.job.Flags = append(s.job.Flags, "-plan="+path)
	}
	script, err := array.Script(s.job)
	if err != nil {
		return err
	}
	if s.dry {
		_, err := io.WriteString(out, script)
		return err
	}
	if err := s.tryHere(ctx); err != nil {
		return err
	}
	if err := program.Install(); err != nil {
		return err
	}
	number, err := submit.Sbatch(ctx, script)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "array %s: %d workers on %s, logs in %s\n", number, s.job.Workers, store,
		array.Logs)
	return nil
}

// tryHere finds the recordings and opens the backend on this machine. The nodes
// of a cluster may reach no network, so what is missing is downloaded here.
func (s *submission) tryHere(ctx context.Context) error {
	show := console.Progress(ctx)
	if _, err := console.FindCorpus(ctx, s.settings.Data, show); err != nil {
		return err
	}
	if s.settings.Backend == "cuda" { // the GPU is on the nodes
		return nil
	}
	backend, err := gomlxmodel.OpenBackend(ctx, s.settings.Backend, show.Line)
	if err != nil {
		return err
	}
	backend.Compute.Finalize()
	return nil
}

// workerVariables returns what the workers need of this environment: where the
// checkout, the recordings and a plugin of the user's own are.
func workerVariables() (all []string) {
	if root, err := setup.Root(); err == nil {
		all = append(all, setup.RootEnv+"="+root)
	}
	for _, name := range []string{corpus.FSDDEnv, compute.ConfigEnvVar} {
		if value := os.Getenv(name); value != "" {
			all = append(all, name+"="+value)
		}
	}
	return all
}

// submitKubernetes prints or creates an indexed job.
func submitKubernetes(ctx context.Context, out io.Writer, args []string) error {
	s := newSubmission("kubernetes", "Start an indexed job of equal workers on one claim with "+
		"kubectl; folders in the settings are paths in the image", out)
	job := submit.Kubernetes{}
	s.flags.StringVar(&job.Name, "name", "audiounlearning", "`name` of the job")
	s.flags.StringVar(&job.Namespace, "namespace", "", "`namespace` of the job (default kubectl's)")
	s.flags.StringVar(&job.Image, "image", "", "container `image`, built by notebooks/Dockerfile")
	s.flags.StringVar(&job.Claim, "claim", "", "PersistentVolume`claim` that every worker can "+
		"write to; it is mounted at "+submit.Shared)
	if err := s.parse(args); err != nil {
		return err
	}
	if s.settings.Store == "" {
		s.settings.Store = job.Store()
	}
	s.job.Flags = s.studyFlags()
	manifest, err := job.Manifest(s.job)
	if err != nil {
		return err
	}
	if s.dry {
		_, err := io.WriteString(out, manifest)
		return err
	}
	said, err := submit.Kubectl(ctx, manifest)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: %d workers; kubectl logs shows what they print\n", said, s.job.Workers)
	return nil
}
