package settings

import (
	"reflect"
	"strings"
	"testing"
)

func TestWith(t *testing.T) {
	s := Settings{Methods: []string{"finetune"}}
	if got := s.With("base", "finetune").Methods; !reflect.DeepEqual(got,
		[]string{"finetune", "base"}) || len(s.Methods) != 1 {
		t.Errorf("with base: %v, and the settings themselves have %v", got, s.Methods)
	}
	if got := (Settings{Quick: true}).Banner(false); !strings.Contains(got, "quick") {
		t.Errorf("banner %q", got)
	}
}
