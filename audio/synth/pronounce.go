package synth

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// maxLabel is the longest label that is spoken, in characters. No English word
// in use is longer.
const maxLabel = 32

// word is a label with its sounds.
type word struct {
	id     uint64   // below 1<<23; it chooses the word's random numbers
	sounds []string // keys of phonemes
}

// newWord reads a label. The id of a digit is the digit; that of any other word
// is a hash of its spelling, so that a word sounds the same whatever other
// words there are. Words with the same hash merely share random numbers.
func newWord(label string) (word, error) {
	sounds, err := Pronounce(label)
	if err != nil {
		return word{}, err
	}
	if len(label) == 1 && isDigit(label[0]) {
		return word{id: uint64(label[0] - '0'), sounds: sounds}, nil
	}
	h := fnv.New32a()
	h.Write([]byte(label))
	return word{id: 1<<22 | uint64(h.Sum32()>>10), sounds: sounds}, nil
}

// Pronounce returns the phonemes of a label of 1 to 32 characters, each a
// letter from a to z or a digit. Digits and their names are spoken as in
// English, and so is a single letter. Everything else is read by rules of
// spelling, which are wrong for many words ("one" is an exception, "once" is
// not) but mostly make words that are spelt differently sound different.
//
// Any other character, and an empty or longer label, is an error.
func Pronounce(label string) ([]string, error) {
	if label == "" || len(label) > maxLabel {
		return nil, fmt.Errorf("synth: label %q has %d characters; give 1 to %d",
			label, len(label), maxLabel)
	}
	for _, c := range label {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return nil, fmt.Errorf("synth: label %q contains %q; give letters a to z and digits",
				label, c)
		}
	}
	if said, ok := irregular[label]; ok {
		return strings.Fields(said), nil
	}
	var sounds []string
	for rest := label; rest != ""; {
		end := strings.IndexFunc(rest, func(c rune) bool { return isDigit(byte(c)) })
		switch end {
		case -1:
			return append(sounds, spell(rest)...), nil
		case 0:
			sounds, rest = append(sounds, strings.Fields(irregular[rest[:1]])...), rest[1:]
		default:
			sounds, rest = append(sounds, spell(rest[:end])...), rest[end:]
		}
	}
	return sounds, nil
}

// spell returns the phonemes of a word of letters by the rules of spelling.
func spell(letters string) []string {
	var sounds []string
	for at := 0; at < len(letters); {
		g, size := graphemeAt(letters, at)
		for _, sound := range strings.Fields(g) {
			// A plosive within a word follows a closure of the mouth.
			if slices.Contains(plosives, sound) && len(sounds) > 0 {
				sounds = append(sounds, "-")
			}
			sounds = append(sounds, sound)
		}
		at += size
	}
	for _, sound := range sounds {
		if phonemes[sound].voice >= fullVoice {
			return sounds
		}
	}
	return append(sounds, "AX") // a word needs a vowel
}

// graphemeAt returns the sounds of the letters that begin at a place of a
// word, and how many letters make them.
func graphemeAt(word string, at int) (sounds string, size int) {
	rest := word[at:]
	switch {
	case rest == "e" && at > 1 && isConsonant(word[at-1]) &&
		strings.ContainsAny(word[:at-1], vowels):
		return "", 1 // silent, as in "house"
	case len(rest) == 3 && rest[2] == 'e' && isConsonant(rest[1]) && long[rest[0]] != "":
		return long[rest[0]], 1 // as in "wave"
	case len(rest) == 1 && at > 0 && final[rest[0]] != "":
		return final[rest[0]], 1 // as in "go"
	case at == 0 && rest[0] == 'y':
		return "Y", 1 // as in "yes"
	case len(rest) > 1 && rest[0] == 'c' && strings.ContainsRune("eiy", rune(rest[1])):
		return "S", 1 // as in "cell"
	case len(rest) > 1 && rest[0] == rest[1] && isConsonant(rest[0]):
		return graphemes[rest[:1]], 2 // as in "off"
	}
	for size := min(maxGrapheme, len(rest)); size > 1; size-- {
		if sounds, ok := graphemes[rest[:size]]; ok {
			return sounds, size
		}
	}
	return graphemes[rest[:1]], 1
}

const vowels = "aeiouy"

func isDigit(c byte) bool     { return '0' <= c && c <= '9' }
func isConsonant(c byte) bool { return !strings.ContainsRune(vowels, rune(c)) }
