package study

import (
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/settings"
)

func TestOpenSaysWhatIsWrong(t *testing.T) {
	s := settings.Default()
	s.Data = filepath.Join(t.TempDir(), "nowhere")
	if _, _, err := Open(t.Context(), s); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a folder that is not there gives %v", err)
	}
	s = settings.Default()
	s.Seeds = 0
	if _, _, err := Open(t.Context(), s); err == nil || !strings.Contains(err.Error(), "seeds") {
		t.Errorf("no seeds give %v", err)
	}
}
