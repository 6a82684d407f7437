package store

import (
	"fmt"
	"os"
	"testing"
)

// filled returns a store that has files of so many runs: their names are all
// that claims and looks read.
func filled(b *testing.B, runs int) (*Store, []string) {
	b.Helper()
	s := open(b, b.TempDir(), Options{})
	keys := make([]string, runs)
	for i := range keys {
		keys[i] = keyOf(i)
		if err := s.prepare(keys[i]); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(s.path(keys[i]), nil, 0o644); err != nil {
			b.Fatal(err)
		}
		s.keepOff(keys[i])
	}
	return s, keys
}

// BenchmarkClaim takes runs and gives them back, in stores of several sizes.
func BenchmarkClaim(b *testing.B) {
	for _, runs := range []int{0, 1_000, 100_000} {
		b.Run(fmt.Sprintf("runs=%d", runs), func(b *testing.B) {
			s, _ := filled(b, runs)
			for i := 0; b.Loop(); i++ {
				c, err := s.Claim(keyOf(runs+i), "base, ann, seed 1", 15)
				if err != nil || c == nil {
					b.Fatal(c, err)
				}
				c.Release()
			}
		})
	}
}

// BenchmarkLook looks at all runs of stores of several sizes, and at 100 of
// them.
func BenchmarkLook(b *testing.B) {
	for _, runs := range []int{1_000, 100_000} {
		s, keys := filled(b, runs)
		for _, asked := range []int{100, runs} {
			b.Run(fmt.Sprintf("runs=%d/asked=%d", runs, asked), func(b *testing.B) {
				for b.Loop() {
					state, err := s.Look(keys[:asked])
					if err != nil || len(state.Done) != asked {
						b.Fatal(len(state.Done), err)
					}
				}
			})
		}
	}
}
