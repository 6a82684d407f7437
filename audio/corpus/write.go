package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"audiounlearning/audio"
)

// Write writes the recordings of c as 16-bit WAV files into the folder dir, and
// makes the folder if need be. The files keep the recordings' names, except
// that all end in .wav. [Open] reads them back. Samples that 16 bits hold, as
// synthetic ones are, come back unchanged.
//
// A file that is there already is an error, and so is a name that does not say
// the recording's label, speaker and take, or that leads out of dir. Files
// written before the error stay.
func Write(dir string, c *Corpus) error {
	for _, r := range c.Recordings {
		if err := write(dir, r); err != nil {
			return fmt.Errorf("write %s: %w", filepath.Join(dir, r.Name), err)
		}
	}
	return nil
}

// write writes one recording.
func write(dir string, r Recording) error {
	if err := r.checkName(); err != nil {
		return err
	}
	name := filepath.FromSlash(r.Name)
	if end := filepath.Ext(name); !strings.EqualFold(end, ".wav") {
		name = strings.TrimSuffix(name, end) + ".wav"
	}
	if !filepath.IsLocal(name) {
		return fmt.Errorf("the name leads out of the folder; give one below it")
	}
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("%w; make the folder writable", err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("%w; give an empty folder that is writable", err)
	}
	err = audio.WriteWAV(f, r.Samples, r.SampleRate)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		os.Remove(name) // half a file would be in the way of the next attempt
	}
	return err
}
