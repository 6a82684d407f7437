package audio

import "encoding/binary"

// decodeWAV finds the format and the data among the chunks of b: a RIFF WAVE
// file (Microsoft and IBM, "Multimedia Programming Interface and Data
// Specifications 1.0", 1991, with WAVEFORMATEXTENSIBLE), or an RF64 or BW64
// one, whose chunk ds64 has the sizes that 32 bits cannot hold (EBU Tech 3306;
// ITU-R BS.2088).
func decodeWAV(b []byte) ([]float64, int, error) {
	if err := checkRIFF(b); err != nil {
		return nil, 0, err
	}
	var format *wavFormat
	long := uint64(0) // the size of the data by ds64
	whole := binary.LittleEndian.Uint32(b[4:])
	streamed := unsetSize(whole) || whole == 0
	for rest := b[12:]; ; {
		if len(rest) < 8 {
			if format == nil {
				return nil, 0, badFile(ErrTruncated,
					"the file ends before its format chunk; copy or download it again")
			}
			return nil, 0, badFile(ErrTruncated,
				"the file ends before its data chunk; copy or download it again")
		}
		id, size := string(rest[:4]), binary.LittleEndian.Uint32(rest[4:])
		body := rest[8:]
		if id == "data" {
			if size == 0xffffffff && long > 0 {
				return decodeData(format, body, long, false)
			}
			return decodeData(format, body, uint64(size), unsetSize(size) || size == 0 && streamed)
		}
		if uint64(size) > uint64(len(body)) {
			return nil, 0, badFile(ErrTruncated,
				"chunk %q claims %d bytes and %d follow; copy or download the file again",
				id, size, len(body))
		}
		if id == "ds64" && size >= 16 {
			long = binary.LittleEndian.Uint64(body[8:])
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
	form := string(b[:min(4, len(b))])
	switch {
	case form == "RIFX":
		return badFile(ErrEncoding, "RIFX files are not read; convert it to a plain RIFF WAV")
	case len(form) == 4 && form != "RIFF" && form != "RF64" && form != "BW64",
		len(b) >= 12 && string(b[8:12]) != "WAVE":
		return badFile(ErrFormat, "%w: no header of one of these; convert it or remove it", ErrFormat)
	case len(b) < 12:
		return badFile(ErrTruncated,
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
