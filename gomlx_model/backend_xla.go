//go:build cgo

package gomlxmodel

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"audiounlearning/gomlx_model/setup"

	"github.com/gomlx/compute"
	"github.com/gomlx/go-xla/compute/xla"
	"github.com/gomlx/go-xla/pjrt"
)

// go-xla needs a C compiler, so everything that imports it is in this file.
func init() {
	// XLA's own installer would download from GitHub in the background; package
	// setup installs a pinned plugin instead
	xla.EnableAutoInstall(false)
	openXLA = openPlugin
}

func openPlugin(ctx context.Context, cuda bool, log func(string)) (compute.Backend, string, error) {
	config, version := pluginFor(cuda)
	options := pjrt.NamedValuesMap{}
	if !cuda {
		if config == "" {
			path, err := setup.Plugin(ctx, log)
			if err != nil {
				return nil, "", err
			}
			config = path
		}
		// One device and a pool of one thread: faster for a network this small,
		// and the size of the pool decides the bits.
		options["cpu_device_count"] = int64(1)
		if err := os.Setenv("NPROC", "1"); err != nil {
			return nil, "", fmt.Errorf("set NPROC: %w", err)
		}
	}
	backend, err := xla.NewWithOptions(config, options)
	if err != nil && strings.Contains(err.Error(), "no plugins found") {
		return nil, "", errors.New("no CUDA plugin of XLA is installed, and it also needs an " +
			"NVIDIA GPU: use xla-cpu, or set GOMLX_BACKEND to xla: and the path of a CUDA plugin")
	}
	if err != nil {
		return nil, "", fmt.Errorf("start the XLA plugin %s: %w (set GOMLX_BACKEND to another "+
			"plugin, or to go)", config, firstLine(err))
	}
	return backend, version, nil
}
