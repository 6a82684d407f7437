package site

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// The accessibility checker: axe-core 4.13.0 (https://github.com/dequelabs/axe-core).
const (
	axeAddress = "https://registry.npmjs.org/axe-core/-/axe-core-4.13.0.tgz"
	axeHash    = "UzGt8zg7Ny8djbYMhxl2zuEevVa7r2gJjYY5Lwr1xM7+XU2nd6CkIWFTVcCIbAP63vSz71NaVyyuSk9lHKcy0A=="
)

// axe returns the checker's source.
func axe(ctx context.Context) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, axeAddress, nil)
	if err != nil {
		return "", err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	packed, err := io.ReadAll(io.LimitReader(response.Body, 16<<20))
	if err != nil {
		return "", err
	}
	if sum := sha512.Sum512(packed); base64.StdEncoding.EncodeToString(sum[:]) != axeHash {
		return "", errors.New("axe-core is not the package that was pinned")
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", err
	}
	for files := tar.NewReader(unzipped); ; {
		header, err := files.Next()
		if err != nil {
			return "", fmt.Errorf("axe.min.js of axe-core: %w", err)
		}
		if header.Name == "package/axe.min.js" {
			source, err := io.ReadAll(io.LimitReader(files, 8<<20))
			return string(source), err
		}
	}
}

// browser starts Chromium, or skips where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium in the PATH: the pages are not tried in a browser")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WSURLReadTimeout(time.Minute))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// complaints are what a browser says against a page while it shows it.
type complaints struct {
	mu   sync.Mutex
	list []string
}

func (c *complaints) add(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list = append(c.list, fmt.Sprintf(format, args...))
}

// take returns the complaints since the last time.
func (c *complaints) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := c.list
	c.list = nil
	return list
}

// listen collects errors of the console, exceptions, requests that fail and
// requests to other hosts.
func listen(ctx context.Context, host string) *complaints {
	c := &complaints{}
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.APITypeError {
				c.add("console error")
			}
		case *runtime.EventExceptionThrown:
			c.add("exception: %s", e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			if e.Entry.Level == log.LevelError {
				c.add("error: %s %s", e.Entry.Text, e.Entry.URL)
			}
		case *network.EventLoadingFailed:
			c.add("a request failed: %s", e.ErrorText)
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; !strings.HasPrefix(u, host) && !strings.HasPrefix(u, "data:") {
				c.add("a request to another host: %s", u)
			}
		}
	})
	return c
}

// What is asked of each page: how far it is too wide for the screen, which
// pictures are not shown, and what the accessibility checker finds.
const (
	tooWide = `document.documentElement.scrollWidth - window.innerWidth`
	missing = `Promise.all([...document.images].map(i => { i.loading = "eager";
		return i.decode().then(() => "", () => i.src) })).then(list => list.filter(s => s).join(" "))`
	// Of the dark theme contrast alone is asked again: all else is as in the light.
	violations = `axe.run(matchMedia("(prefers-color-scheme: dark)").matches ?
		{runOnly: ["color-contrast"]} : {}).then(r => r.violations.map(v => v.id + " (" + v.impact + "): " +
		v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + n.html.slice(0, 120)).join(" | ")).join("\n"))`
	// figures stand on white whatever the theme
	darkFigures = `[...document.querySelectorAll(".figure img")].filter(i =>
		getComputedStyle(i).backgroundColor != "rgb(255, 255, 255)").length`
	darkPage = `getComputedStyle(document.body).backgroundColor`
)

func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// TestSiteInBrowser: on a phone's screen, light and dark, each page loads
// without an error or a request to another host, is no wider than the screen,
// shows all its pictures, and passes the accessibility checker, contrast
// included.
func TestSiteInBrowser(t *testing.T) {
	ctx := browser(t)
	checker, err := axe(t.Context())
	if err != nil {
		t.Skipf("axe-core is not to be had: %v", err)
	}
	dir := built(t)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	found := listen(ctx, server.URL)
	if err := chromedp.Run(ctx, log.Enable(), network.Enable(),
		chromedp.EmulateViewport(390, 844)); err != nil {
		t.Fatal(err)
	}
	for name := range pagesOf(t, dir) {
		for _, theme := range []string{"light", "dark"} {
			var wide, plain int
			var lost, broken, background string
			err := chromedp.Run(ctx,
				emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
					{Name: "prefers-color-scheme", Value: theme}}),
				chromedp.Navigate(server.URL+"/"+name),
				chromedp.Evaluate(tooWide, &wide),
				chromedp.Evaluate(missing, &lost, awaited),
				chromedp.Evaluate(darkFigures, &plain),
				chromedp.Evaluate(darkPage, &background),
				chromedp.Evaluate(checker, nil),
				chromedp.Evaluate(violations, &broken, awaited),
			)
			if err != nil {
				t.Fatalf("%s, %s: %v", name, theme, err)
			}
			for _, c := range found.take() {
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
