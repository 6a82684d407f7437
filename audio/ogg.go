package audio

import "encoding/binary"

// oggHeader is the size of a page's header, without its table of segments.
const oggHeader = 27

// The bits of a page's flags.
const (
	oggContinued = 1 << iota // the first packet began on the page before
	oggFirst                 // the stream begins here
	oggLast                  // the stream ends here
)

// noPosition is the position of a page on which no packet ends.
const noPosition = -1

// oggPage is a page of an Ogg file (RFC 3533). A packet is cut into segments of
// 255 bytes and a shorter one, which is its last.
type oggPage struct {
	flags          byte
	position       int64 // samples up to the end of the last packet that ends here
	serial, number uint32
	sizes, body    []byte // those of the segments, and they
}

// oggPacket is a packet of an Ogg file.
type oggPacket struct {
	data     []byte // valid until the next
	position int64  // that of its page, if no other packet ends after it there
	last     bool   // the stream ends with it
}

// isOgg reports whether b begins as an Ogg file does.
func isOgg(b []byte) bool { return len(b) >= 4 && string(b[:4]) == "OggS" }

// eachPacket calls each with the packets of the only stream in b, in order,
// until one returns an error. It ignores what follows the stream's last page,
// unless that is another stream: then the file joins several recordings.
func eachPacket(b []byte, each func(oggPacket) error) error {
	var packet []byte
	var first oggPage
	open := false // a packet goes on on the next page
	for n := uint32(0); ; n++ {
		p, rest, err := readPage(b)
		if err != nil {
			return err
		}
		if n == 0 {
			first = p
		}
		switch b = rest; {
		case p.serial != first.serial || n > 0 && p.flags&oggFirst != 0:
			return severalStreams()
		case p.number != first.number+n || (p.flags&oggContinued != 0) != open:
			return badFile(ErrTruncated, "a page is missing in the Ogg file; copy or download it again")
		}
		end := len(p.sizes) - 1
		for end >= 0 && p.sizes[end] == 255 {
			end--
		}
		for i, size := range p.sizes {
			packet, p.body = append(packet, p.body[:size]...), p.body[size:]
			if open = size == 255; open {
				continue
			}
			o := oggPacket{data: packet, position: noPosition}
			if i == end {
				o.position, o.last = p.position, p.flags&oggLast != 0
			}
			if err := each(o); err != nil {
				return err
			}
			packet = packet[:0]
		}
		if p.flags&oggLast == 0 {
			continue
		}
		switch {
		case open:
			return badFile(ErrTruncated, "the last page ends within a packet; copy or download it again")
		case isOgg(b):
			return severalStreams()
		case end < 0: // a page that only says where the stream ends
			return each(oggPacket{position: p.position, last: true})
		}
		return nil
	}
}

func severalStreams() error {
	return badFile(ErrEncoding,
		"the Ogg file holds several streams, and only files with one are read; export each to a "+
			"file of its own")
}

// readPage returns the page at the start of b and what follows it.
func readPage(b []byte) (p oggPage, rest []byte, err error) {
	if len(b) < oggHeader || len(b) < oggHeader+int(b[26]) {
		return p, nil, badFile(ErrTruncated,
			"the file ends before its last page; copy or download it again")
	}
	if !isOgg(b) || b[4] != 0 {
		return p, nil, badFile(ErrFormat,
			"the Ogg file is damaged: no page follows a page; copy or download it again")
	}
	le := binary.LittleEndian
	p.flags, p.position = b[5], int64(le.Uint64(b[6:]))
	p.serial, p.number = le.Uint32(b[14:]), le.Uint32(b[18:])
	begin := oggHeader + int(b[26])
	p.sizes = b[oggHeader:begin]
	end := begin
	for _, size := range p.sizes {
		end += int(size)
	}
	if end > len(b) {
		return p, nil, badFile(ErrTruncated,
			"a page claims %d bytes and %d follow; copy or download the file again",
			end-begin, len(b)-begin)
	}
	if oggSum(b[:end]) != le.Uint32(b[22:]) {
		return p, nil, badFile(ErrFormat,
			"the Ogg file is damaged: the checksum of page %d does not match; copy or download it "+
				"again", p.number)
	}
	p.body = b[begin:end]
	return p, b[end:], nil
}

// oggTable has the checksum of each byte. The polynomial is that of hash/crc32,
// which takes the bits in the other order.
var oggTable = func() (table [256]uint32) {
	for i := range table {
		c := uint32(i) << 24
		for range 8 {
			top := c >> 31
			c = c<<1 ^ top*0x04c11db7
		}
		table[i] = c
	}
	return table
}()

// oggSum returns the checksum of a page, whose own four bytes count as 0.
func oggSum(page []byte) uint32 {
	sum := uint32(0)
	for _, part := range [][]byte{page[:22], {0, 0, 0, 0}, page[26:]} {
		for _, v := range part {
			sum = sum<<8 ^ oggTable[byte(sum>>24)^v]
		}
	}
	return sum
}
