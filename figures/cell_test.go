package figures

import (
	"bytes"
	"encoding/gob"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/janpfeifer/gonb/gonbui/protocol"

	"audiounlearning/gomlx_model/report"
)

// cells are what cells of notebooks call. A test runs one by its name, in a
// process of its own.
var cells = map[string]func(){
	"show": func() { Show(Idea(), nil) },
	"banner": func() {
		Banner("quick run on synthetic speech")
		Show(Idea(), nil)
	},
	"no banner": func() { Banner("") },
	"table": func() {
		ShowTable(report.Table{Header: []string{"method", "F1"}, Rows: [][]string{{"base", "0.93"}}})
	},
	"code":       func() { ShowCode("func f() {}", nil) },
	"say":        func() { Say("%d of %d *clips*", 3, 4) },
	"play":       func() { Play(hum("7", "ann", 0), false) },
	"stop":       func() { Stop("*There is nothing yet.*"); os.Exit(3) },
	"check":      func() { Check(nil); Check(errors.New("records.csv: cut short; fetch it again")) },
	"show error": func() { Show(Gaps(nil)) },
	"code error": func() { ShowCode("", errors.New("no function f")) },
}

// TestCellProcess is the process of a cell. Run without a cell's name it does
// nothing.
func TestCellProcess(t *testing.T) {
	if cell := cells[os.Getenv("FIGURES_CELL")]; cell != nil {
		cell()
		os.Exit(0)
	}
}

// A display is one thing that a cell shows: its type and its content.
type display struct{ kind, content string }

// runCell runs a cell as GoNB does: in a process that sends what it shows
// through a file, in GoNB's protocol. Outside a notebook there is no file.
func runCell(t *testing.T, name string, notebook bool, env ...string) (shown []display,
	stderr string, code int) {
	t.Helper()
	pipe, back := filepath.Join(t.TempDir(), "pipe"), filepath.Join(t.TempDir(), "back")
	for _, file := range []string{pipe, back} {
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cell := exec.Command(os.Args[0], "-test.run=^TestCellProcess$")
	cell.Env = append(append(os.Environ(), "FIGURES_CELL="+name), env...)
	if notebook {
		cell.Env = append(cell.Env, protocol.GONB_PIPE_ENV+"="+pipe,
			protocol.GONB_PIPE_BACK_ENV+"="+back)
	}
	var complaint bytes.Buffer
	cell.Stderr = &complaint
	var exit *exec.ExitError
	if err := cell.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	f, err := os.Open(pipe)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for decoder := gob.NewDecoder(f); ; {
		var data protocol.DisplayData
		if err := decoder.Decode(&data); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for kind, content := range data.Data { // each has one
			switch content := content.(type) {
			case string:
				shown = append(shown, display{string(kind), content})
			case []byte:
				shown = append(shown, display{string(kind), string(content)})
			}
		}
	}
	return shown, complaint.String(), cell.ProcessState.ExitCode()
}

// TestCells wants each function of a cell to show what it says, in order, and
// to end the cell with one sentence if there is an error.
func TestCells(t *testing.T) {
	const png, markdown = "image/png", "text/markdown"
	for _, c := range []struct {
		cell   string
		shows  []display // the beginning of each content
		stderr string
		code   int
	}{
		{"show", []display{{png, "\x89PNG"}, {markdown, "> The idea of unlearning."}}, "", 0},
		{"banner", []display{{markdown, "> **Quick run on synthetic speech.**"}, {png, "\x89PNG"},
			{markdown, "> The idea of unlearning."}}, "", 0},
		{"no banner", nil, "", 0},
		{"table", []display{{markdown, "| method | F1 |\n"}}, "", 0},
		{"code", []display{{markdown, "```go\nfunc f() {}\n```"}}, "", 0},
		{"say", []display{{markdown, "3 of 4 *clips*"}}, "", 0},
		{"play", []display{{"text/html", `<code>7_ann_0.wav</code><br><audio controls src="data:`}}, "", 0},
		{"check", nil, "records.csv: cut short; fetch it again\n", 1},
		{"show error", nil, "figure gaps: nothing to draw: no method has a run of gold with the same " +
			"speaker and seed; run gold and a method on the same pairs\n", 1},
		{"code error", nil, "no function f\n", 1},
	} {
		shown, stderr, code := runCell(t, c.cell, true)
		if len(shown) != len(c.shows) || stderr != c.stderr || code != c.code {
			t.Errorf("%s: shows %d things, says %q and ends with %d; want %d, %q, %d", c.cell, len(shown),
				stderr, code, len(c.shows), c.stderr, c.code)
			continue
		}
		for i, want := range c.shows {
			if got := shown[i]; got.kind != want.kind || !strings.HasPrefix(got.content, want.content) {
				t.Errorf("%s: shows %s %.60q, want %s %q", c.cell, got.kind, got.content, want.kind,
					want.content)
			}
		}
	}
}

// TestBannerStands wants the picture below a banner to contain it too: the
// picture is taller by the banner's height.
func TestBannerStands(t *testing.T) {
	plain, _, _ := runCell(t, "show", true)
	banner, _, _ := runCell(t, "banner", true)
	height := func(picture string) int { // of a PNG: bytes 20 to 23
		return int(picture[22])<<8 | int(picture[23])
	}
	if got := height(banner[1].content) - height(plain[0].content); got < 25 || got > 35 {
		t.Errorf("the banner is %d pixels high, want %v points at 192 dots an inch, 29", got,
			bannerLine+bannerRest)
	}
}

// TestPublishedCells wants a notebook that will be committed to name a
// recording but not to hold it. Outside a notebook nothing is shown, and Stop
// exits without an error or a message.
func TestPublishedCells(t *testing.T) {
	shown, _, _ := runCell(t, "play", true, PublishEnv+"=1")
	if len(shown) != 1 || strings.Contains(shown[0].content, "audio") ||
		!strings.HasPrefix(shown[0].content, "<code>7_ann_0.wav</code>") {
		t.Errorf("a committed notebook shows %q", shown)
	}
	for _, cell := range []string{"show", "banner", "table", "say", "play", "stop"} {
		if shown, stderr, code := runCell(t, cell, false); len(shown) != 0 || stderr != "" || code != 0 {
			t.Errorf("%s outside a notebook: %v, %q, %d", cell, shown, stderr, code)
		}
	}
}
