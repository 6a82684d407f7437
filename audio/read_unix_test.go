//go:build unix

package audio

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestReadFileOther: what cannot be a recording, such as a pipe or a device, is
// refused before it is opened. A name's control characters are escaped in the
// error.
func TestReadFileOther(t *testing.T) {
	dir := t.TempDir()
	pipe, sparse := filepath.Join(dir, "pipe.wav"), filepath.Join(dir, "sparse.wav")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("no pipes here: %v", err)
	}
	writeFile(t, sparse, pcm(8, 1, 1).bytes())
	if err := os.Truncate(sparse, 2<<30); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		kind error
		want string
	}{
		{filepath.Join(dir, "none.wav"), os.ErrNotExist, "none.wav: no such file or directory; check"},
		{filepath.Join(dir, "a\x1b[2J.wav"), os.ErrNotExist, `a\x1b[2J.wav": no such`},
		{pipe, ErrNotRegular, "pipe.wav: not a regular file; give"},
		{dir, ErrNotRegular, "not a regular file; give"},
		{"/dev/zero", ErrNotRegular, "not a regular file; give"},
		{sparse, ErrTooLarge, "2147483648 bytes are more than 268435456; cut"},
	} {
		_, _, err := ReadFile(c.path)
		if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.want) ||
			strings.Count(err.Error(), "wav") > 1 || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%s: error %v, want one with %q", c.path, err, c.want)
		}
	}
}
