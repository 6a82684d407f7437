package audio

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// The kinds of failure that [ReadWAV] reports. Test for them with errors.Is;
// the error itself is a sentence about the file at hand.
var (
	// ErrEmpty is returned when a file has no bytes, or no samples.
	ErrEmpty = errors.New("empty")
	// ErrNotWAV is returned when the bytes are not a RIFF WAVE file, or when
	// its chunks contradict each other.
	ErrNotWAV = errors.New("not a WAV file")
	// ErrTruncated is returned when a file ends before its own headers say.
	ErrTruncated = errors.New("truncated")
	// ErrEncoding is returned for an encoding that is not read: anything but
	// PCM of 8, 16, 24 or 32 bits and IEEE floats of 32 or 64.
	ErrEncoding = errors.New("unsupported encoding")
	// ErrSample is returned when a sample is NaN or infinite.
	ErrSample = errors.New("sample is not finite")
)

// maxSampleRate bounds what a header may claim, in hertz. The fastest audio
// converters run at 768 kHz; more is a damaged header.
const maxSampleRate = 768000

// wavError is one sentence about one file, of one of the kinds above.
type wavError struct {
	kind error
	text string
}

func (e *wavError) Error() string { return e.text }
func (e *wavError) Unwrap() error { return e.kind }

func badWAV(kind error, format string, args ...any) error {
	return &wavError{kind, fmt.Sprintf(format, args...)}
}

// ReadWAV returns the samples of a WAV file and its sample rate in hertz.
//
// Integers of b bits are divided by 2^(b-1), so that 16-bit samples are
// s/32768, as librosa.load gives them; 8-bit samples, which are unsigned, are
// (s-128)/128. Floats are taken as they are. Several channels are mixed down
// to their mean. Chunks other than "fmt " and "data" are skipped, and a data
// size that a streaming writer left unset (all ones, SoX's 0x7ffff000 and up,
// or zero in both headers) means "to the end of the file".
//
// It reads r to its end. Memory is bounded by a small multiple of the bytes
// that r yields, whatever the headers claim. The errors are ErrEmpty,
// ErrNotWAV, ErrTruncated, ErrEncoding and ErrSample, or the reader's own.
//
// The format is that of Microsoft and IBM, "Multimedia Programming Interface
// and Data Specifications 1.0" (1991), with WAVEFORMATEXTENSIBLE.
func ReadWAV(r io.Reader) (samples []float64, sampleRate int, err error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, 0, err
	}
	return decodeWAV(b)
}

// ReadWAVFile is [ReadWAV] of a named file. Its errors begin with the path.
func ReadWAVFile(path string) (samples []float64, sampleRate int, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, 0, fmt.Errorf("read a recording: %w", err)
	}
	samples, sampleRate, err = decodeWAV(b)
	if err != nil {
		return nil, 0, fmt.Errorf("read %s: %w", path, err)
	}
	return samples, sampleRate, nil
}

// decodeWAV finds the format and the data among the chunks of b.
func decodeWAV(b []byte) ([]float64, int, error) {
	if err := checkRIFF(b); err != nil {
		return nil, 0, err
	}
	var format *wavFormat
	whole := binary.LittleEndian.Uint32(b[4:])
	streamed := unsetSize(whole) || whole == 0
	for rest := b[12:]; ; {
		if len(rest) < 8 {
			if format == nil {
				return nil, 0, badWAV(ErrTruncated,
					"the file ends before its format chunk; copy or download it again")
			}
			return nil, 0, badWAV(ErrTruncated,
				"the file ends before its data chunk; copy or download it again")
		}
		id, size := string(rest[:4]), binary.LittleEndian.Uint32(rest[4:])
		body := rest[8:]
		if id == "data" {
			return decodeData(format, body, size, streamed)
		}
		if uint64(size) > uint64(len(body)) {
			return nil, 0, badWAV(ErrTruncated,
				"chunk %q claims %d bytes and %d follow; copy or download the file again",
				id, size, len(body))
		}
		if id == "fmt " {
			f, err := parseFormat(body[:size])
			if err != nil {
				return nil, 0, err
			}
			format = f
		}
		rest = skipChunk(body, size)
	}
}

// checkRIFF rejects what is not the start of a RIFF WAVE file.
func checkRIFF(b []byte) error {
	switch {
	case len(b) == 0:
		return badWAV(ErrEmpty, "the file is empty (0 bytes); copy or download it again")
	case len(b) >= 4 && string(b[:4]) == "RIFX", len(b) >= 4 && string(b[:4]) == "RF64":
		return badWAV(ErrEncoding, "%s files are not read; convert it to a plain RIFF WAV", b[:4])
	case len(b) >= 4 && string(b[:4]) != "RIFF", len(b) >= 12 && string(b[8:12]) != "WAVE":
		return badWAV(ErrNotWAV, "not a WAV file (no RIFF WAVE header); convert it to WAV or "+
			"remove it")
	case len(b) < 12:
		return badWAV(ErrTruncated,
			"the file ends within its first header (%d bytes); copy or download it again", len(b))
	}
	return nil
}

// skipChunk returns what follows a chunk's body. Chunks are padded to an even
// length, but some writers forget the pad byte: if the next id only makes
// sense without it, it is not skipped.
func skipChunk(body []byte, size uint32) []byte {
	rest := body[size:]
	if size%2 == 0 || len(rest) == 0 {
		return rest
	}
	if rest[0] != 0 && len(rest) >= 4 && (string(rest[:4]) == "data" ||
		string(rest[:4]) == "fmt ") {
		return rest
	}
	return rest[1:]
}

// unsetSize reports whether a streaming writer left the size open: FFmpeg
// writes all ones and SoX 0x7ffff000 (plus the header) when it cannot seek.
func unsetSize(size uint32) bool {
	return size == 0xffffffff || size >= 0x7ffff000 && size <= 0x7fffffff
}
