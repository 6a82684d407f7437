package console

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/term"
	"golang.org/x/text/width"
)

// A Screen shows lines that stay and one line that changes. If its output is
// not a terminal, it prints the changing line now and then as a line of its
// own.
type Screen struct {
	mu       sync.Mutex
	out      io.Writer
	terminal bool
	columns  func() int // of the terminal; nil or 0: unknown
	shown    bool       // a changing line is on the screen
	last     time.Time
}

// Intervals between two states of the changing line.
const (
	refresh    = 200 * time.Millisecond
	refreshLog = 20 * time.Second
)

// New returns a screen that writes to out.
func New(out io.Writer) *Screen {
	s := &Screen{out: out, last: time.Now()}
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) && obeys() {
		s.terminal = true
		s.columns = func() int { // anew for each line: windows change
			columns, _, _ := term.GetSize(int(f.Fd()))
			return columns
		}
	}
	return s
}

// obeys reports whether the terminal can erase a line. The screen has no
// colours, so there is nothing for NO_COLOR to turn off.
func obeys() bool { return os.Getenv("TERM") != "dumb" }

// quiet marks a context whose commands show no progress.
type quiet struct{}

// Quietly returns a context with which [Progress] shows nothing.
func Quietly(ctx context.Context) context.Context { return context.WithValue(ctx, quiet{}, true) }

// Progress returns the screen of a command: standard error, or nowhere if the
// context asks for quiet.
func Progress(ctx context.Context) *Screen {
	if ctx.Value(quiet{}) != nil {
		return New(io.Discard)
	}
	return New(os.Stderr)
}

// Steps shows how many of some steps are done, and how long the rest takes if
// all steps take about equally long.
func (s *Screen) Steps(what string, done, of int, began time.Time) {
	var rest time.Duration
	if done > 0 {
		rest = time.Duration(float64(time.Since(began)) * float64(of-done) / float64(done))
	}
	s.Status(fmt.Sprintf("%s: %d of %d%s", what, done, of, Left(rest)))
}

// Line prints a line that stays.
func (s *Screen) Line(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
	fmt.Fprintln(s.out, Plain(text))
}

// Status shows the changing line.
func (s *Screen) Status(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	pause := refreshLog
	if s.terminal {
		pause = refresh
	}
	if time.Since(s.last) < pause {
		return
	}
	s.last = time.Now()
	if !s.terminal {
		fmt.Fprintln(s.out, Plain(text))
		return
	}
	s.clear()
	text = strings.Join(strings.Fields(Plain(text)), " ") // on one line
	if s.columns != nil {
		text = fit(text, s.columns())
	}
	fmt.Fprint(s.out, text)
	s.shown = true
}

// fit cuts a text to less than so many columns, because only what is on one
// line can be erased. It leaves the last column free: some terminals go on to
// the next line when it is filled.
func fit(text string, columns int) string {
	if columns < 1 {
		return text
	}
	used, end := 0, 0 // end leaves room for the dots
	for i, r := range text {
		if used < columns-1 {
			end = i
		}
		if used += columnsOf(r); used >= columns {
			return text[:end] + strings.Repeat("…", min(1, columns-1))
		}
	}
	return text
}

// columnsOf returns how many columns of a terminal a character takes.
func columnsOf(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	if kind := width.LookupRune(r).Kind(); kind == width.EastAsianWide ||
		kind == width.EastAsianFullwidth {
		return 2
	}
	return 1
}

// Done takes the changing line away.
func (s *Screen) Done() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
}

// clear takes the changing line off a terminal.
func (s *Screen) clear() {
	if s.shown {
		fmt.Fprint(s.out, "\r\033[K")
		s.shown = false
	}
}

// Left formats how long something still takes: ", 5 min left".
func Left(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Minute:
		return fmt.Sprintf(", %d s left", int(d.Seconds())+1)
	case d < time.Hour:
		return fmt.Sprintf(", %d min left", int(d.Minutes())+1)
	}
	return fmt.Sprintf(", %d h %d min left", int(d.Hours()), int(d.Minutes())%60)
}

// Took formats how long something took, in whole seconds.
func Took(d time.Duration) string { return d.Round(time.Second).String() }
