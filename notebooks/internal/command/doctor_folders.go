package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/settings"
)

// dataFinding reads the recordings if they are here; it downloads nothing.
func dataFinding(ctx context.Context) finding {
	source := os.Getenv(settings.Variable("data"))
	c, err := corpus.Find(ctx, cmp.Or(source, "fsdd"), corpus.FindOptions{Here: true})
	switch {
	case errors.Is(err, corpus.ErrAbsent) && source == "":
		return finding{"recordings", "FSDD will be downloaded into the user's cache; if that fails, " +
			"synthetic speech is used", ""}
	case errors.Is(err, corpus.ErrAbsent):
		return finding{"recordings", "FSDD will be downloaded into the user's cache", ""}
	case err != nil:
		return finding{"recordings", err.Error(), "set " + corpus.FSDDEnv +
			" to a folder with FSDD's recordings, or use -data synthetic"}
	}
	return finding{"recordings", fmt.Sprintf("%s: %d of %s, digest %.12s", c.Name,
		len(c.Recordings), strings.Join(c.Speakers, " "), c.Digest), ""}
}

// storeFinding tries to write where finished runs are kept or, before the first
// of them, to the nearest folder that is there.
func storeFinding() finding {
	dir, err := settings.Default().FromEnv().StoreFolder()
	if err == nil {
		there := dir
		for !isThere(there) && there != filepath.Dir(there) {
			there = filepath.Dir(there)
		}
		err = tryWrite(there)
	}
	if err != nil {
		return finding{"store of runs", err.Error(), "name a writable folder with " +
			settings.Variable("store")}
	}
	// the patterns are valid; the second finds the runs of older programs
	runs, _ := filepath.Glob(filepath.Join(dir, "runs", "*", "*.safetensors"))
	flat, _ := filepath.Glob(filepath.Join(dir, "*.safetensors"))
	return finding{"store of runs", fmt.Sprintf("%s, %d finished", dir, len(runs)+len(flat)), ""}
}

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

func tryWrite(dir string) error {
	f, err := os.CreateTemp(dir, ".doctor-")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
