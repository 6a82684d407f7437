package audio

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// WriteWAV writes samples in [-1, 1] as a mono 16-bit PCM file of the given
// sample rate in hertz. A sample x becomes the integer [Quantize] of x, so that
// what [Read] reads from a 16-bit file is written back with the same bytes.
//
// A NaN or infinite sample, and a rate or length that the header cannot hold,
// are errors; nothing is written then.
func WriteWAV(w io.Writer, samples []float64, sampleRate int) error {
	b, err := encodeWAV(samples, sampleRate)
	if err != nil {
		return fmt.Errorf("write WAV: %w", err)
	}
	_, err = w.Write(b)
	return err
}

// encodeWAV returns the file that WriteWAV writes: 44 bytes and the samples.
func encodeWAV(samples []float64, sampleRate int) ([]byte, error) {
	if sampleRate < 1 || sampleRate > maxSampleRate {
		return nil, fmt.Errorf("sample rate %d Hz is outside 1 to %d", sampleRate, maxSampleRate)
	}
	if uint64(len(samples)) > (math.MaxUint32-36)/2 {
		return nil, fmt.Errorf("%d samples do not fit the 4 GiB of a WAV file; write several files",
			len(samples))
	}
	if i := firstNotFinite(samples); i >= 0 {
		return nil, badFile(ErrSample, "sample %d is %v; replace it before writing", i, samples[i])
	}
	size := uint32(2 * len(samples))
	le := binary.LittleEndian
	b := make([]byte, 0, 44+2*len(samples))
	b = append(b, "RIFF"...)
	b = le.AppendUint32(b, 36+size)
	b = append(b, "WAVEfmt "...)
	b = le.AppendUint32(b, 16)
	b = le.AppendUint16(b, tagPCM)
	b = le.AppendUint16(b, 1)
	b = le.AppendUint32(b, uint32(sampleRate))
	b = le.AppendUint32(b, 2*uint32(sampleRate))
	b = le.AppendUint16(b, 2)
	b = le.AppendUint16(b, 16)
	b = append(b, "data"...)
	b = le.AppendUint32(b, size)
	for _, x := range samples {
		b = le.AppendUint16(b, uint16(Quantize(x)))
	}
	return b, nil
}

// Quantize returns x, in [-1, 1], as a 16-bit sample: the integer nearest to
// 32768·x, halves away from zero, limited to -32768…32767.
func Quantize(x float64) int16 {
	return int16(max(math.MinInt16, min(math.MaxInt16, math.Round(x*(1<<15)))))
}
