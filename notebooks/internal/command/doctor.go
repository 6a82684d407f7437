package command

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"text/tabwriter"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/jupyter"
)

// A finding is one line of the doctor's report. An empty remedy means that all
// is well.
type finding struct {
	what, state, remedy string
}

// setupRemedy is the one command that installs everything.
const setupRemedy = "go run ./notebooks setup"

// doctorCommand says what is there and what is missing. It changes nothing, and
// fails if something is missing.
func doctorCommand(ctx context.Context, out io.Writer, args []string) error {
	flags := flagsOf("doctor", out)
	asJSON := flags.Bool("json", false, "print JSON")
	if err := arguments.Parse(flags, args); err != nil {
		return err
	}
	root, err := setup.Root()
	if err != nil {
		return err
	}
	env := jupyter.Environment{Root: root, Dir: setup.EnvDir(root), Python: setup.PythonPath(root)}
	env.Packages = env.PackagesDir("run", jupyter.RunRequirements)
	findings := []finding{
		{"system", fmt.Sprintf("%s/%s, %d cores", runtime.GOOS, runtime.GOARCH, runtime.NumCPU()),
			""},
		{"checkout", root, ""},
		goFinding(ctx), compilerFinding(ctx), pythonFinding(ctx),
		packagesFinding(env), kernelFinding(env), labFinding(env), pluginFinding(root),
		backendFinding(ctx, root),
		dataFinding(ctx), storeFinding(),
	}
	if *asJSON {
		return encodeFindings(out, findings)
	}
	return printFindings(out, findings)
}

// encodeFindings prints the findings as JSON, and fails if one has a remedy.
func encodeFindings(out io.Writer, findings []finding) error {
	type entry struct {
		What   string `json:"what"`
		OK     bool   `json:"ok"`
		State  string `json:"state"`
		Remedy string `json:"remedy,omitempty"` // where it is not ok
	}
	var entries []entry
	for _, f := range findings {
		entries = append(entries, entry{f.what, f.remedy == "", f.state, f.remedy})
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(entries); err != nil {
		return err
	}
	return printFindings(io.Discard, findings)
}

// printFindings prints the findings and fails if one of them has a remedy.
func printFindings(out io.Writer, findings []finding) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	missing := 0
	for _, f := range findings {
		mark := "ok"
		if f.remedy != "" {
			mark = "--"
			missing++
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", mark, f.what, f.state)
		if f.remedy != "" {
			fmt.Fprintf(w, "\t\tfix it: %s\n", f.remedy)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if missing > 0 {
		return fmt.Errorf("%d of %d things are missing: see the lines that begin with --", missing,
			len(findings))
	}
	return nil
}

func goFinding(ctx context.Context) finding {
	out, err := exec.CommandContext(ctx, "go", "version").Output()
	if err != nil {
		return finding{"Go", "no go command on PATH", "install Go from https://go.dev/dl and put " +
			"it on PATH"}
	}
	return finding{"Go", strings.TrimPrefix(strings.TrimSpace(string(out)), "go version "), ""}
}

// compilerFinding asks the go command which C compiler it would use.
func compilerFinding(ctx context.Context) finding {
	const without = ": everything runs on pure Go, about ten times slower"
	out, err := exec.CommandContext(ctx, "go", "env", "CC", "CGO_ENABLED").Output()
	if err != nil {
		return finding{"C compiler", "unknown, because go env fails",
			"install Go from https://go.dev/dl and put it on PATH"}
	}
	compiler, enabled, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	name, _, _ := strings.Cut(compiler, " ")
	path, err := exec.LookPath(name)
	switch {
	case err != nil:
		return finding{"C compiler", name + " is not on PATH" + without,
			"install a C compiler (Debian: apt install gcc; macOS: xcode-select --install)"}
	case enabled != "1":
		return finding{"C compiler", path + ", but CGO_ENABLED=" + enabled + without,
			"go env -w CGO_ENABLED=1"}
	}
	return finding{"C compiler", path, ""}
}

func pythonFinding(ctx context.Context) finding {
	path, err := setup.SystemPython(ctx)
	if err != nil {
		return finding{"Python", "no usable one", err.Error()}
	}
	out, err := exec.CommandContext(ctx, path, "--version").Output()
	if err != nil {
		return finding{"Python", path, err.Error()}
	}
	return finding{"Python", strings.TrimSpace(string(out)) + " (" + path + ")", ""}
}

func packagesFinding(e jupyter.Environment) finding {
	if !jupyter.IsFile(e.Python) || !jupyter.IsFile(filepath.Join(e.Packages, "requirements.txt")) {
		return finding{"Python packages", "not installed", setupRemedy}
	}
	return finding{"Python packages", fmt.Sprintf("nbclient %s, nbconvert %s, on Python %s",
		setup.LockedVersion(jupyter.RunRequirements, "nbclient"),
		setup.LockedVersion(jupyter.RunRequirements, "nbconvert"), e.PythonVersion()), ""}
}

func kernelFinding(e jupyter.Environment) finding {
	pinned := e.Pinned()
	switch {
	case len(e.MissingTools()) > 0:
		return finding{"Go kernel", "not built, or of another version than go.mod pins",
			setupRemedy}
	case !jupyter.IsFile(e.KernelFile()):
		return finding{"Go kernel", "not installed for Jupyter", setupRemedy}
	case !e.KernelIsWritten():
		return finding{"Go kernel", "installed for another folder: the checkout was moved",
			setupRemedy}
	}
	return finding{"Go kernel", fmt.Sprintf("GoNB %s, goimports %s",
		pinned[jupyter.Tools[0].Module], pinned[jupyter.Tools[1].Module]), ""}
}

// labFinding has no remedy: JupyterLab is optional, and lab installs it.
func labFinding(e jupyter.Environment) finding {
	if !jupyter.IsFile(filepath.Join(e.PackagesDir("lab", jupyter.LabRequirements),
		"requirements.txt")) {
		return finding{"JupyterLab", "not installed yet: go run ./notebooks lab installs it", ""}
	}
	return finding{"JupyterLab", setup.LockedVersion(jupyter.LabRequirements, "jupyterlab"), ""}
}

func pluginFinding(root string) finding {
	switch {
	case runtime.GOOS != "linux" || runtime.GOARCH != "amd64":
		return finding{"XLA plugin", setup.ErrUnsupported.Error() + "; pure Go is used", ""}
	case !jupyter.IsFile(setup.PluginPath(root)):
		return finding{"XLA plugin", "not installed", setupRemedy}
	}
	return finding{"XLA plugin", setup.PluginVersion(), ""}
}

// backendFinding opens the backend that a study would use, unless that would
// install something.
func backendFinding(ctx context.Context, root string) finding {
	name := os.Getenv(settings.Variable("backend"))
	if name == "" && os.Getenv("GOMLX_BACKEND") == "" && !jupyter.IsFile(setup.PluginPath(root)) {
		return finding{"backend", "go (pure Go), until the XLA plugin is installed", ""}
	}
	b, err := gomlxmodel.OpenBackend(ctx, name, nil)
	if err != nil {
		return finding{"backend", err.Error(),
			"unset " + settings.Variable("backend") + " and GOMLX_BACKEND"}
	}
	defer b.Compute.Finalize()
	state := b.Name + " " + b.Version
	if b.Note != "" {
		state += ": " + b.Note
	}
	return finding{"backend", state, ""}
}
