package settings

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// From returns the first seed.
func (s Settings) From() int { return max(1, s.FirstSeed) }

// setSeeds reads "3", which means seeds 1 to 3, or "11-20".
func setSeeds(s *Settings, value string) error {
	first, last, isRange := strings.Cut(value, "-")
	if !isRange {
		first, last = "1", value
	}
	from, err1 := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	if cmp.Or(err1, err2) != nil {
		return fmt.Errorf("%q is neither a number of seeds in 1…1000 nor a range as in 11-20", value)
	}
	s.FirstSeed, s.Seeds = from, to
	return nil
}

// seedsOf writes what setSeeds reads.
func seedsOf(s *Settings) string {
	if s.From() == 1 {
		return strconv.Itoa(s.Seeds)
	}
	return fmt.Sprintf("%d-%d", s.From(), s.Seeds)
}
