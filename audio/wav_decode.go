package audio

import (
	"encoding/binary"
	"math"
)

// The format tags of the encodings that are read.
const (
	tagPCM        = 1
	tagFloat      = 3
	tagExtensible = 0xfffe
)

// subFormatTail is what follows the two bytes of the tag in the sub-format
// GUID of an extensible header: KSDATAFORMAT_SUBTYPE_PCM, ..._IEEE_FLOAT.
const subFormatTail = "\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"

// wavFormat is the "fmt " chunk.
type wavFormat struct {
	tag, channels, bits int
	sampleRate          int
}

// parseFormat reads a "fmt " chunk and rejects what is not decoded.
func parseFormat(b []byte) (*wavFormat, error) {
	if len(b) < 16 {
		return nil, badFile(ErrFormat,
			"the format chunk has %d bytes, of at least 16; export the file again", len(b))
	}
	le := binary.LittleEndian
	f := &wavFormat{
		tag: int(le.Uint16(b)), channels: int(le.Uint16(b[2:])), bits: int(le.Uint16(b[14:])),
	}
	rate, align := le.Uint32(b[4:]), int(le.Uint16(b[12:]))
	if f.tag == tagExtensible {
		if len(b) < 40 {
			return nil, badFile(ErrFormat,
				"the extensible format chunk has %d bytes, of at least 40; export the file again",
				len(b))
		}
		if string(b[26:40]) != subFormatTail {
			return nil, badFile(ErrEncoding,
				"the extensible header names an unknown sub-format; convert the file to 16-bit PCM")
		}
		f.tag = int(le.Uint16(b[24:]))
	}
	switch {
	case f.tag != tagPCM && f.tag != tagFloat:
		return nil, badFile(ErrEncoding,
			"encoding %d (%s) is not read; convert the file to 16-bit PCM", f.tag, tagName(f.tag))
	case f.tag == tagPCM && f.bits != 8 && f.bits != 16 && f.bits != 24 && f.bits != 32:
		return nil, badFile(ErrEncoding,
			"PCM of %d bits is not read, only of 8, 16, 24 and 32; convert the file to 16-bit PCM",
			f.bits)
	case f.tag == tagFloat && f.bits != 32 && f.bits != 64:
		return nil, badFile(ErrEncoding,
			"floats of %d bits are not read, only of 32 and 64; convert the file to 16-bit PCM",
			f.bits)
	case f.channels == 0:
		return nil, badFile(ErrFormat, "the header says 0 channels; export the file again")
	case rate == 0 || rate > maxSampleRate:
		return nil, badFile(ErrFormat,
			"the header says a sample rate of %d Hz, outside 1 to %d; export the file again",
			rate, maxSampleRate)
	case align != f.channels*f.bits/8:
		return nil, badFile(ErrFormat,
			"the header says %d bytes a frame, but %d channels of %d bits make %d; export the "+
				"file again",
			align, f.channels, f.bits, f.channels*f.bits/8)
	}
	f.sampleRate = int(rate)
	return f, nil
}

// tagName names the encodings that are met in practice.
func tagName(tag int) string {
	switch tag {
	case 2:
		return "Microsoft ADPCM"
	case 6:
		return "A-law"
	case 7:
		return "mu-law"
	case 17:
		return "IMA ADPCM"
	case 85:
		return "MP3"
	}
	return "unknown"
}

// decodeData turns the data chunk that begins at body into samples. Its size is
// open where nobody wrote the true one: then the whole frames that are there
// count.
func decodeData(f *wavFormat, body []byte, size uint64, open bool) ([]float64, int, error) {
	if f == nil {
		return nil, 0, badFile(ErrFormat,
			"the data chunk comes before the format chunk; export the file again")
	}
	frame := f.channels * f.bits / 8
	if open {
		body = body[:len(body)/frame*frame]
	} else {
		if size > uint64(len(body)) {
			return nil, 0, badFile(ErrTruncated,
				"the header promises %d bytes of samples and %d follow; copy or download the "+
					"file again",
				size, len(body))
		}
		if body = body[:size]; size%uint64(frame) != 0 {
			return nil, 0, badFile(ErrFormat,
				"%d bytes of samples are no whole number of frames of %d bytes; export the file "+
					"again",
				size, frame)
		}
	}
	if len(body) == 0 {
		return nil, 0, badFile(ErrEmpty, "the file holds no samples; record or export it again")
	}
	if len(body)/frame > maxSamples {
		return nil, 0, tooManySamples()
	}
	samples := mixDown(f, body, frame)
	if f.tag == tagPCM { // integers are finite
		return samples, f.sampleRate, nil
	}
	if i := firstNotFinite(samples); i >= 0 {
		return nil, 0, badFile(ErrSample,
			"sample %d is %v; export the file again without it", i, samples[i])
	}
	return samples, f.sampleRate, nil
}

// mixDown returns the mean over the channels of each frame.
func mixDown(f *wavFormat, b []byte, frame int) []float64 {
	samples := make([]float64, len(b)/frame)
	width := f.bits / 8
	for c := range f.channels {
		addChannel(samples, f, b[c*width:], frame)
	}
	if f.channels > 1 {
		for i := range samples {
			samples[i] /= float64(f.channels)
		}
	}
	return samples
}

// addChannel adds the sample at the start of each frame of b to dst.
func addChannel(dst []float64, f *wavFormat, b []byte, frame int) {
	le := binary.LittleEndian
	switch {
	case f.tag == tagFloat && f.bits == 64:
		for i := range dst {
			dst[i] += math.Float64frombits(le.Uint64(b[i*frame:]))
		}
	case f.tag == tagFloat:
		for i := range dst {
			dst[i] += float64(math.Float32frombits(le.Uint32(b[i*frame:])))
		}
	case f.bits == 8:
		for i := range dst {
			dst[i] += (float64(b[i*frame]) - 128) / 128
		}
	case f.bits == 16 && frame == 2: // what most recordings are, by a shorter loop
		for i := range dst {
			dst[i] = float64(int16(le.Uint16(b))) / (1 << 15)
			b = b[2:]
		}
	case f.bits == 16:
		for i := range dst {
			dst[i] += float64(int16(le.Uint16(b[i*frame:]))) / (1 << 15)
		}
	case f.bits == 24:
		for i := range dst {
			s := b[i*frame:]
			dst[i] += float64(int32(uint32(s[0])<<8|uint32(s[1])<<16|uint32(s[2])<<24)>>8) / (1 << 23)
		}
	default:
		for i := range dst {
			dst[i] += float64(int32(le.Uint32(b[i*frame:]))) / (1 << 31)
		}
	}
}

// firstNotFinite returns the index of the first NaN or infinity, or -1.
func firstNotFinite(x []float64) int {
	for i, v := range x {
		if !finite(v) {
			return i
		}
	}
	return -1
}
