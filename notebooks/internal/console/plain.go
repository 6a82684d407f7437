package console

import (
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"
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
	if term.IsTerminal(int(os.Stdout.Fd())) {
		return &plainWriter{out: os.Stdout}
	}
	return os.Stdout
}

// A plainWriter makes what is written plain and passes it on. Buffers break
// texts anywhere, so it keeps the beginning of a character until its rest
// comes.
type plainWriter struct {
	out   io.Writer
	begun []byte
}

func (w *plainWriter) Write(text []byte) (int, error) {
	all := append(w.begun, text...)
	whole := len(all)
	for i := max(0, whole-utf8.UTFMax+1); i < len(all); i++ {
		if utf8.RuneStart(all[i]) && !utf8.FullRune(all[i:]) {
			whole = i
			break
		}
	}
	w.begun = append([]byte(nil), all[whole:]...)
	if _, err := io.WriteString(w.out, Plain(string(all[:whole]))); err != nil {
		return 0, err
	}
	return len(text), nil
}
