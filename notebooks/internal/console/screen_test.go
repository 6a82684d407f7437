package console

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// On a terminal the changing line gives way to a line that stays, and to the
// next of its kind; one that comes too soon is not shown. The oracle is what a
// VT100 does on CR and on ESC [ K, erase to the end of the line.
func TestScreenOnTerminal(t *testing.T) {
	var out bytes.Buffer
	s := &Screen{out: &out, terminal: true}
	s.Status("1 of 3")
	s.Status("2 of 3") // within a fifth of a second of the first
	s.Line("a line")
	s.last = time.Time{}
	s.Status("3 of 3")
	s.Done()
	s.Done()
	const erase = "\r\x1b[K"
	if want := "1 of 3" + erase + "a line\n" + "3 of 3" + erase; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

// The changing line stays on one line, whatever the terminal's width, and says
// with dots that it was cut. By hand: Chinese characters take two columns, an
// accent that stands for itself takes none.
func TestStatusFits(t *testing.T) {
	for _, c := range []struct {
		text    string
		columns int
		want    string
	}{
		{"1 of 3", 0, "1 of 3"}, {"1 of 3", 7, "1 of 3"}, {"1 of 3", 6, "1 of…"},
		{"1 of 3", 2, "…"}, {"1 of 3", 1, ""}, {"über é…", 8, "über é…"}, {"über é…", 7, "über …"},
		{"小李, 1", 8, "小李, 1"}, {"小李, 1", 7, "小李,…"}, {"小李, 1", 4, "小…"}, {"小李", 3, "…"},
		{"e\u0301e\u0301", 3, "e\u0301e\u0301"}, {"a\nb\tc", 9, "a b c"},
	} {
		var out bytes.Buffer
		s := &Screen{out: &out, terminal: true, columns: func() int { return c.columns }}
		s.Status(c.text)
		if out.String() != c.want {
			t.Errorf("%q in %d columns: %q, want %q", c.text, c.columns, out.String(), c.want)
		}
	}
}

// A file gets the changing line now and then as a line of its own, and nothing
// is erased.
func TestScreenToFile(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := New(f)
	s.Status("too soon")
	s.last = s.last.Add(-refreshLog)
	s.Status("1 of\x1b[2J 3")
	s.Status("too soon again")
	s.Line("a line")
	s.Done()
	if text, err := os.ReadFile(f.Name()); err != nil || string(text) != "1 of\\x1b[2J 3\na line\n" {
		t.Errorf("got %q, %v", text, err)
	}
}

// A dumb terminal gets the same as a file, because it cannot erase a line. The
// terminal is the master's side of a new one.
func TestDumbTerminal(t *testing.T) {
	f, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no terminal to be had: %v", err)
	}
	defer f.Close()
	for term, want := range map[string]bool{"xterm-256color": true, "dumb": false} {
		t.Setenv("TERM", term)
		if s := New(f); s.terminal != want {
			t.Errorf("TERM=%s: lines are erased: %v", term, s.terminal)
		}
	}
}

// Asked for quiet, a command has a screen that shows nothing; else it is
// standard error.
func TestQuietly(t *testing.T) {
	if s := Progress(Quietly(t.Context())); s.out != io.Discard {
		t.Errorf("it writes to %v", s.out)
	}
	if s := Progress(t.Context()); s.out != os.Stderr {
		t.Errorf("it writes to %v", s.out)
	}
}

// A third of the steps in ten seconds leaves twice that.
func TestSteps(t *testing.T) {
	var out bytes.Buffer
	s := &Screen{out: &out, terminal: true}
	s.Steps("pages", 1, 3, time.Now().Add(-10*time.Second))
	if out.String() != "pages: 1 of 3, 21 s left" {
		t.Errorf("got %q", out.String())
	}
}

// What is left is rounded up, so that it never says 0; what is over is rounded
// to the nearest second.
func ExampleLeft() {
	for _, d := range []time.Duration{0, 200 * time.Millisecond, 59 * time.Second, time.Minute,
		59*time.Minute + 30*time.Second, 26*time.Hour + 5*time.Minute} {
		fmt.Printf("%v: %q\n", d, Left(d))
	}
	// Output:
	// 0s: ""
	// 200ms: ", 1 s left"
	// 59s: ", 60 s left"
	// 1m0s: ", 2 min left"
	// 59m30s: ", 60 min left"
	// 26h5m0s: ", 26 h 5 min left"
}

func ExampleTook() {
	fmt.Println(Took(83*time.Second + 600*time.Millisecond))
	// Output: 1m24s
}

func ExamplePlain() {
	fmt.Println(Plain("7_\x1b]0;a new title\a_0.wav"))
	// Output: 7_\x1b]0;a new title\a_0.wav
}
