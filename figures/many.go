package figures

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// The most labels and speakers that a matrix, a grid or a row of panels has
// room for.
const (
	labelsMost   = 12
	speakersMost = 12
)

// firstOf returns the first of many names, with long ones cut short. The note
// is a sentence for the caption that says how many of the names are drawn. It
// is empty if all of them are.
func firstOf(names []string, most int, noun string) (shown []string, note string) {
	if len(names) > most {
		note = fmt.Sprintf(" Only the first %d of %s are drawn.", most, count(len(names), noun))
	}
	for _, name := range names[:min(most, len(names))] {
		if letters := []rune(name); len(letters) > nameMost {
			name = string(letters[:nameMost-1]) + "…"
		}
		shown = append(shown, name)
	}
	return shown, note
}

// nameMost is the most letters of a name that are drawn.
const nameMost = 10

// widest returns the width of the widest of some texts.
func widest(style draw.TextStyle, texts []string) (most vg.Length) {
	for _, text := range texts {
		most = max(most, style.Width(text))
	}
	return most
}

// areDigits reports whether all labels are the digits 0 to 9.
func areDigits(labels []string) bool {
	return !slices.ContainsFunc(labels, func(l string) bool {
		return len(l) != 1 || l[0] < '0' || l[0] > '9'
	})
}
