package console

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
)

// A Screen shows lines that stay and one line that changes. Where its output
// is not a terminal, the changing line is printed now and then.
type Screen struct {
	mu       sync.Mutex
	out      io.Writer
	terminal bool
	shown    bool // a changing line is on the screen
	last     time.Time
}

// Intervals between two states of the changing line.
const (
	refresh    = 200 * time.Millisecond
	refreshLog = 20 * time.Second
)

// New returns a screen that writes to out.
func New(out io.Writer) *Screen {
	f, ok := out.(*os.File)
	return &Screen{out: out, terminal: ok && isatty.IsTerminal(f.Fd()), last: time.Now()}
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
	fmt.Fprint(s.out, Plain(text))
	s.shown = true
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

// Left prints a duration as people say how long something still takes.
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

// Took prints a duration that is over, in whole seconds.
func Took(d time.Duration) string { return d.Round(time.Second).String() }
