package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Recording is one spoken label.
type Recording struct {
	Name       string            // path below the corpus folder, with slashes
	Label      string            // what is said
	Speaker    string            // who says it
	Take       int               // which repetition
	SampleRate int               // in hertz
	Samples    []float64         // in [-1, 1]
	Sum        [sha256.Size]byte // SHA-256 of its file
}

// Corpus is a set of recordings. [Open], [Find], [New], [Synthetic] and
// [Corpus.Subset] make a consistent one, which nothing changes afterwards.
type Corpus struct {
	Name       string      // "fsdd", "synthetic", or the folder it was read from
	Digest     string      // SHA-256 of files and names, in hexadecimal
	Synthetic  bool        // made by [Synthetic], nobody spoke it
	Reason     string      // why [Find] fell back to a synthetic corpus, or ""
	Recordings []Recording // in byte order of their names
	Labels     []string    // the distinct labels, sorted
	Speakers   []string    // the distinct speakers, sorted
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
		return fmt.Errorf("corpus %s has %d labels and %d speakers, of at least 2 each; add "+
			"recordings",
			c.Name, len(c.Labels), len(c.Speakers))
	}
	said := map[[2]string]bool{}
	for _, r := range c.Recordings {
		said[[2]string{r.Speaker, r.Label}] = true
	}
	for _, s := range c.Speakers {
		for _, l := range c.Labels {
			if !said[[2]string{s, l}] {
				return fmt.Errorf("corpus %s has no recording of %q by %q; "+
					"add %s_%s_0.wav or remove that speaker's files", c.Name, l, s, l, s)
			}
		}
	}
	return nil
}

// Subset returns the corpus of the recordings that keep accepts, as [Open]
// would return it for a folder of just their files. Labels, Speakers and Digest
// are those of the subset, so a label may have another number than in c. Name,
// Synthetic and Reason are those of c. The samples are shared.
func (c *Corpus) Subset(keep func(Recording) bool) *Corpus {
	s := *c
	s.Recordings = nil
	for _, r := range c.Recordings {
		if keep(r) {
			s.Recordings = append(s.Recordings, r)
		}
	}
	s.index()
	return &s
}

// index sorts the recordings, lists their labels and speakers, and computes
// the digest.
func (c *Corpus) index() {
	slices.SortFunc(c.Recordings, func(a, b Recording) int {
		return strings.Compare(a.Name,
			b.Name)
	})
	c.Labels, c.Speakers = nil, nil
	h := sha256.New()
	for _, r := range c.Recordings {
		c.Labels = append(c.Labels, r.Label)
		c.Speakers = append(c.Speakers, r.Speaker)
		fmt.Fprintf(h, "%x  %s\n", r.Sum, r.Name)
	}
	slices.Sort(c.Labels)
	slices.Sort(c.Speakers)
	c.Labels, c.Speakers = slices.Compact(c.Labels), slices.Compact(c.Speakers)
	c.Digest = hex.EncodeToString(h.Sum(nil))
}
