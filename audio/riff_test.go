package audio

import (
	"encoding/binary"
	"math"
)

// riff builds WAV files for tests, right and wrong ones.
type riff struct {
	tag, channels, rate, bits int
	extensible                bool
	before                    []byte // chunks before the format
	between                   []byte // chunks before the data
	after                     []byte // chunks after the data
	data                      []byte
	align                     int     // bytes a frame, if not what they should be
	riffSize, dataSize        *uint32 // sizes, if not what they should be
}

// pcm returns a builder of integer files.
func pcm(bits, channels int, data ...byte) riff {
	return riff{tag: tagPCM, channels: channels, rate: 8000, bits: bits, data: data}
}

// ieee returns a builder of IEEE float files.
func ieee(bits, channels int, x ...float64) riff {
	r := riff{tag: tagFloat, channels: channels, rate: 8000, bits: bits}
	for _, v := range x {
		if bits == 32 {
			r.data = binary.LittleEndian.AppendUint32(r.data, math.Float32bits(float32(v)))
		} else {
			r.data = binary.LittleEndian.AppendUint64(r.data, math.Float64bits(v))
		}
	}
	return r
}

// chunk returns a chunk with its padding.
func chunk(id, body string) []byte {
	b := append([]byte(id), binary.LittleEndian.AppendUint32(nil, uint32(len(body)))...)
	b = append(b, body...)
	if len(body)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

// format returns the body of the format chunk.
func (r riff) format() string {
	le := binary.LittleEndian
	align := r.align
	if align == 0 {
		align = r.channels * r.bits / 8
	}
	tag := r.tag
	if r.extensible {
		tag = tagExtensible
	}
	b := le.AppendUint16(nil, uint16(tag))
	b = le.AppendUint16(b, uint16(r.channels))
	b = le.AppendUint32(b, uint32(r.rate))
	b = le.AppendUint32(b, uint32(r.rate*align))
	b = le.AppendUint16(b, uint16(align))
	b = le.AppendUint16(b, uint16(r.bits))
	if r.extensible {
		b = le.AppendUint16(b, 22)
		b = le.AppendUint16(b, uint16(r.bits))
		b = le.AppendUint32(b, 0)
		b = le.AppendUint16(b, uint16(r.tag))
		b = append(b, subFormatTail...)
	}
	return string(b)
}

// bytes returns the file.
func (r riff) bytes() []byte {
	b := append([]byte("WAVE"), r.before...)
	b = append(b, chunk("fmt ", r.format())...)
	b = append(b, r.between...)
	data := chunk("data", string(r.data))
	if r.dataSize != nil {
		binary.LittleEndian.PutUint32(data[4:], *r.dataSize)
	}
	b = append(append(b, data...), r.after...)
	size := uint32(len(b))
	if r.riffSize != nil {
		size = *r.riffSize
	}
	return append(append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, size)...), b...)
}
