package figures

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"os"
	"strings"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/report"

	"github.com/janpfeifer/gonb/gonbui"
)

// Only this file knows that GoNB shows the notebooks. Outside a notebook its
// functions display nothing.

// PublishEnv names the environment variable that is set while notebooks run for
// publication. Their outputs are committed, so they must hold no recording.
const PublishEnv = "AU_PUBLISH"

// notebookBanner is drawn above each figure of the cell. A cell is a process of
// its own and shows one study, so one variable is enough.
var notebookBanner string

// Banner warns, here and above each figure of the cell, that the cell shows a
// quick run or synthetic speech; [records.Results.Banner] has the text. An
// empty text does nothing.
func Banner(text string) {
	notebookBanner = text
	if text != "" {
		gonbui.DisplayMarkdown("> **" + strings.ToUpper(text[:1]) + text[1:] + ".**")
	}
}

// Check ends the cell with one sentence if there is an error. A panic would
// bury it under a stack trace.
func Check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Show displays a figure with its caption below. It takes the results of a
// function that makes a figure, and ends the cell if there is an error.
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

// most is the largest picture in a notebook, in bytes: code hosts do not show
// large notebooks.
const most = 150_000

// smallPNG returns the figure as PNG does or, if that is too large, at a lower
// resolution.
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

// Say displays a paragraph of Markdown, formatted as by [fmt.Sprintf].
func Say(format string, args ...any) { gonbui.DisplayMarkdown(fmt.Sprintf(format, args...)) }

// Stop says what is missing and ends the cell without an error.
func Stop(format string, args ...any) {
	Say(format, args...)
	gonbui.Sync()
	os.Exit(0)
}

// Play displays a player for a recording. In a notebook that will be committed,
// only synthetic speech gets a player; a real recording only has its name
// shown.
func Play(r corpus.Recording, synthetic bool) {
	page, err := player(r, synthetic || os.Getenv(PublishEnv) == "")
	Check(err)
	gonbui.DisplayHTML(page)
}

// player returns the HTML of a recording's name and, if it may be heard, of a
// player with the recording as a WAV file inside.
func player(r corpus.Recording, heard bool) (string, error) {
	name := html.EscapeString(r.Name)
	if !heard {
		return fmt.Sprintf("<code>%s</code> (run this cell to hear it)", name), nil
	}
	var wav bytes.Buffer
	if err := audio.WriteWAV(&wav, r.Samples, r.SampleRate); err != nil {
		return "", fmt.Errorf("%s: %w", r.Name, err)
	}
	return fmt.Sprintf(`<code>%s</code><br><audio controls src="data:audio/wav;base64,%s"></audio>`,
		name, base64.StdEncoding.EncodeToString(wav.Bytes())), nil
}

// escapeMarkdown keeps the stars and underscores of a caption from becoming
// emphasis.
func escapeMarkdown(s string) string {
	return strings.NewReplacer("*", `\*`, "_", `\_`, "<", "&lt;").Replace(s)
}
