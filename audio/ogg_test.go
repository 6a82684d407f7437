package audio

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

// page builds pages for tests, right and wrong ones.
type page struct {
	flags          byte
	position       int64
	serial, number uint32
	sizes, body    []byte
}

// with appends a packet, or the part of it that the next page continues.
func (p page) with(packet []byte, whole bool) page {
	p.body = append(slices.Clone(p.body), packet...)
	p.sizes = slices.Clone(p.sizes)
	for n := len(packet); n >= 255; n -= 255 {
		p.sizes = append(p.sizes, 255)
	}
	if whole {
		p.sizes = append(p.sizes, byte(len(packet)%255))
	}
	return p
}

func (p page) bytes() []byte {
	le := binary.LittleEndian
	b := append([]byte("OggS\x00"), p.flags)
	b = le.AppendUint64(b, uint64(p.position))
	b = le.AppendUint32(b, p.serial)
	b = le.AppendUint32(b, p.number)
	b = append(b, 0, 0, 0, 0, byte(len(p.sizes)))
	b = append(append(b, p.sizes...), p.body...)
	return sealed(b)
}

// oggFile returns the file of some pages, numbered from 0.
func oggFile(pages ...page) (b []byte) {
	for i, p := range pages {
		p.number += uint32(i)
		b = append(b, p.bytes()...)
	}
	return b
}

// sealed returns b with the checksums of its whole pages corrected. Otherwise a
// fuzzer would not get past them.
func sealed(b []byte) []byte {
	b = slices.Clone(b)
	for rest := b; isOgg(rest) && len(rest) >= oggHeader && len(rest) >= oggHeader+int(rest[26]); {
		end := oggHeader + int(rest[26])
		for _, size := range rest[oggHeader:end] {
			end += int(size)
		}
		if end > len(rest) {
			break
		}
		binary.LittleEndian.PutUint32(rest[22:], oggSum(rest[:end]))
		rest = rest[end:]
	}
	return b
}

// packetsOf returns the packets of an Ogg file.
func packetsOf(t testing.TB, b []byte) (packets [][]byte) {
	t.Helper()
	err := eachPacket(b, func(p oggPacket) error {
		packets = append(packets, slices.Clone(p.data))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return packets
}

// TestOggPackets: what was put into pages comes out of them, wherever packets
// are cut, each with its position.
func TestOggPackets(t *testing.T) {
	long, whole := bytes.Repeat([]byte("long"), 1000), bytes.Repeat([]byte("x"), 255)
	file := oggFile(
		page{flags: oggFirst}.with([]byte("first"), true),
		page{position: 7}.with([]byte("a"), true).with(whole, true).with(long[:510], false),
		page{flags: oggContinued, position: noPosition}.with(long[510:1020], false),
		page{flags: oggContinued, position: 9}.with(long[1020:], true).with(nil, true),
		page{flags: oggLast, position: 8},
	)
	var got []string
	var positions []int64
	err := eachPacket(append(file, "what follows"...), func(p oggPacket) error {
		got, positions = append(got, string(p.data)), append(positions, p.position)
		if p.last != (len(got) == 6) {
			t.Errorf("packet %d: last %v", len(got), p.last)
		}
		return nil
	})
	want := []string{"first", "a", string(whole), string(long), "", ""}
	if err != nil || !slices.Equal(got, want) ||
		!slices.Equal(positions, []int64{0, noPosition, 7, noPosition, 9, 8}) {
		t.Errorf("packets %.20q at %v, error %v", got, positions, err)
	}
	// The checksum is libogg's: every page of a file that it wrote passes.
	if b := must(os.ReadFile("testdata/vorbis/mono.ogg")); len(packetsOf(t, b)) < 4 {
		t.Error("too few packets")
	}
}

// TestReadOggBroken: each broken Ogg file gives one sentence of its kind.
func TestReadOggBroken(t *testing.T) {
	good := must(os.ReadFile("testdata/vorbis/mono.ogg"))
	at := func(i int, b ...byte) []byte {
		c := slices.Clone(good)
		copy(c[i:], b)
		return c
	}
	start := page{flags: oggFirst}.with([]byte("OpusHead"), true)
	header := page{flags: oggFirst}.with(packetsOf(t, good)[0], true)
	for _, c := range []struct {
		name string
		file []byte
		kind error
		want string
	}{
		{"a flipped bit", at(len(good)-9, good[len(good)-9]^1), ErrFormat, "checksum of page 2"},
		{"another version", at(4, 1), ErrFormat, "no page follows a page"},
		{"no last page", good[:bytes.LastIndex(good, []byte("OggS"))], ErrTruncated,
			"ends before its last page"},
		{"a lost page", oggFile(header, page{number: 1, flags: oggLast}), ErrTruncated, "page is missing"},
		{"a lost beginning of a packet", oggFile(header, page{flags: oggContinued}), ErrTruncated,
			"page is missing"},
		{"a lost end of a packet", oggFile(header, page{}.with(make([]byte, 255), false),
			page{flags: oggLast}), ErrTruncated, "page is missing"},
		{"an end within a packet", oggFile(header, page{flags: oggLast}.with(make([]byte, 255), false)),
			ErrTruncated, "ends within a packet"},
		{"two streams, one by one", append(slices.Clone(good), good...), ErrEncoding, "several streams"},
		{"two streams at once", oggFile(header, page{flags: oggFirst, serial: 1}), ErrEncoding,
			"several streams"},
		{"headers alone", oggFile(header, page{flags: oggLast}), ErrTruncated, "within its headers"},
		{"Opus", oggFile(start), ErrEncoding, "the Ogg file holds Opus, and only"},
		{"text", oggFile(page{flags: oggFirst}.with([]byte("hello"), true)), ErrEncoding,
			"the Ogg file holds an unknown kind of sound"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := Read(bytes.NewReader(c.file))
			if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.want) ||
				!strings.Contains(err.Error(), "; ") {
				t.Errorf("error %v; want one of kind %q with %q", err, c.kind, c.want)
			}
		})
	}
}
