package audio

import (
	"bytes"
	"errors"
	"io"

	"github.com/mewkiz/flac"
	"github.com/mewkiz/flac/frame"
)

// isFLAC reports whether b begins as a FLAC file does.
func isFLAC(b []byte) bool { return len(b) >= 4 && string(b[:4]) == "fLaC" }

// decodeFLAC decodes a FLAC file (RFC 9639) of up to 24 bits.
func decodeFLAC(b []byte) (samples []float64, sampleRate int, err error) {
	// The decoder would accept any block as the first and allocate what it
	// claims to hold, so the first must be the stream's information, of 34
	// bytes.
	if len(b) < 42 {
		return nil, 0, badFile(ErrTruncated,
			"the file ends within its first header (%d bytes); copy or download it again", len(b))
	}
	if b[4]&0x7f != 0 || b[5] != 0 || b[6] != 0 || b[7] != 34 {
		return nil, 0, badFile(ErrFormat,
			"the FLAC file does not begin with the stream's information; export the file again")
	}
	defer recoverDecoder("FLAC", &samples, &err)
	stream, err := flac.New(bytes.NewReader(b))
	if err != nil {
		return nil, 0, damaged("FLAC", err)
	}
	info := stream.Info
	switch {
	case info.SampleRate > maxSampleRate:
		return nil, 0, badFile(ErrFormat,
			"the header says a sample rate of %d Hz, outside 1 to %d; export the file again",
			info.SampleRate, maxSampleRate)
	case info.BitsPerSample > 24:
		return nil, 0, badFile(ErrEncoding,
			"FLAC of %d bits is not read, only of up to 24; convert the file to 16 bits",
			info.BitsPerSample)
	}
	for {
		f, err := stream.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			f.BitsPerSample, err = info.BitsPerSample, f.Parse()
		}
		if err != nil {
			return nil, 0, damaged("FLAC", err)
		}
		if len(samples)+int(f.BlockSize) > maxSamples {
			return nil, 0, tooManySamples()
		}
		samples = appendBlock(samples, f, 1/float64(int(1)<<(info.BitsPerSample-1)))
	}
	switch n := uint64(len(samples)); {
	case n < info.NSamples:
		return nil, 0, badFile(ErrTruncated,
			"the header promises %d samples and %d follow; copy or download the file again",
			info.NSamples, n)
	case n == 0:
		return nil, 0, badFile(ErrEmpty, "the file holds no samples; record or export it again")
	}
	return samples, int(info.SampleRate), nil
}

// appendBlock appends the mean over the channels of a block, times a scale.
func appendBlock(samples []float64, f *frame.Frame, scale float64) []float64 {
	scale /= float64(len(f.Subframes))
	for i := range int(f.BlockSize) {
		sum := 0.0
		for _, channel := range f.Subframes {
			sum += float64(channel.Samples[i])
		}
		samples = append(samples, sum*scale)
	}
	return samples
}

// damaged returns the error for a file that its decoder cannot read.
func damaged(kind string, err error) error {
	return badFile(ErrFormat, "the %s file is damaged: %w; copy or download it again", kind, err)
}

// recoverDecoder turns a library's panic over a damaged file into an error. The
// panic's own text would not help whoever has the file.
func recoverDecoder(kind string, samples *[]float64, err *error) {
	if recover() != nil {
		*samples = nil
		*err = damaged(kind, errors.New("the decoder cannot make sense of it"))
	}
}
