//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"audiounlearning/notebooks/internal/browser"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// some copies the named cells of a notebook, without their outputs.
func some(t *testing.T, from, to string, ids ...string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	var nb map[string]any
	if err := json.Unmarshal(text, &nb); err != nil {
		t.Fatal(err)
	}
	cells := slices.DeleteFunc(nb["cells"].([]any), func(c any) bool {
		return !slices.Contains(ids, c.(map[string]any)["id"].(string))
	})
	if len(cells) != len(ids) {
		t.Fatalf("%s has %d of the cells %q", from, len(cells), ids)
	}
	for _, c := range cells {
		c.(map[string]any)["outputs"], c.(map[string]any)["execution_count"] = []any{}, nil
	}
	nb["cells"] = cells
	if text, err = json.Marshal(nb); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// served returns what is served at an address, or "".
func served(address string) string {
	response, err := http.Get(address)
	if err != nil {
		return ""
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		return ""
	}
	return string(text)
}

// The expressions that are evaluated on a page of JupyterLab.
const (
	// dialogs and notifications, which is what a question is asked by
	questions = `[...document.querySelectorAll(".jp-Dialog, .Toastify__toast")].map(e => e.innerText)`
	// prompts of cells that run or wait, such as [*]:
	waiting = `[...document.querySelectorAll(".jp-CodeCell .jp-InputArea-prompt")].filter(e =>
		e.innerText.includes("*")).length`
	ran = `[...document.querySelectorAll(".jp-CodeCell .jp-InputArea-prompt")].filter(e =>
		/\d/.test(e.innerText)).length`
	// errors, which stand where lines about finished runs do too
	errorsShown = `[...document.querySelectorAll("[data-mime-type='application/vnd.jupyter.stderr']")].map(
		e => e.innerText.replace(/^trained .*$/gm, "").trim()).filter(s => s)`
	figuresShown = `[...document.querySelectorAll(".jp-OutputArea-output img")].filter(i =>
		i.complete && i.naturalWidth > 100).length`
)

// A lab is JupyterLab in a browser.
type lab struct {
	t     *testing.T
	ctx   context.Context
	found *browser.Complaints
}

// ask evaluates an expression on the page.
func ask[T any](l lab, expression string) (v T) {
	l.t.Helper()
	if err := chromedp.Run(l.ctx, chromedp.Evaluate(expression, &v)); err != nil {
		l.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// labPatience is how long a page may take for a step.
const labPatience = 2 * time.Minute

// until waits until something holds on the page.
func (l lab) until(what string, holds func() bool) {
	l.t.Helper()
	for begun := time.Now(); !holds(); time.Sleep(50 * time.Millisecond) {
		if time.Since(begun) > labPatience {
			l.t.Fatalf("waited %v until %s; the page says\n%s", labPatience, what,
				ask[string](l, `document.body.innerText`))
		}
	}
}

// do runs what a reader does.
func (l lab) do(actions ...chromedp.Action) {
	l.t.Helper()
	if err := chromedp.Run(l.ctx, actions...); err != nil {
		l.t.Fatal(err)
	}
}

// click moves the mouse to an element and clicks there: a menu asks for both.
func (l lab) click(selector string) {
	l.t.Helper()
	at := ask[struct{ X, Y float64 }](l, fmt.Sprintf(`(r => ({X: r.x + r.width / 2, Y: r.y + r.height / 2}))(
		document.querySelector(%q).getBoundingClientRect())`, selector))
	l.do(chromedp.MouseEvent(input.MouseMoved, at.X, at.Y), chromedp.MouseClickXY(at.X, at.Y))
}

// runAll chooses Run All Cells from the menu.
func (l lab) runAll() {
	l.t.Helper()
	const all = `li[data-command="runmenu:run-all"]:not(.lm-mod-disabled)`
	l.do(chromedp.Click(`//div[contains(@class, "lm-MenuBar-itemLabel") and text()="Run"]`),
		chromedp.WaitVisible(all, chromedp.ByQuery))
	l.click(all)
}

// open starts JupyterLab on a folder, with settings for the cells, and opens a
// notebook in it. The page has a kernel then.
func open(t *testing.T, ctx context.Context, folder, store string, env []string) (l lab, s *started) {
	t.Helper()
	port := strconv.Itoa(freePort(t))
	host := "http://127.0.0.1:" + port
	s = start(t, store, append(env, "JUPYTER_TOKEN=tested"), "lab", "--allow-root", "--no-browser",
		"--notebook-dir="+folder, "--port="+port, "--ServerApp.port_retries=0")
	t.Cleanup(func() { // if the test failed, JupyterLab and its kernel end all the same
		if s.cmd.Process.Signal(os.Interrupt) == nil {
			select {
			case <-s.end:
			case <-time.After(20 * time.Second):
			}
		}
	})
	if !s.until("JupyterLab is there", func() bool { return served(host+"/lab?token=tested") != "" }) {
		t.Fatalf("it ended and said\n%s", s.text())
	}
	l = lab{t, ctx, browser.Listen(ctx, host)}
	chromedp.ListenTarget(ctx, func(event any) {
		// a page with changes that are not saved asks whether to leave it
		if _, asks := event.(*page.EventJavascriptDialogOpening); asks {
			go chromedp.Run(ctx, page.HandleJavaScriptDialog(true))
		}
	})
	l.do(chromedp.EmulateViewport(1280, 1024), chromedp.Navigate(host+"/lab/tree/some.ipynb?token=tested"),
		chromedp.WaitVisible(".jp-Notebook .jp-CodeCell", chromedp.ByQuery))
	l.until("the page has a kernel", func() bool {
		return strings.Contains(served(host+"/api/kernels?token=tested"), `"connections": 1`)
	})
	return l, s
}

// checkQuiet requires that the page asks no question and sends no request to
// another host.
func (l lab) checkQuiet() {
	l.t.Helper()
	if asked := ask[[]string](l, questions); len(asked) > 0 {
		l.t.Errorf("JupyterLab asks %q", asked)
	}
	for _, c := range l.found.Take() {
		// what the page itself gave up, since it no more needs an answer
		if !strings.HasSuffix(c, "net::ERR_ABORTED") {
			l.t.Error(c)
		}
	}
}

// TestLab starts JupyterLab as a reader does. It asks no question and contacts
// no other host. A notebook's cells run, among them one that trains. That cell
// is interrupted and, run again, resumes where it stopped: figures are shown,
// and no cell fails. The second start asks no question either.
func TestLab(t *testing.T) {
	if testing.Short() {
		t.Skip("installs JupyterLab")
	}
	ctx := browser.Start(t)
	folder, store := t.TempDir(), t.TempDir()
	cells := []string{"original-02", "original-03", "original-04", "original-06", "original-12"}
	some(t, filepath.Join(checkout(t), "notebooks", "03_original_and_gold.ipynb"),
		filepath.Join(folder, "some.ipynb"), cells...)
	// A second of training a run: the original, gold and base of each seed.
	env := []string{"AU_DATA=" + voices(t), "AU_SPEAKERS=synth1", "AU_METHODS=base", "AU_SEEDS=3",
		"AU_BACKEND=go", "AU_CHANNELS=4,4,8", "AU_DENSE=8,8", "AU_ORIGINAL_EPOCHS=6", "AU_GOLD_EPOCHS=6"}
	const runs = 3 * 3
	l, s := open(t, ctx, folder, store, env)
	l.runAll()
	l.until("a run is finished", func() bool { return len(finished(store)) > 0 })
	l.click(`[data-command="notebook:interrupt-kernel"]`)
	l.until("the cell has stopped", func() bool { return ask[int](l, waiting) == 0 })
	n, said := len(finished(store)), ask[[]string](l, errorsShown)
	if n >= runs || !strings.Contains(strings.Join(said, "\n"), "signal: interrupt") {
		t.Errorf("interrupted with %d of %d runs finished, it said %q", n, runs, said)
	}
	l.runAll()
	l.until("cells run", func() bool { return ask[int](l, waiting) > 0 })
	l.until("all cells ran", func() bool { return ask[int](l, waiting) == 0 })
	if said, n := ask[[]string](l, errorsShown), ask[int](l, ran); len(said) > 0 || n != len(cells) {
		t.Errorf("%d of %d cells ran; failed: %q", n, len(cells), said)
	}
	// the network's drawing and the learning curves
	l.until("figures are shown", func() bool { return ask[int](l, figuresShown) == 2 })
	if n := len(finished(store)); n != runs {
		t.Errorf("%d of %d runs are finished", n, runs)
	}
	l.checkQuiet()
	s.interrupt()

	l, s = open(t, ctx, folder, store, env)
	l.checkQuiet()
	s.interrupt()
}
