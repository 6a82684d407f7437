package audio

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The kinds of failure that [Read] reports. Test for them with errors.Is; the
// error itself is a sentence about the file at hand.
var (
	// ErrEmpty is returned when a file has no bytes, or no samples.
	ErrEmpty = errors.New("empty")
	// ErrFormat is returned when the bytes are not a sound file of a kind that
	// is read, or when its parts contradict each other.
	ErrFormat = errors.New("not a WAV, RF64, W64, FLAC or Ogg Vorbis file")
	// ErrTruncated is returned when a file ends before its own headers say.
	ErrTruncated = errors.New("truncated")
	// ErrEncoding is returned for an encoding that is not read: in WAV, RF64
	// and W64 files anything but PCM of 8, 16, 24 or 32 bits and IEEE floats of
	// 32 or 64, in FLAC files more than 24 bits, in Ogg files anything but one
	// Vorbis stream of up to 8 channels.
	ErrEncoding = errors.New("unsupported encoding")
	// ErrSample is returned when a sample is NaN or infinite.
	ErrSample = errors.New("sample is not finite")
	// ErrTooLarge is returned for more bytes than [MaxBytes], more samples than
	// a gibibyte holds, or codebooks of more than a million values.
	ErrTooLarge = errors.New("too large")
	// ErrNotRegular is returned for a pipe, a device or a folder.
	ErrNotRegular = errors.New("not a regular file")
)

// MaxBytes is the size of the largest file that is read, 256 MiB: 4.6 hours of
// 16-bit samples at 8 kHz.
const MaxBytes = 256 << 20

// maxSamples bounds what is decoded of a file: a gibibyte.
const maxSamples = 1 << 27

// maxSampleRate bounds what a header may claim, in hertz. The fastest audio
// converters run at 768 kHz; more is a damaged header.
const maxSampleRate = 768000

// fileError is one sentence about one file, of one of the kinds above.
type fileError struct {
	kind error
	text string
}

func (e *fileError) Error() string { return e.text }
func (e *fileError) Unwrap() error { return e.kind }

func badFile(kind error, format string, args ...any) error {
	return &fileError{kind, fmt.Errorf(format, args...).Error()}
}

func tooManySamples() error {
	return badFile(ErrTooLarge, "more than %d samples; cut it into shorter files", maxSamples)
}

// Read returns the samples of a sound file and its sample rate in hertz. Its
// first bytes say what kind of file it is: WAV, RF64, BW64, W64, FLAC or Ogg
// Vorbis.
//
// Integers of b bits are divided by 2^(b-1), so that 16-bit samples are
// s/32768, as librosa.load gives them; 8-bit samples, which are unsigned, are
// (s-128)/128. Floats, and what Vorbis decodes to, are taken as they are.
// Several channels are mixed down to their mean. Chunks other than the format
// and the data are skipped, and a data size that a streaming writer left unset
// (all ones, SoX's 0x7ffff000 and up, or zero in both headers) means "to the
// end of the file". Ogg files must end with their stream's last page.
//
// It reads r to its end, which must come within [MaxBytes]. If r has a method
// Len, like a bytes.Reader, that is a hint of the size. Whatever the headers
// claim, memory is bounded by twice the bytes that r yields and 8 bytes a
// sample. For FLAC and Vorbis, in which silence takes almost no bytes, the
// bound is a gibibyte of samples. The errors are those above, or the reader's
// own.
func Read(r io.Reader) (samples []float64, sampleRate int, err error) {
	size := 0
	if sized, ok := r.(interface{ Len() int }); ok {
		size = max(0, min(MaxBytes, sized.Len()))
	}
	b, err := readAll(r, int64(size))
	if err != nil {
		return nil, 0, err
	}
	return decode(b)
}

// Decode is [Read] of bytes that are in memory, of which it keeps none.
func Decode(b []byte) (samples []float64, sampleRate int, err error) {
	if len(b) > MaxBytes {
		return nil, 0, tooLarge(int64(len(b)))
	}
	return decode(b)
}

// ReadFile is [Read] of a named file, which must be a regular one. Its errors
// begin with the path.
func ReadFile(path string) (samples []float64, sampleRate int, err error) {
	b, err := fileBytes(path)
	if err == nil {
		samples, sampleRate, err = decode(b)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("read %s: %w", PlainName(path), err)
	}
	return samples, sampleRate, nil
}

// decode returns the samples in b by the decoder for its first bytes.
func decode(b []byte) ([]float64, int, error) {
	switch {
	case len(b) == 0:
		return nil, 0, badFile(ErrEmpty, "the file is empty (0 bytes); copy or download it again")
	case isW64(b):
		return decodeW64(b)
	case isFLAC(b):
		return decodeFLAC(b)
	case isOgg(b):
		return decodeVorbis(b)
	}
	return decodeWAV(b)
}

// fileBytes returns the bytes of a regular file. It looks before it opens: to
// open a pipe would wait for a writer.
func fileBytes(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w; give the file of a recording", ErrNotRegular)
	}
	if err == nil && info.Size() > MaxBytes {
		return nil, tooLarge(info.Size())
	}
	var f *os.File
	if err == nil {
		f, err = os.Open(path)
	}
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) { // which names the path again
			err = path.Err
		}
		return nil, fmt.Errorf("%w; check its name and that it may be read", err)
	}
	defer f.Close()
	return readAll(f, info.Size())
}

func tooLarge(size int64) error {
	return badFile(ErrTooLarge, "%d bytes are more than %d; cut it into shorter files", size, MaxBytes)
}

// readAll returns all bytes of r, of which there are probably size.
func readAll(r io.Reader, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(size) + bytes.MinRead)
	n, err := b.ReadFrom(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if n > MaxBytes {
		return nil, badFile(ErrTooLarge, "more than %d bytes; cut it into shorter files", MaxBytes)
	}
	return b.Bytes(), nil
}

// PlainName returns the name of a file or a speaker as it is, or quoted as in
// Go if a terminal might do anything other than show it.
func PlainName(name string) string {
	if strings.ContainsFunc(name, Unprintable) {
		return strconv.Quote(name)
	}
	return name
}

// Unprintable reports whether a terminal might do anything other than show c.
func Unprintable(c rune) bool { return c == utf8.RuneError || !unicode.IsPrint(c) }
