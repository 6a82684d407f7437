package synth

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The bounds and the defaults of [Options]. The defaults have the shape of the
// Free Spoken Digit Dataset: ten digits, six speakers and 50 takes.
const (
	MaxSpeakers = 100
	MaxTakes    = 10000

	DefaultSeed     = 1
	DefaultSpeakers = len(voices)
	DefaultTakes    = 50
)

// Options say who speaks what. The zero value of each field is its default.
type Options struct {
	// Seed draws accents, takes, and the speakers beyond [DefaultSpeakers];
	// 0 means [DefaultSeed].
	Seed uint64
	// Speakers is the number of speakers, up to [MaxSpeakers]; 0 means
	// [DefaultSpeakers].
	Speakers int
	// Labels are what is said, in the form that [Pronounce] reads. No two may
	// be alike; nil means the digits "0" to "9".
	Labels []string
	// Takes is how often each speaker says each label, up to [MaxTakes];
	// 0 means [DefaultTakes].
	Takes int
}

// withDefaults returns o with the defaults in the place of zeros.
func (o Options) withDefaults() Options {
	if o.Seed == 0 {
		o.Seed = DefaultSeed
	}
	if o.Speakers == 0 {
		o.Speakers = DefaultSpeakers
	}
	if o.Takes == 0 {
		o.Takes = DefaultTakes
	}
	if o.Labels == nil {
		o.Labels = strings.Split("0123456789", "")
	}
	o.Labels = slices.Clone(o.Labels)
	return o
}

// Synthesiser speaks the labels of its [Options]. Nothing changes it after
// [New], so many goroutines may use one.
type Synthesiser struct {
	options Options
	words   []word
	voices  []voice
}

// New returns a synthesiser. It is an error if a number is out of range, if
// there is no label, if [Pronounce] refuses a label, or if two labels sound
// alike.
func New(o Options) (*Synthesiser, error) {
	s := &Synthesiser{options: o.withDefaults()}
	o = s.options
	switch {
	case o.Speakers < 1 || o.Speakers > MaxSpeakers:
		return nil, fmt.Errorf("synth: Speakers is %d; give 1 to %d", o.Speakers, MaxSpeakers)
	case o.Takes < 1 || o.Takes > MaxTakes:
		return nil, fmt.Errorf("synth: Takes is %d; give 1 to %d", o.Takes, MaxTakes)
	case len(o.Labels) == 0:
		return nil, fmt.Errorf("synth: Labels is empty; give at least one, or nil for the digits")
	}
	alike := map[string]string{}
	for _, label := range o.Labels {
		w, err := newWord(label)
		if err != nil {
			return nil, err
		}
		sound := strings.Join(w.sounds, " ")
		if other, ok := alike[sound]; ok {
			return nil,
				fmt.Errorf("synth: labels %q and %q sound alike (%s); leave one of them out",
					other, label, sound)
		}
		alike[sound] = label
		s.words = append(s.words, w)
	}
	for i := range o.Speakers {
		s.voices = append(s.voices, voiceOf(o.Seed, i))
	}
	return s, nil
}

// Options returns the options of s, with the defaults filled in.
func (s *Synthesiser) Options() Options { return s.options.withDefaults() }

// SpeakerName returns the name of speaker i, from 0 on: "synth1", "synth2", ….
func SpeakerName(i int) string { return "synth" + strconv.Itoa(i+1) }
