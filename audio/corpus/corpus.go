package audio

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Recording is one spoken label.
type Recording struct {
	Name       string    // path below the corpus folder, with slashes
	Label      string    // what is said
	Speaker    string    // who says it
	Take       int       // which repetition
	SampleRate int       // in hertz
	Samples    []float64 // in [-1, 1]
}

// Corpus is a set of recordings.
type Corpus struct {
	Name       string      // "fsdd", "synthetic", or the folder it was read from
	Digest     string      // SHA-256 of names and files, in hexadecimal: see [Open]
	Synthetic  bool        // made by [Synthesize], nobody spoke it
	Reason     string      // why [Find] fell back to a synthetic corpus; "" if it did not
	Recordings []Recording // in byte order of their names
	Labels     []string    // the distinct labels, sorted
	Speakers   []string    // the distinct speakers, sorted
}

// ErrName is returned when a file name is not {label}_{speaker}_{take}.wav.
var ErrName = errors.New("name does not parse")

// ParseName splits the base name of a file, {label}_{speaker}_{take}.wav, as
// in 7_theo_12.wav. Label and speaker are any texts without an underscore;
// take is a number of at least 0.
func ParseName(name string) (label, speaker string, take int, err error) {
	base := path.Base(name)
	stem := strings.TrimSuffix(base, path.Ext(base))
	fields := strings.Split(stem, "_")
	if len(fields) == 3 && fields[0] != "" && fields[1] != "" && strings.EqualFold(path.Ext(base), ".wav") {
		if take, err := strconv.Atoi(fields[2]); err == nil && take >= 0 && fields[2][0] != '+' {
			return fields[0], fields[1], take, nil
		}
	}
	return "", "", 0, fmt.Errorf("%s: %w as {label}_{speaker}_{take}.wav, such as 7_theo_12.wav; rename or remove it", name, ErrName)
}

// LabelIndex returns the place of label in c.Labels, or -1. It is the class
// number that models use.
func (c *Corpus) LabelIndex(label string) int {
	if i, ok := slices.BinarySearch(c.Labels, label); ok {
		return i
	}
	return -1
}

// HasSpeaker reports whether anyone called name speaks in c.
func (c *Corpus) HasSpeaker(name string) bool {
	_, ok := slices.BinarySearch(c.Speakers, name)
	return ok
}

// Complete returns nil if every speaker says every label, and there are at
// least two of each; else an error that names the first thing missing. A
// study of forgetting a speaker needs a complete corpus.
func (c *Corpus) Complete() error {
	if len(c.Labels) < 2 || len(c.Speakers) < 2 {
		return fmt.Errorf("corpus %s has %d labels and %d speakers, of at least 2 each; add recordings", c.Name, len(c.Labels), len(c.Speakers))
	}
	said := map[[2]string]bool{}
	for _, r := range c.Recordings {
		said[[2]string{r.Speaker, r.Label}] = true
	}
	for _, s := range c.Speakers {
		for _, l := range c.Labels {
			if !said[[2]string{s, l}] {
				return fmt.Errorf("corpus %s has no recording of %q by %q; add %s_%s_0.wav or remove that speaker's files", c.Name, l, s, l, s)
			}
		}
	}
	return nil
}

// index sorts the recordings and lists their labels and speakers.
func (c *Corpus) index() {
	slices.SortFunc(c.Recordings, func(a, b Recording) int { return strings.Compare(a.Name, b.Name) })
	c.Labels, c.Speakers = nil, nil
	for _, r := range c.Recordings {
		c.Labels = append(c.Labels, r.Label)
		c.Speakers = append(c.Speakers, r.Speaker)
	}
	slices.Sort(c.Labels)
	slices.Sort(c.Speakers)
	c.Labels, c.Speakers = slices.Compact(c.Labels), slices.Compact(c.Speakers)
}
