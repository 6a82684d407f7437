package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/stats"
)

// none stands in a table where there is no number.
const none = "–"

// signed prints v with its sign and digits decimals, a true minus sign, and
// none for NaN. What rounds to zero has no sign.
func signed(v float64, digits int) string {
	if math.IsNaN(v) {
		return none
	}
	text := fmt.Sprintf("%+.*f", digits, v)
	if strings.Trim(text, "+-0.") == "" {
		return text[1:]
	}
	return strings.NewReplacer("-", "−", "Inf", "∞").Replace(text)
}

// plain prints v with digits decimals, without a plus.
func plain(v float64, digits int) string {
	return strings.TrimPrefix(signed(v, digits), "+")
}

// between prints an interval, none where it has no ends.
func between(low, high float64, digits int) string {
	if math.IsNaN(low) || math.IsNaN(high) {
		return none
	}
	return "[" + signed(low, digits) + ", " + signed(high, digits) + "]"
}

// FormatP prints a p-value: "< 0.001", or three decimals, or "–" where there
// was no test.
func FormatP(p float64) string {
	switch {
	case math.IsNaN(p):
		return none
	case p < 0.001:
		return "< 0.001"
	}
	return strconv.FormatFloat(p, 'f', 3, 64)
}

// formatMean returns the mean with digits decimals and its sign, or "~" where
// it is not significantly different from 0: a difference that could be chance
// is not printed as one.
func formatMean(r stats.TTest, digits int) string {
	if !r.Significant() {
		return "~"
	}
	return signed(r.Mean, digits)
}
