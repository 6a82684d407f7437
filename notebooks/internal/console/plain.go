package console

import (
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"github.com/mattn/go-isatty"
)

// Plain escapes, as in \x1b, every character of a text that would control a
// terminal instead of being shown. The name of a file may hold any of these.
// Newlines and tabs stay.
func Plain(text string) string {
	if !strings.ContainsFunc(text, obeyed) && strings.ToValidUTF8(text, "") == text {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if obeyed(r) || r == unicode.ReplacementChar {
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// obeyed reports whether a terminal may do something else with r than show it.
func obeyed(r rune) bool { return r != '\n' && r != '\t' && !unicode.IsGraphic(r) }

// Output returns what commands print to: standard output, through Plain if it
// is a terminal. A file or a pipe gets everything as it is.
func Output() io.Writer {
	if isatty.IsTerminal(os.Stdout.Fd()) {
		return plainWriter{os.Stdout}
	}
	return os.Stdout
}

// A plainWriter makes what is written plain and passes it on.
type plainWriter struct{ out io.Writer }

func (w plainWriter) Write(text []byte) (int, error) {
	if _, err := io.WriteString(w.out, Plain(string(text))); err != nil {
		return 0, err
	}
	return len(text), nil
}
