package setup

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Install puts the packages that a hash-locked requirements file lists into the
// folder dir, as `pip install --target` does, replacing it when all have
// arrived. Every file's sha256 is checked; what names the packages in errors
// ("the XLA plugin"). Packages are installed as listed, without their
// dependencies: a locked list is complete. The caller holds [Lock].
func Install(ctx context.Context, python, dir, requirements, what string) error {
	return whole(dir, func(tmp string) error {
		list := filepath.Join(tmp, "requirements.txt")
		if err := os.WriteFile(list, []byte(requirements), 0o644); err != nil {
			return fmt.Errorf("install %s: %w", what, err)
		}
		out, err := run(ctx, python, "-I", "-m", "pip", "install",
			"--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:",
			"--no-warn-script-location",
			"--retries", "1", "--timeout", "20",
			"--target", tmp, "-r", list)
		if err != nil {
			return pipError(what, out, err)
		}
		return nil
	})
}

// networkSigns are what pip prints when the index could not be reached.
var networkSigns = []string{
	"NewConnectionError", "NameResolutionError", "ConnectTimeout", "ReadTimeout",
	"Connection refused",
	"connection broken", "timed out", "Temporary failure in name resolution", "ProxyError",
	"SSLError",
}

// pipError turns pip's output into one sentence with the remedy.
func pipError(what, out string, err error) error {
	switch {
	case strings.Contains(out, "DO NOT MATCH THE HASHES"):
		return fmt.Errorf("install %s: a file that arrived is not the pinned one (its sha256 "+
			"differs): check the package index that pip uses (python3 -m pip config list)", what)
	case strings.Contains(out, "No space left on device"):
		return fmt.Errorf("install %s: no space left on the disk: free some and run again", what)
	case containsAny(out, networkSigns):
		return fmt.Errorf("install %s: the Python package index cannot be reached: connect to "+
			"the network, or set PIP_INDEX_URL to a mirror, and run again", what)
	}
	for _, line := range strings.Split(out, "\n") {
		if reason, ok := strings.CutPrefix(line, "ERROR: "); ok {
			return fmt.Errorf("install %s: pip says: %s (check its settings with python3 -m pip "+
				"config list)", what, reason)
		}
	}
	return fmt.Errorf("install %s: %w: %s", what, err, LastLine(out))
}

// containsAny reports whether s contains one of the signs.
func containsAny(s string, signs []string) bool {
	for _, sign := range signs {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return false
}
