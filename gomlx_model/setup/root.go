package setup

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// module is the module path that marks the root of the checkout.
const module = "audiounlearning"

// RootEnv names the environment variable that says where the checkout is.
// Notebook cells are compiled and run elsewhere, so the kernel sets it.
const RootEnv = "AU_ROOT"

// Root returns the absolute path of the checkout: the folder that AU_ROOT
// names, else the nearest folder at or above the working directory whose
// go.mod declares this module.
func Root() (string, error) {
	if dir := os.Getenv(RootEnv); dir != "" {
		if !isRoot(dir) {
			return "", fmt.Errorf("%s=%s holds no go.mod of %s: point it at the checkout or "+
				"unset it", RootEnv, dir, module)
		}
		return filepath.Abs(dir)
	}
	start, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the checkout: %w", err)
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if isRoot(dir) {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("no checkout of %s at or above %s: run this inside the "+
				"checkout or set %s to it", module, start, RootEnv)
		}
	}
}

// Home returns the folder in whose notebooks/.env things are installed: the
// checkout; or, for a program that runs without one, its folder in the user's
// cache.
func Home() (string, error) {
	root, err := Root()
	if err == nil || os.Getenv(RootEnv) != "" {
		return root, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no folder to install into: %w (or set %s to a checkout)", err, RootEnv)
	}
	return filepath.Join(cache, "audiounlearning"), nil
}

// EnvDir returns the folder of the checkout at root that holds everything
// installed for it.
func EnvDir(root string) string { return filepath.Join(root, "notebooks", ".env") }

// isRoot reports whether dir holds the go.mod of this module.
func isRoot(dir string) bool {
	f, err := os.Open(filepath.Join(dir, "go.mod"))
	if err != nil {
		return false
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) >= 2 && fields[0] == "module" {
			return strings.Trim(fields[1], `"`) == module
		}
	}
	return false
}

// exists reports whether there is anything at path.
func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist) && err == nil
}
