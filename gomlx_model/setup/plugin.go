package setup

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
)

// ErrUnsupported is returned when there is no XLA plugin for this system.
var ErrUnsupported = errors.New("no XLA plugin for " + runtime.GOOS + "/" + runtime.GOARCH +
	": there is one for linux/amd64 only")

// pluginPackage is the wheel that carries the plugin; pluginLock pins it by
// version and sha256.
const pluginPackage = "lammps-jax-pjrt-cpu"

//go:embed plugin.txt
var pluginLock string

// Plugin returns the path of the XLA CPU plugin, a shared library of 200 MB. If
// it is missing, Plugin first installs it, a download of 63 MB. Slow steps are
// announced through log, which may be nil. On systems other than Linux x86-64
// the error is [ErrUnsupported].
func Plugin(ctx context.Context, log func(string)) (path string, err error) {
	if !HasPlugin() {
		return "", ErrUnsupported
	}
	root, err := Home()
	if err != nil {
		return "", err
	}
	return plugin(ctx, root, pluginLock, log)
}

// HasPlugin reports whether there is a plugin for this system.
func HasPlugin() bool { return runtime.GOOS == "linux" && runtime.GOARCH == "amd64" }

// PluginPath returns where the plugin is, or will be, in the checkout at root.
func PluginPath(root string) string { return pluginPath(root, pluginLock) }

// PluginVersion returns the version of the pinned plugin, for instance
// "0.11.2".
func PluginVersion() string { return LockedVersion(pluginLock, pluginPackage) }

// plugin is Plugin for a given lock, which the tests replace.
func plugin(ctx context.Context, root, lock string, log func(string)) (string, error) {
	path := pluginPath(root, lock)
	if exists(path) {
		return path, nil
	}
	unlock, err := Lock(ctx, root, log)
	if err != nil {
		return "", err
	}
	defer unlock()
	// Another process may have installed it while this one waited.
	if exists(path) {
		return path, nil
	}
	python, err := Python(ctx, root, log)
	if err != nil {
		return "", fmt.Errorf("install the XLA plugin: %w", err)
	}
	say(log, "installing the XLA plugin "+LockedVersion(lock, pluginPackage)+" (63 MB, once)")
	if err := Install(ctx, python, pluginDir(root, lock), lock, "the XLA plugin"); err != nil {
		return "", err
	}
	if !exists(path) {
		return "", fmt.Errorf("install the XLA plugin: the package holds no %s",
			filepath.Base(path))
	}
	return path, nil
}

// pluginDir has the version in its name, so a new version never meets the files
// of an old one.
func pluginDir(root, lock string) string {
	return filepath.Join(EnvDir(root), "xla-"+LockedVersion(lock, pluginPackage))
}

func pluginPath(root, lock string) string {
	return filepath.Join(pluginDir(root, lock), "lammps_jax_pjrt_cpu", "pjrt_c_api_cpu_plugin.so")
}

// LockedVersion returns the version of a package in a list of locked ones,
// a line "name==version …" each, or "(unknown)".
func LockedVersion(requirements, name string) string {
	for line := range strings.Lines(requirements) {
		if rest, ok := strings.CutPrefix(line, name+"=="); ok {
			version, _, _ := strings.Cut(rest, " ")
			return strings.TrimSpace(version)
		}
	}
	return "(unknown)"
}
