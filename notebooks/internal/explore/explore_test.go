package explore

import (
	"errors"
	"math"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/browser"
	"audiounlearning/notebooks/internal/jupyter"

	"github.com/chromedp/chromedp"
)

// TestRuns: the sets of a run are one object; a number that is not one, and a
// run that failed, are left out.
func TestRuns(t *testing.T) {
	r := records.Record{Key: "k", Speaker: "theo", Seed: 2, Method: "base", Set: "test", F1: 0.9,
		Loss: math.NaN(), Status: "ok"}
	excluded, failed := r, r
	excluded.Set, excluded.F1 = "excluded", 0.5
	failed.Key, failed.Status = "f", "failed@3"
	runs := Runs([]records.Record{r, excluded, failed})
	if len(runs) != 1 || runs[0]["f1, test"] != 0.9 || runs[0]["f1, excluded"] != 0.5 ||
		runs[0]["key"] != "k" {
		t.Errorf("the runs are %v", runs)
	}
	if _, there := runs[0]["loss, test"]; there {
		t.Errorf("a loss that is no number is there: %v", runs[0])
	}
}

// TestPageInBrowser: the page draws a mark for each run without contacting any
// host, leaves out filtered runs, and says which run a mark is.
func TestPageInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("installs Python packages")
	}
	ctx := browser.Start(t)
	env, err := jupyter.Prepare(t.Context(), "explore", Requirements,
		func(line string) { t.Log(line) })
	if errors.Is(err, setup.ErrNoPython) || err != nil && strings.Contains(err.Error(), "network") {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	all, err := records.PublishedRecords()
	if err != nil {
		t.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(r records.Record) bool { return r.Seed > 2 })
	dir := t.TempDir()
	if err := Page(t.Context(), env, all, filepath.Join(dir, "explore.html")); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	complaints := browser.Listen(ctx, server.URL)
	const marks = `document.querySelectorAll(".role-mark.mark-symbol path").length`
	const choose = `(label => { const bind = [...document.querySelectorAll(".vega-bind")]
		.find(e => e.innerText.trim().startsWith(label));
		const list = bind.querySelector("select");
		list.value = "theo";
		list.dispatchEvent(new Event("change", {bubbles: true}));
		return new Promise(r => setTimeout(() => r(true), 500)); })("speaker")`
	const hover = `(() => { const mark = document.querySelector(".role-mark.mark-symbol path");
		const r = mark.getBoundingClientRect();
		for (const kind of ["pointerover", "pointermove"]) {
			mark.dispatchEvent(new PointerEvent(kind, {bubbles: true, clientX: r.x + r.width / 2,
				clientY: r.y + r.height / 2}));
		}
		return new Promise(r => setTimeout(() => r(
			document.querySelector("#vg-tooltip-element")?.innerText || ""), 500)); })()`
	var drawn, ofTheo int
	var done bool
	var hovered string
	if err := chromedp.Run(ctx, chromedp.Navigate(server.URL+"/explore.html"),
		chromedp.WaitVisible("svg.marks"), chromedp.Evaluate(marks, &drawn),
		chromedp.Evaluate(choose, &done, browser.Await),
		chromedp.Evaluate(marks, &ofTheo), chromedp.Evaluate(hover, &hovered, browser.Await)); err != nil {
		t.Fatal(err)
	}
	for _, c := range complaints.Take() {
		t.Error(c)
	}
	runs, theos := 0, 0
	for _, run := range Runs(all) {
		_, x := run["f1, test"]
		_, y := run["f1, excluded"]
		if !x || !y { // it has no place between these axes
			continue
		}
		runs++
		if run["speaker"] == "theo" {
			theos++
		}
	}
	if drawn != runs || ofTheo != theos || theos == 0 {
		t.Errorf("%d marks of %d runs, then %d of theo's %d", drawn, runs, ofTheo, theos)
	}
	if !strings.Contains(hovered, "key") || !strings.Contains(hovered, "theo") {
		t.Errorf("a mark says %q of its run", hovered)
	}
}
