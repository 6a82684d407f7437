//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"
)

// With -q a study prints its tables and nothing else; without -q it also shows
// its progress. The tables are the same.
func TestQuiet(t *testing.T) {
	if testing.Short() {
		t.Skip("trains")
	}
	data, store := voices(t), t.TempDir()
	printed := map[bool]string{}
	for _, quiet := range []bool{true, false} {
		out, err := os.Create(filepath.Join(t.TempDir(), "out"))
		if err != nil {
			t.Fatal(err)
		}
		args := quickStudy(data, "go")
		if quiet {
			args = append(args, "-q")
		}
		s := startTo(t, out, store, []string{"NO_COLOR=1"}, args...)
		if err := <-s.end; err != nil {
			t.Fatalf("%v: %s", err, s.text())
		}
		if said := s.text(); quiet != (said == "") {
			t.Errorf("quiet: %v, and it said %q", quiet, said)
		}
		text, err := os.ReadFile(out.Name())
		if err != nil {
			t.Fatal(err)
		}
		printed[quiet] = string(text)
		out.Close()
	}
	if printed[true] == "" || printed[true] != printed[false] {
		t.Errorf("quiet it printed\n%s\nand else\n%s", printed[true], printed[false])
	}
}
