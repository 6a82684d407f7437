package console

import (
	"bytes"
	"slices"
	"testing"
)

// Characters that would control a terminal are escaped, and texts of this
// program stay as they are.
func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"theo, seed 2: 12.5 % … × −0.1\n\tλ":      "theo, seed 2: 12.5 % … × −0.1\n\tλ",
		"7_\x1b]0;title\a_0.wav":                  `7_\x1b]0;title\a_0.wav`,
		"carriage\rreturn":                        `carriage\rreturn`,
		"\u202egnp.exe":                           `\u202egnp.exe`,
		"no\xffUTF-8":                             `no\ufffdUTF-8`,
		"a\u00a0space that does not break a line": "a\u00a0space that does not break a line",
	} {
		if got := Plain(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		var out, lines bytes.Buffer
		if n, err := (&plainWriter{out: &out}).Write([]byte(text)); n != len(text) || err != nil ||
			out.String() != want {
			t.Errorf("written: %q, %d, %v", out.String(), n, err)
		}
		New(&lines).Line(text)
		if lines.String() != want+"\n" {
			t.Errorf("a line: %q", lines.String())
		}
	}
}

// However a text is broken into writes, the same comes out.
func TestPlainInPieces(t *testing.T) {
	const text, want = "é…𝄞\x1b[1m\xff \xe2\x82 日本", `é…𝄞\x1b[1m\ufffd \ufffd\ufffd 日本`
	for size := 1; size <= len(text); size++ {
		var out bytes.Buffer
		w := &plainWriter{out: &out}
		for piece := range slices.Chunk([]byte(text), size) {
			if n, err := w.Write(piece); n != len(piece) || err != nil {
				t.Fatal(n, err)
			}
		}
		if out.String() != want {
			t.Errorf("in pieces of %d bytes: %q, want %q", size, out.String(), want)
		}
	}
}
