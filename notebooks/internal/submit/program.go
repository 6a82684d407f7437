package submit

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"
)

// A Program is the built program that the workers run.
type Program struct {
	Path string // where the workers find it
	code []byte
}

// This returns the program that is running now, to be copied into a folder that
// all nodes see, because go run removes what it builds. The copy is named by
// its hash: a later build must not replace a program that workers still run.
func This(folder string) (Program, error) {
	path, err := os.Executable()
	if err != nil {
		return Program{}, fmt.Errorf("find the program that is running: %w", err)
	}
	code, err := os.ReadFile(path)
	if err != nil {
		return Program{}, fmt.Errorf("read the program that is running: %w", err)
	}
	name := fmt.Sprintf("notebooks-%.12x", sha256.Sum256(code))
	return Program{filepath.Join(folder, name), code}, nil
}

// Install writes the program where the workers find it, unless it is there.
func (p Program) Install() error {
	if there, err := os.ReadFile(p.Path); err == nil && bytes.Equal(there, p.code) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(p.Path), 0o755); err != nil {
		return fmt.Errorf("make the folder of the workers' program: %w (name another with -store)",
			err)
	}
	if err := maybe.WriteFile(p.Path, p.code, 0o755); err != nil {
		return fmt.Errorf("write the workers' program: %w (free space, or name another folder "+
			"with -store)", err)
	}
	return nil
}
