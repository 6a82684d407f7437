package corpus

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"audiounlearning/audio"
)

// An archive above these bounds cannot be the dataset, whose largest recording
// has 36 KiB, and all of them 30 MiB.
const (
	maxFileBytes    = 1 << 20
	maxArchiveBytes = 1 << 28
	maxFiles        = 10000
)

// unpack writes the recordings of a gzipped tar archive, */recordings/*.wav,
// into dir under their base names. Nothing else of the archive is written,
// and a name that leads out of the archive is an error.
func unpack(dir string, r io.Reader) error {
	zipped, err := gzip.NewReader(r)
	if err != nil {
		return fmt.Errorf("the archive is not a gzip file: %w", whole(err))
	}
	// The limit guards against a small archive that inflates without end.
	archive := tar.NewReader(io.LimitReader(zipped, maxArchiveBytes))
	files := 0
	for {
		header, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("the archive is damaged: %w", whole(err))
		}
		if !filepath.IsLocal(header.Name) {
			return fmt.Errorf("the archive names a path outside itself, %q", header.Name)
		}
		name := path.Base(header.Name)
		folder := path.Base(path.Dir(header.Name))
		if header.Typeflag != tar.TypeReg || folder != "recordings" ||
			!strings.HasSuffix(name, ".wav") {
			continue
		}
		if files++; files > maxFiles || header.Size > maxFileBytes {
			return fmt.Errorf("the archive is not the dataset: %q is file %d, of %d bytes",
				header.Name, files, header.Size)
		}
		if err := store(filepath.Join(dir, name), archive); err != nil {
			return err
		}
	}
	// The checksum comes last and is checked only if everything is read.
	if _, err := io.Copy(io.Discard, io.LimitReader(zipped, maxArchiveBytes)); err != nil {
		return fmt.Errorf("the archive is damaged: %w", whole(err))
	}
	if files == 0 {
		return errors.New("the archive has no recordings in it")
	}
	return nil
}

// store copies r into a new file.
func store(name string, r io.Reader) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	if closing := f.Close(); err == nil {
		err = closing
	}
	return whole(err)
}

// whole turns an unexpected end into an error that says what it means here.
func whole(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return fmt.Errorf("the download ended early: %w", audio.ErrTruncated)
	}
	return err
}
