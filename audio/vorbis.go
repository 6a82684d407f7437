package audio

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/jfreymuth/vorbis"
)

// The decoder is jfreymuth/vorbis without oggvorbis, its author's reader of Ogg
// files. That one accepts a file that was cut between two pages, allocates as
// many comments as a header claims, and recurses once a page.

// maxChannels is how many channels Vorbis gives a meaning to.
const maxChannels = 8

// vorbisReader makes samples of the packets of a Vorbis stream.
type vorbisReader struct {
	decoder    vorbis.Decoder
	headers    int // that were read, of three
	channels   int
	sampleRate int
	buffer     []float32
	samples    []float64
	placed     bool  // it is known where in the stream the samples begin
	begin      int64 // that place
	ended      bool
}

// decodeVorbis decodes an Ogg Vorbis file (Xiph.Org Foundation, "Vorbis I
// specification", 2020).
func decodeVorbis(b []byte) (samples []float64, sampleRate int, err error) {
	defer recoverDecoder("Ogg Vorbis", &samples, &err)
	r := &vorbisReader{}
	if err := eachPacket(b, r.packet); err != nil {
		return nil, 0, err
	}
	switch i := firstNotFinite(r.samples); {
	case !r.ended:
		return nil, 0, badFile(ErrTruncated,
			"the file ends within its headers; copy or download it again")
	case len(r.samples) == 0:
		return nil, 0, badFile(ErrEmpty, "the file holds no samples; record or export it again")
	case i >= 0:
		return nil, 0, badFile(ErrSample,
			"sample %d is %v; export the file again without it", i, r.samples[i])
	}
	return r.samples, r.sampleRate, nil
}

// packet takes the next packet: one of three headers, or a block of sound.
func (r *vorbisReader) packet(p oggPacket) (err error) {
	r.headers++
	switch r.headers {
	case 1:
		err = r.identify(p.data)
	case 2: // comments, which nobody asks for
	case 3:
		if err = checkSetup(p.data); err == nil {
			err = r.decoder.ReadHeader(p.data)
		}
		r.buffer = make([]float32, r.decoder.BufferSize())
	default:
		err = r.block(p)
	}
	if _, ours := err.(*fileError); err != nil && !ours {
		return damaged("Ogg Vorbis", err)
	}
	return err
}

// identify reads the first header: channels, rate and the sizes of blocks.
func (r *vorbisReader) identify(b []byte) error {
	switch {
	case !vorbis.IsHeader(b):
		return badFile(ErrEncoding, "the Ogg file holds %s, and only Vorbis is read; convert it to FLAC",
			oggKind(b))
	case b[0] != 1 || len(b) < 30:
		return errors.New("its first header is missing")
	}
	short, long := b[28]&15, b[28]>>4
	rate := binary.LittleEndian.Uint32(b[12:])
	r.channels, r.sampleRate = int(b[11]), int(rate)
	switch {
	case r.channels == 0:
		return badFile(ErrFormat, "the header says 0 channels; export the file again")
	case r.channels > maxChannels:
		return badFile(ErrEncoding, "Vorbis of %d channels is not read, only of up to %d; "+
			"convert the file to one channel", r.channels, maxChannels)
	case rate == 0 || rate > maxSampleRate:
		return badFile(ErrFormat,
			"the header says a sample rate of %d Hz, outside 1 to %d; export the file again",
			rate, maxSampleRate)
	case short < 6 || short > long || long > 13:
		return fmt.Errorf("it claims blocks of 2^%d and 2^%d samples", short, long)
	}
	return r.decoder.ReadHeader(b)
}

// oggKind names what else is met in Ogg files.
func oggKind(b []byte) string {
	for start, name := range map[string]string{
		"OpusHead": "Opus", "\x7fFLAC": "FLAC", "Speex   ": "Speex", "\x80theora": "video",
		"fishead\x00": "several streams",
	} {
		if len(b) >= len(start) && string(b[:len(start)]) == start {
			return name
		}
	}
	return "an unknown kind of sound"
}

// block decodes a block of sound and appends the mean over its channels. An
// empty packet is none.
func (r *vorbisReader) block(p oggPacket) error {
	if len(p.data) > 0 {
		values, err := r.decoder.DecodeInto(p.data, r.buffer)
		if err != nil {
			return err
		}
		if len(r.samples)+len(values)/r.channels > maxSamples {
			return tooManySamples()
		}
		for ; len(values) > 0; values = values[r.channels:] {
			sum := 0.0
			for _, v := range values[:r.channels] {
				sum += float64(v)
			}
			r.samples = append(r.samples, sum/float64(r.channels))
		}
	}
	if p.last {
		return r.end(p.position)
	}
	if p.position != noPosition && !r.placed {
		r.placed = true
		r.begin = p.position - int64(len(r.samples))
		if r.begin < 0 { // what an encoder had to put before the first sample
			r.samples, r.begin = r.samples[min(-r.begin, int64(len(r.samples))):], 0
		}
	}
	return nil
}

// end cuts off what the last block has beyond the stream's last sample.
func (r *vorbisReader) end(position int64) error {
	r.ended = true
	have, want := int64(len(r.samples)), position-r.begin
	switch {
	case position == noPosition:
	case want < have:
		r.samples = r.samples[:max(0, want)]
	case want > have && r.placed:
		return badFile(ErrTruncated,
			"the last page promises %d samples and %d follow; copy or download the file again",
			want, have)
	}
	return nil
}
