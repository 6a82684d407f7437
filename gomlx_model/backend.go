package gomlxmodel

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"

	"audiounlearning/gomlx_model/setup"

	"github.com/gomlx/compute"
	"github.com/gomlx/compute/gobackend"
)

// A Backend runs graphs: XLA on the CPU, XLA on an NVIDIA GPU, or GoMLX's
// interpreter in pure Go.
type Backend struct {
	Compute compute.Backend
	Name    string // "xla-cpu", "cuda" or "go"
	// of the plugin or interpreter; part of every run's key, because another
	// version may round differently
	Version string
	Note    string // why it is not the preferred backend; empty if it is
}

// gomlxVersion is the version of the pure-Go interpreter that go.mod pins.
const gomlxVersion = "compute-v0.1.3"

// errNoXLA says why this program was built without XLA. It is nil if XLA is
// compiled in.
var errNoXLA error

// openXLA is set if the program was built with cgo.
var openXLA func(ctx context.Context, cuda bool, log func(string)) (compute.Backend, string, error)

// OpenBackend returns the backend of that name: "xla-cpu", "cuda" or "go". The
// empty name asks the environment variable GOMLX_BACKEND ("xla:PLUGIN",
// "xla:cuda" or "go"), then tries XLA on the CPU, installing its plugin if need
// be, and falls back to pure Go, with the reason in Note. Log receives one line
// before each slow step; it may be nil.
//
// The CPU backend is limited to one device and one thread. That is faster for a
// network this small, and the bits do not depend on the number of cores. Use
// one backend for each goroutine that trains.
func OpenBackend(ctx context.Context, name string, log func(string)) (*Backend, error) {
	if log == nil {
		log = func(string) {}
	}
	asked := name
	if name == "" {
		name = backendFromEnv(os.Getenv(compute.ConfigEnvVar))
	}
	switch name {
	case "go":
		return openGo("")
	case "xla-cpu", "cuda", "":
		if openXLA == nil {
			if name != "" {
				return nil, fmt.Errorf("backend %s: %w", name, errNoXLA)
			}
			return openGo(errNoXLA.Error())
		}
		b, version, err := openXLA(ctx, name == "cuda", log)
		if err == nil {
			label := "xla-cpu"
			if name == "cuda" {
				label = "cuda"
			}
			return &Backend{Compute: b, Name: label, Version: version}, nil
		}
		if name != "" || ctx.Err() != nil {
			return nil, fmt.Errorf("backend %s: %w", name, err)
		}
		return openGo(err.Error())
	default:
		return nil, fmt.Errorf("backend %q is unknown: use xla-cpu, cuda or go", asked)
	}
}

// NameBackend returns the name and version of the backend that [OpenBackend]
// would return, without starting it. For the empty name it is the one that
// OpenBackend would try first, even if that one would not start.
func NameBackend(name string) (label, version string, err error) {
	asked := name
	if name == "" {
		name = backendFromEnv(os.Getenv(compute.ConfigEnvVar))
	}
	hasXLA := openXLA != nil && (name != "" || setup.HasPlugin())
	switch {
	case name == "go", name == "" && !hasXLA:
		return "go", gomlxVersion, nil
	case name != "xla-cpu" && name != "cuda" && name != "":
		return "", "", fmt.Errorf("backend %q is unknown: use xla-cpu, cuda or go", asked)
	case openXLA == nil:
		return "", "", fmt.Errorf("backend %s: %w", name, errNoXLA)
	}
	_, version = pluginFor(name == "cuda")
	return cmp.Or(name, "xla-cpu"), version, nil
}

// pluginFor returns GoMLX's name for XLA's plugin, which is empty for the
// pinned one that setup installs, and the version that keys hold.
func pluginFor(cuda bool) (config, version string) {
	if path, ok := strings.CutPrefix(os.Getenv(compute.ConfigEnvVar), "xla:"); ok {
		return path, path
	}
	if cuda {
		return "cuda", "cuda"
	}
	return "", setup.PluginVersion()
}

// backendFromEnv translates GoMLX's own configuration into one of our names.
func backendFromEnv(config string) string {
	kind, rest, _ := strings.Cut(config, ":")
	switch {
	case kind == "xla" && strings.Contains(rest, "cuda"):
		return "cuda"
	case kind == "xla":
		return "xla-cpu"
	default:
		return kind
	}
}

// openGo opens the interpreter. If it stands in for XLA, the note says why, and
// that it is about ten times slower.
func openGo(why string) (*Backend, error) {
	b, err := gobackend.New("")
	if err != nil {
		return nil, fmt.Errorf("backend go: %w", err)
	}
	note := ""
	if why != "" {
		note = "training in pure Go, about ten times slower than XLA: " + why
	}
	return &Backend{Compute: b, Name: "go", Version: gomlxVersion, Note: note}, nil
}
