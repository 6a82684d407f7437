package publish

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
)

// A notebook carries sounds in the addresses of players, and under the media
// types of outputs and attachments, of whatever kind and with whatever
// parameters.
var (
	soundAddress = regexp.MustCompile(`(?i)data:audio/([^,"'<>\s]*),([A-Za-z0-9+/=%_\s-]+)`)
	soundType    = regexp.MustCompile(`(?i)^audio/`)
)

// nobodySpoke returns an error if a notebook carries a sound other than a
// synthetic clip: the recordings are not this project's to pass on.
func nobodySpoke(text []byte) error {
	var notebook any
	if err := json.Unmarshal(text, &notebook); err != nil {
		return fmt.Errorf("it is no notebook: %w", err)
	}
	for _, sound := range soundsIn(notebook) {
		wav, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(sound), ""))
		if err != nil || !synthetic()[string(wav)] {
			return errors.New("an output holds a recording that is not synthetic: let the cell " +
				"play it with figures.Play")
		}
	}
	return nil
}

// soundsIn returns the sounds in a JSON value, in base64. In place of one in
// another encoding it returns "%", which is none.
func soundsIn(v any) (sounds []string) {
	switch v := v.(type) {
	case string:
		for _, found := range soundAddress.FindAllStringSubmatch(v, -1) {
			if strings.HasSuffix(strings.ToLower(found[1]), ";base64") {
				sounds = append(sounds, found[2])
			} else {
				sounds = append(sounds, "%")
			}
		}
	case []any:
		if text, ok := joined(v); ok {
			return soundsIn(text)
		}
		for _, x := range v {
			sounds = append(sounds, soundsIn(x)...)
		}
	case map[string]any:
		for name, x := range v {
			if text, ok := joined(x); ok && soundType.MatchString(name) {
				sounds = append(sounds, text)
			} else {
				sounds = append(sounds, soundsIn(x)...)
			}
		}
	}
	return sounds
}

// joined returns the text that a notebook holds as one string or as a list of
// them.
func joined(v any) (text string, ok bool) {
	if text, ok := v.(string); ok {
		return text, true
	}
	list, ok := v.([]any)
	for _, x := range list {
		line, is := x.(string)
		text, ok = text+line, ok && is
	}
	return text, ok
}

// synthetic returns the bytes of every synthetic clip as a WAV file, and of the
// sound that notebook 01 makes from the coefficients of one.
var synthetic = sync.OnceValue(func() map[string]bool {
	clips := map[string]bool{}
	// The defaults are valid, and nothing cancels.
	made, err := corpus.Synthetic(context.Background(), synth.Options{})
	if err != nil {
		return clips
	}
	add := func(samples []float64, rate int) {
		var wav bytes.Buffer
		// Writing to memory cannot fail.
		if audio.WriteWAV(&wav, samples, rate) == nil {
			clips[wav.String()] = true
		}
	}
	for _, r := range made.Recordings {
		add(r.Samples, r.SampleRate)
	}
	heard, err := made.Take("7", made.Speakers[0], 0)
	if err != nil {
		return clips
	}
	if samples, err := whatIsKept(heard); err == nil {
		add(samples, heard.SampleRate)
	}
	return clips
})

// whatIsKept makes sound of a clip's coefficients, as notebook 01 does.
func whatIsKept(clip corpus.Recording) ([]float64, error) {
	extractor, err := audio.NewExtractor(audio.DefaultConfig())
	if err != nil {
		return nil, err
	}
	kept, err := extractor.MFCC(nil, clip.Samples)
	if err != nil {
		return nil, err
	}
	return extractor.Sound(kept, audio.GriffinLimOptions{Seed: 1})
}
