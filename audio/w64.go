package audio

import "encoding/binary"

// The first bytes of the names of W64's chunks are those of RIFF's; the others
// are the same for "wave", "fmt " and "data" (Sony, "Sony Pictures Digital Wave
// 64", 2005).
const (
	w64RIFF = "riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00"
	w64Tail = "\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a"
)

// w64Header is the size of a chunk's name and size, which the size includes.
const w64Header = 24

// isW64 reports whether b begins as a W64 file does.
func isW64(b []byte) bool { return len(b) >= 16 && string(b[:16]) == w64RIFF }

// decodeW64 finds the format and the data among the chunks of b, each of which
// begins at a multiple of 8 bytes.
func decodeW64(b []byte) ([]float64, int, error) {
	if len(b) < w64Header+16 {
		return nil, 0, badFile(ErrTruncated,
			"the file ends within its first header (%d bytes); copy or download it again", len(b))
	}
	if string(b[w64Header:w64Header+16]) != "wave"+w64Tail {
		return nil, 0, badFile(ErrFormat, "the W64 file holds no wave; export the file again")
	}
	var format *wavFormat
	for rest := b[w64Header+16:]; ; {
		if len(rest) < w64Header {
			return nil, 0, badFile(ErrTruncated,
				"the file ends before its data chunk; copy or download it again")
		}
		id, size := string(rest[:16]), binary.LittleEndian.Uint64(rest[16:])
		if size < w64Header {
			return nil, 0, badFile(ErrFormat,
				"a chunk claims %d bytes, of at least %d; export the file again", size, w64Header)
		}
		body, size := rest[w64Header:], size-w64Header
		if id == "data"+w64Tail {
			return decodeData(format, body, size, false)
		}
		if size > uint64(len(body)) {
			return nil, 0, badFile(ErrTruncated,
				"a chunk claims %d bytes and %d follow; copy or download the file again",
				size, len(body))
		}
		if id == "fmt "+w64Tail {
			f, err := parseFormat(body[:size])
			if err != nil {
				return nil, 0, err
			}
			format = f
		}
		rest = body[min(uint64(len(body)), (size+7)/8*8):]
	}
}
