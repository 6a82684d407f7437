package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
)

// A screen shows lines that stay and one line that changes. Where its output
// is not a terminal, the changing line is printed now and then.
type screen struct {
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

func newScreen(out io.Writer) *screen {
	f, ok := out.(*os.File)
	return &screen{out: out, terminal: ok && isatty.IsTerminal(f.Fd()), last: time.Now()}
}

// line prints a line that stays.
func (s *screen) line(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
	fmt.Fprintln(s.out, text)
}

// status shows the changing line.
func (s *screen) status(text string) {
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
		fmt.Fprintln(s.out, text)
		return
	}
	s.clear()
	fmt.Fprint(s.out, text)
	s.shown = true
}

// done takes the changing line away.
func (s *screen) done() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
}

// clear takes the changing line off a terminal.
func (s *screen) clear() {
	if s.shown {
		fmt.Fprint(s.out, "\r\033[K")
		s.shown = false
	}
}

// left prints a duration as people say how long something still takes.
func left(d time.Duration) string {
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

// took prints a duration that is over, in whole seconds.
func took(d time.Duration) string { return d.Round(time.Second).String() }
