package site

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"audiounlearning/notebooks/internal/browser"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The checks of each page: how far it is too wide for the screen, which
// pictures are not shown, and what the accessibility checker finds.
const (
	tooWide = `document.documentElement.scrollWidth - window.innerWidth`
	missing = `Promise.all([...document.images].map(i => { i.loading = "eager";
		return i.decode().then(() => "", () => i.src) })).then(list => list.filter(s => s).join(" "))`
	// For the dark theme only contrast is checked: everything else is as in the
	// light one.
	violations = `axe.run(matchMedia("(prefers-color-scheme: dark)").matches ?
		{runOnly: ["color-contrast"]} : {}).then(r => r.violations.map(v => v.id + " (" + v.impact + "): " +
		v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + n.html.slice(0, 120)).join(" | ")).join("\n"))`
	// figures stand on white whatever the theme
	darkFigures = `[...document.querySelectorAll(".figure img")].filter(i =>
		getComputedStyle(i).backgroundColor != "rgb(255, 255, 255)").length`
	darkPage = `getComputedStyle(document.body).backgroundColor`
)

// TestSiteInBrowser: on a phone's screen, light and dark, each page loads
// without an error or a request to another host, is no wider than the screen,
// shows all its pictures, and passes the accessibility checker, contrast
// included.
func TestSiteInBrowser(t *testing.T) {
	ctx := browser.Start(t)
	checker, err := browser.Axe(t.Context())
	if err != nil {
		t.Skipf("axe-core is not to be had: %v", err)
	}
	dir := built(t)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	found := browser.Listen(ctx, server.URL)
	for name := range pagesOf(t, dir) {
		for _, theme := range []string{"light", "dark"} {
			var wide, plain int
			var lost, broken, background string
			err := chromedp.Run(ctx,
				emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
					{Name: "prefers-color-scheme", Value: theme}}),
				chromedp.Navigate(server.URL+"/"+name),
				chromedp.Evaluate(tooWide, &wide),
				chromedp.Evaluate(missing, &lost, browser.Await),
				chromedp.Evaluate(darkFigures, &plain),
				chromedp.Evaluate(darkPage, &background),
				chromedp.Evaluate(checker, nil),
				chromedp.Evaluate(violations, &broken, browser.Await),
			)
			if err != nil {
				t.Fatalf("%s, %s: %v", name, theme, err)
			}
			for _, c := range found.Take() {
				t.Errorf("%s, %s: %s", name, theme, c)
			}
			if wide > 0 || lost != "" || plain > 0 || broken != "" {
				t.Errorf("%s, %s: %d pixels too wide; pictures not shown: %q; figures that do not "+
					"stand on white: %d; accessibility: %s", name, theme, wide, lost, plain, broken)
			}
			if isDark := background != "rgb(255, 255, 255)"; isDark != (theme == "dark") {
				t.Errorf("%s, %s: the page's background is %s", name, theme, background)
			}
		}
	}
}
