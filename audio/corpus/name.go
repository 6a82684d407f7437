package corpus

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"audiounlearning/audio"
)

// ErrName is returned when a file name is not {label}_{speaker}_{take}.wav.
var ErrName = errors.New("name does not parse")

// endings are how the names of recordings end: those of the kinds of files that
// audio.Read reads. The kind of a file is nevertheless decided by its bytes.
var endings = []string{".wav", ".flac", ".ogg", ".oga", ".w64", ".rf64"}

// isSound reports whether a name has the ending of a recording, in small
// letters or capitals.
func isSound(name string) bool {
	return slices.Contains(endings, strings.ToLower(path.Ext(name)))
}

// ParseName splits the base name of a file, {label}_{speaker}_{take}.wav, as in
// 7_theo_12.wav; it may also end in .flac, .ogg, .oga, .w64 or .rf64. Label and
// speaker are any printable texts without an underscore, which separates them;
// a speaker has no plus sign either, which joins the speakers that a study
// removes one after the other. The take is a number of at least 0.
func ParseName(name string) (label, speaker string, take int, err error) {
	base := path.Base(name)
	fields := strings.Split(strings.TrimSuffix(base, path.Ext(base)), "_")
	if len(fields) == 3 && isSound(base) {
		take, err := strconv.Atoi(fields[2])
		if err == nil && take >= 0 && fields[2][0] != '+' && fields[0] != "" && fields[1] != "" {
			if err := checkParts(fields[0], fields[1]); err != nil {
				return "", "", 0, fmt.Errorf("%s: %w: %w; rename or remove it",
					audio.PlainName(name), ErrName, err)
			}
			return fields[0], fields[1], take, nil
		}
	}
	return "", "", 0, fmt.Errorf("%s: %w as {label}_{speaker}_{take}.wav (or %s), such as "+
		"7_theo_12.wav; rename or remove it", audio.PlainName(name), ErrName,
		strings.Join(endings[1:], ", "))
}

// FileName returns {label}_{speaker}_{take}.wav, which [ParseName] splits
// again. A label or speaker that a name cannot carry, and a take below 0, are
// errors of the kind [ErrName].
func FileName(label, speaker string, take int) (string, error) {
	err := checkParts(label, speaker)
	if err == nil && take < 0 {
		err = fmt.Errorf("take %d is below 0", take)
	}
	if err != nil {
		return "", fmt.Errorf("name a recording of %q by %q: %w: %w; choose another",
			label, speaker, ErrName, err)
	}
	return label + "_" + speaker + "_" + strconv.Itoa(take) + ".wav", nil
}

// checkParts returns what is wrong with a label or a speaker.
func checkParts(label, speaker string) error {
	for _, part := range [2][2]string{{"label", label}, {"speaker", speaker}} {
		what, text := part[0], part[1]
		switch {
		case text == "":
			return fmt.Errorf("the %s is empty", what)
		case strings.Contains(text, "_"):
			return fmt.Errorf("%s %q contains an underscore, which separates label, speaker and "+
				"take",
				what, text)
		case strings.ContainsAny(text, `/\`):
			return fmt.Errorf("%s %q contains a slash, which separates folders", what, text)
		case strings.ContainsFunc(text, audio.Unprintable):
			return fmt.Errorf("%s %q contains a character that cannot be printed", what, text)
		}
	}
	switch {
	case label[0] == '.':
		return fmt.Errorf("label %q begins with a dot, which hides the file", label)
	case strings.Contains(speaker, "+"):
		return fmt.Errorf("speaker %q contains a plus sign, which joins speakers", speaker)
	}
	return nil
}
