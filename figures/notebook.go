package figures

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"strings"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/report"

	"github.com/janpfeifer/gonb/gonbui"
)

// This file is the only one that knows that notebooks are shown by GoNB.
// Outside of a notebook its functions display nothing.

// PublishEnv names the environment variable that is set while the notebooks
// that will be committed are run. Those must hold no recording.
const PublishEnv = "AU_PUBLISH"

// A banner is said on top of a cell and on each of its figures. A cell is a
// process of its own and shows one study, so one variable is enough.
var notebookBanner string

// Banner warns that what the cell goes on to show is a quick run or synthetic
// speech; records.Results.Banner has the text. Empty, it does nothing.
func Banner(text string) {
	notebookBanner = text
	if text != "" {
		gonbui.DisplayMarkdown("> **" + strings.ToUpper(text[:1]) + text[1:] + ".**")
	}
}

// Check ends the cell with one sentence where there is an error. A panic would
// bury it under a stack trace.
func Check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Show displays a figure as a picture with its caption below. It takes the
// results of the functions that make figures, and ends the cell on an error.
func Show(f *Figure, err error) {
	Check(err)
	g := *f
	if g.Banner == "" {
		g.Banner = notebookBanner
	}
	picture, err := smallPNG(&g)
	Check(err)
	gonbui.DisplayPNG(picture)
	gonbui.DisplayMarkdown("> " + escapeMarkdown(g.Caption))
}

// most is how large a picture in a notebook may be, in bytes: code hosts give
// up on large notebooks.
const most = 150_000

// smallPNG returns the figure at the resolution of PNG, or at a lower one where
// that is too large.
func smallPNG(f *Figure) (picture []byte, err error) {
	for _, dpi := range []int{pngDPI, 160, 128} {
		if picture, err = png(f, dpi); err != nil || len(picture) <= most {
			break
		}
	}
	return picture, err
}

// ShowTable displays a table.
func ShowTable(t report.Table) { gonbui.DisplayMarkdown(t.Markdown()) }

// ShowCode displays Go code, as report.Listing returns it.
func ShowCode(code string, err error) {
	Check(err)
	gonbui.DisplayMarkdown("```go\n" + code + "\n```")
}

// Say displays a paragraph of Markdown with numbers in it, formatted as
// fmt.Sprintf does.
func Say(format string, args ...any) { gonbui.DisplayMarkdown(fmt.Sprintf(format, args...)) }

// Stop says what is missing and ends the cell without an error.
func Stop(format string, args ...any) {
	Say(format, args...)
	gonbui.Sync()
	os.Exit(0)
}

// Play displays a player for a recording. Where the notebook is run to be
// committed, only speech that nobody spoke is put in; of a real recording its
// name is shown.
func Play(r corpus.Recording, synthetic bool) {
	page, err := player(r, synthetic || os.Getenv(PublishEnv) == "")
	Check(err)
	gonbui.DisplayHTML(page)
}

// player returns the HTML of a recording's name and, if it may be heard, of a
// player that holds it as a WAV file.
func player(r corpus.Recording, heard bool) (string, error) {
	if !heard {
		return fmt.Sprintf("<code>%s</code> (heard when you run this cell)", r.Name), nil
	}
	var wav bytes.Buffer
	if err := audio.WriteWAV(&wav, r.Samples, r.SampleRate); err != nil {
		return "", fmt.Errorf("%s: %w", r.Name, err)
	}
	return fmt.Sprintf(`<code>%s</code><br><audio controls src="data:audio/wav;base64,%s"></audio>`, r.Name,
		base64.StdEncoding.EncodeToString(wav.Bytes())), nil
}

// escapeMarkdown keeps a caption's stars and underscores from becoming
// emphasis.
func escapeMarkdown(s string) string {
	return strings.NewReplacer("*", `\*`, "_", `\_`, "<", "&lt;").Replace(s)
}
