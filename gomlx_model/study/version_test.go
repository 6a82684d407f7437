package study

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
)

// Every published run has the key that its columns and today's algorithm give:
// none is of an older version, and none of settings that it does not name.
func TestPublishedRunsAreOfThisVersion(t *testing.T) {
	all, err := records.PublishedRecords()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("nothing is published yet")
	}
	if err != nil {
		t.Fatal(err)
	}
	seen, stale := map[string]bool{}, 0
	methods := map[string][]string{} // of stale runs, by what else names them
	for _, r := range all {
		if seen[r.Key] {
			continue // a run has a record for each set
		}
		seen[r.Key] = true
		key, err := keyOfColumns(r)
		if err != nil {
			t.Errorf("%s of %s, seed %d, %s: %v", r.Method, r.Speaker, r.Seed, r.Key, err)
			continue
		}
		if key != r.Key {
			pair := fmt.Sprintf("protocol %s, %s norm, %s, seed %d", r.Protocol, r.Norm, r.Speaker,
				r.Seed)
			methods[pair], stale = append(methods[pair], r.Method), stale+1
		}
	}
	if stale == 0 {
		return
	}
	var text strings.Builder
	for _, pair := range slices.Sorted(maps.Keys(methods)) {
		fmt.Fprintf(&text, "\n  %s: %s", pair, strings.Join(methods[pair], ", "))
	}
	t.Errorf("%d of %d published runs are not of algorithm %s, or not of the settings that they "+
		"name; \"go run ./notebooks study -plan notebooks/plan.txt\" trains them again, and publish "+
		"replaces them:%s", stale, len(seen), algorithm, text.String())
}

// keyOfColumns returns the key that a record's other columns give.
func keyOfColumns(r records.Record) (string, error) {
	s := settings.Default()
	s.Protocol, s.Network.Norm = r.Protocol, network.Norm(r.Norm)
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	s.Flags(flags)
	for change := range strings.SplitSeq(r.Settings, ";") {
		if change == "" {
			continue
		}
		name, value, _ := strings.Cut(change, "=")
		if err := flags.Set(name, value); err != nil {
			return "", fmt.Errorf("settings %q: %w", r.Settings, err)
		}
	}
	spec := templateOf(s, r.Corpus, r.Backend, setup.PluginVersion())
	spec.Speaker, spec.Seed, spec.Method = r.Speaker, r.Seed, r.Method
	return spec.Key(), nil
}
