package synth

import (
	"slices"
	"strings"
	"testing"
)

// commands are the 35 words of Google's Speech Commands.
var commands = strings.Fields("backward bed bird cat dog down eight five follow forward four go " +
	"happy house learn left marvin nine no off on one right seven sheila six stop three tree two " +
	"up visual wow yes zero")

// TestPronounce: the sounds follow from the rules of spelling, and each is a
// phoneme that there is.
func TestPronounce(t *testing.T) {
	for label, want := range map[string]string{
		"7": "S EH V AX N", "seven": "S EH V AX N", "17": "W AH N S EH V AX N",
		"a1": "AE W AH N", "b": "B IY", "happy": "HH AE - P IY", "house": "HH AA UW S",
		"off": "AA F", "tree": "T R IY IY", "bite": "B AA IH - T", "bit": "B IH - T",
		"go": "G OW UW", "right": "R AA IH - T", "yes": "Y EH S", "cell": "S EH L",
		"queen": "K W IY IY N", "sheila": "SH EY IH L AX", "hm": "HH M AX", "match": "M AE - T SH",
	} {
		if got := strings.Join(must(Pronounce(label)), " "); got != want {
			t.Errorf("%q sounds %s, want %s", label, got, want)
		}
	}
	known := func(label string) {
		for _, sound := range must(Pronounce(label)) {
			if _, ok := phonemes[sound]; !ok {
				t.Errorf("%q needs the phoneme %q", label, sound)
			}
		}
	}
	for _, label := range commands {
		known(label)
	}
	for a := 'a'; a <= 'z'; a++ {
		known(string(a))
		for b := 'a'; b <= 'z'; b++ {
			known(string([]rune{a, b}))
			for c := 'a'; c <= 'z'; c++ {
				known(string([]rune{a, b, c}))
			}
		}
	}
	for spelling := range graphemes {
		if len(spelling) > maxGrapheme {
			t.Errorf("%q is longer than any that is looked up", spelling)
		}
	}
}

func TestOptionsErrors(t *testing.T) {
	for want, o := range map[string]Options{
		`label "a_b" contains '_'; give letters`: {Labels: []string{"a_b"}},
		`label "Yes" contains 'Y'`:               {Labels: []string{"Yes"}},
		`label "" has 0 characters`:              {Labels: []string{""}},
		`33 characters; give 1 to 32`:            {Labels: []string{strings.Repeat("a", 33)}},
		`"1" and "one" sound alike (W AH N)`:     {Labels: []string{"1", "one"}},
		`"yes" and "yes" sound alike`:            {Labels: []string{"yes", "yes"}},
		`Labels is empty`:                        {Labels: []string{}},
		`Speakers is 101; give 1 to 100`:         {Speakers: 101},
		`Speakers is -1`:                         {Speakers: -1},
		`Takes is -1`:                            {Takes: -1},
		`Takes is 10001`:                         {Takes: 10001},
	} {
		if _, err := New(o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// TestMore: with more speakers, labels and takes, what was said without them
// stays as it was; another seed says it differently.
func TestMore(t *testing.T) {
	few := synthesiser(t, Options{Speakers: 8, Labels: []string{"3", "yes"}})
	many := synthesiser(t, Options{
		Speakers: 100, Labels: []string{"no", "3", "yes", "up"}, Takes: 1000,
	})
	other := synthesiser(t, Options{Seed: 2, Speakers: 8, Labels: []string{"3", "yes"}})
	for speaker := range 8 {
		for label := range 2 {
			x := few.Say(label, speaker, 1)
			if !slices.Equal(x, many.Say(label+1, speaker, 1)) {
				t.Errorf("speaker %d says label %d differently among more", speaker, label)
			}
			if slices.Equal(x, other.Say(label, speaker, 1)) ||
				slices.Equal(x, few.Say(label, speaker, 2)) {
				t.Errorf("speaker %d says label %d the same in another take or seed", speaker,
					label)
			}
		}
	}
}

// TestVoices: all voices are in the range of a human's, no two alike, and the
// first six are the same by any seed.
func TestVoices(t *testing.T) {
	seen := map[voice]int{}
	for i := range MaxSpeakers {
		v := voiceOf(1, i)
		if other, ok := seen[v]; ok {
			t.Errorf("speakers %d and %d have one voice", other, i)
		}
		seen[v] = i
		if v.tract < 0.8 || v.tract > 1.22 || v.pitch < 70 || v.pitch > 300 || v.rate < 0.8 ||
			v.rate > 1.25 {
			t.Errorf("speaker %d: %+v", i, v)
		}
		if same := voiceOf(2, i) == v; same != (i < DefaultSpeakers) {
			t.Errorf("speaker %d has the same voice by two seeds: %v", i, same)
		}
	}
}

// must returns v; an error is a mistake in the test itself.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
