package command

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// The address that -serve prints leads to the page, on all addresses of the
// machine too; other files of the page's folder are not served.
func TestServe(t *testing.T) {
	page := filepath.Join(t.TempDir(), "explore.html")
	for path, text := range map[string]string{page: "the page", filepath.Join(filepath.Dir(page),
		"records.csv"): "more"} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	get := func(address string) string {
		answer, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for address, want := range map[string]string{"localhost:0": `http://(127.0.0.1|\[::1\]):\d+`,
		":0": `http://localhost:\d+`} {
		ctx, cancel := context.WithCancel(t.Context())
		said, out := io.Pipe()
		ended := make(chan error)
		go func() {
			err := serve(ctx, out, onePage(page), address)
			out.CloseWithError(err)
			ended <- err
		}()
		line, err := bufio.NewReader(said).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		shown := regexp.MustCompile(`http://\S+`).FindString(line)
		if !regexp.MustCompile("^" + want + "$").MatchString(shown) {
			t.Errorf("%s: it said %q", address, line)
		}
		if text := get(shown); text != "the page" {
			t.Errorf("%s shows %q", shown, text)
		}
		if text := get(shown + "/records.csv"); text == "more" {
			t.Error("it serves the page's folder")
		}
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("stopped: %v", err)
		}
	}
}
