package jupyter

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// Lines of every length up to the bound arrive whole, however they are read,
// and longer ones are counted.
func TestLines(t *testing.T) {
	full := strings.Repeat("x", maxLine)
	for text, want := range map[string][]string{
		"": nil, "\n": {""}, "a\r\nb": {"a", "b"}, "\n\na\n": {"", "", "a"},
		full + "\nb": {full, "b"}, "a\n" + full + "x\nb\n": {"a", "b"}, full + "x": nil,
		strings.Repeat("y", 4096): {strings.Repeat("y", 4096)}, // the reader's buffer
	} {
		var got []string
		leftOut := Lines(iotest.HalfReader(strings.NewReader(text)),
			func(line []byte) { got = append(got, string(line)) })
		long := 0
		if strings.Contains(text, full+"x") {
			long = 1
		}
		if !slices.Equal(got, want) || leftOut != long {
			t.Errorf("%d bytes, %.10q: %d lines, want %d; %d too long", len(text), text, len(got),
				len(want), leftOut)
		}
	}
}

// A driver that prints a line which nobody can take still comes to its end, and
// the error says why. The driver is a script.
func TestExecuteLongLine(t *testing.T) {
	for end, want := range map[string]string{"exit 0": "", "exit 1": "more than 16 MiB"} {
		dir := t.TempDir()
		e := Environment{Root: dir, Dir: dir, Python: filepath.Join(dir, "python")}
		script := "#!/bin/sh\nhead -c 17000000 /dev/zero | tr '\\0' x\necho\n" +
			"echo '{\"event\": \"start\", \"cell\": 1}'\n" + end + "\n"
		if err := os.WriteFile(e.Python, []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		steps := 0
		err := e.execute(t.Context(), job{Source: "a.ipynb"}, nil, func(step) { steps++ })
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) ||
			steps != 1 {
			t.Errorf("%s: got %v after %d steps, want %q", end, err, steps, want)
		}
	}
}
