package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestStatus looks at the quick study of two speakers, which has the original,
// gold and base of each: on a store that is not there, and with a plan of the
// same study and a part of it, whose runs count once.
func TestStatus(t *testing.T) {
	clean(t)
	dir := filepath.Join(t.TempDir(), "absent")
	voices, _ := synthetic(t, 4)
	args := []string{"-quick", "-data", voices, "-backend", "go", "-seeds", "1", "-speakers",
		"synth1,synth2", "-methods", "base", "-store", dir}
	look := func(args ...string) (status, error) {
		t.Helper()
		var out bytes.Buffer
		err := Dispatch(t.Context(), &out, append([]string{"status", "-json"}, args...))
		var s status
		if e := json.Unmarshal(out.Bytes(), &s); e != nil {
			t.Fatalf("%v: %q, %v", e, out.String(), err)
		}
		return s, err
	}
	s, err := look(args...)
	// 10 epochs of each original, 12 of each gold, 6 of each base
	if !errors.Is(err, ErrIncomplete) || s.Complete || s.Runs != 6 || s.Waiting != 6 ||
		s.Epochs != 56 || len(s.Running) > 0 || s.Seconds != 0 || s.Stores[0] != dir {
		t.Errorf("an empty store: %+v, %v", s, err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("status made the store")
	}
	plan := filepath.Join(t.TempDir(), "plan.txt")
	if err := os.WriteFile(plan, []byte("-methods base\n-speakers synth1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if s, err := look(append(args, "-plan", plan)...); !errors.Is(err, ErrIncomplete) || s.Runs != 6 {
		t.Errorf("a plan: %+v, %v", s, err)
	}

	var out bytes.Buffer
	if err := Dispatch(t.Context(), &out, append([]string{"status"}, args...)); !errors.Is(err,
		ErrIncomplete) || !strings.HasPrefix(out.String(),
		"6 runs: 0 done, 0 running, 6 waiting\n") || !strings.Contains(out.String(), dir) {
		t.Errorf("printed %q, %v", out.String(), err)
	}
}
