package vector

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
)

// keptTables are the tables of the TrueType format that a renderer needs: all
// except those for layout and hinting.
var keptTables = []string{
	"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post",
}

// subsetFont returns a TrueType font that has the glyphs of some runes and no
// others. The runes must be sorted and distinct; those above U+FFFE get no
// glyph. The format is that of the OpenType specification 1.9, chapters "glyf",
// "loca" and "cmap".
func subsetFont(full *opentype.Font, runes []rune) (*opentype.Font, error) {
	var source bytes.Buffer
	if _, err := full.WriteSourceTo(nil, &source); err != nil {
		return nil, err
	}
	tables, err := readTables(source.Bytes())
	if err != nil {
		return nil, err
	}
	old := []uint16{0} // glyph 0 stands for whatever is missing
	codes := make(map[rune]uint16)
	var buffer sfnt.Buffer
	for _, r := range runes {
		glyph, err := full.GlyphIndex(&buffer, r)
		if err != nil {
			return nil, err
		}
		if glyph == 0 || r > 0xFFFE {
			continue // drawn as the missing glyph, as in the full font
		}
		codes[r] = indexOf(&old, uint16(glyph))
	}
	rewriteGlyphs(tables, &old)
	tables["cmap"] = unicodeMap(runes, codes)
	// version 3: no glyph names
	tables["post"] = append(u32(nil, 0x00030000), tables["post"][4:32]...)
	return opentype.Parse(writeTables(tables))
}

// indexOf returns the place of a glyph in the list. It appends the glyph if the
// list lacks it.
func indexOf(list *[]uint16, glyph uint16) uint16 {
	i := slices.Index(*list, glyph)
	if i < 0 {
		i = len(*list)
		*list = append(*list, glyph)
	}
	return uint16(i)
}

// rewriteGlyphs keeps the glyphs of the list, with their places and widths. The
// list grows by the parts of composite glyphs.
func rewriteGlyphs(tables map[string][]byte, list *[]uint16) {
	be := binary.BigEndian
	loca, glyf, hmtx := tables["loca"], tables["glyf"], tables["hmtx"]
	long := be.Uint16(tables["head"][50:]) == 1
	widths := int(be.Uint16(tables["hhea"][34:]))
	place := func(g int) uint32 {
		if long {
			return be.Uint32(loca[4*g:])
		}
		return 2 * uint32(be.Uint16(loca[2*g:]))
	}
	var outGlyf, outHmtx []byte
	outLoca := u32(nil, 0)
	for i := 0; i < len(*list); i++ {
		g := int((*list)[i])
		outGlyf = append(outGlyf, withoutHints(glyf[place(g):place(g+1)], list)...)
		for len(outGlyf)%4 != 0 {
			outGlyf = append(outGlyf, 0)
		}
		outLoca = u32(outLoca, uint32(len(outGlyf)))
		outHmtx = append(outHmtx, hmtx[4*min(g, widths-1):][:2]...)
		if g < widths {
			outHmtx = append(outHmtx, hmtx[4*g+2:][:2]...)
		} else {
			outHmtx = append(outHmtx, hmtx[4*widths+2*(g-widths):][:2]...)
		}
	}
	tables["glyf"], tables["loca"], tables["hmtx"] = outGlyf, outLoca, outHmtx
	be.PutUint16(tables["head"][50:], 1)
	be.PutUint16(tables["hhea"][34:], uint16(len(*list)))
	be.PutUint16(tables["maxp"][4:], uint16(len(*list)))
}

// withoutHints returns a glyph without its hinting program, which needs tables
// that are not kept. The parts of a composite glyph get their new numbers from
// the list.
func withoutHints(glyph []byte, list *[]uint16) []byte {
	if len(glyph) == 0 {
		return nil
	}
	be := binary.BigEndian
	glyph = bytes.Clone(glyph)
	if contours := int(int16(be.Uint16(glyph))); contours >= 0 {
		at := 10 + 2*contours
		program := int(be.Uint16(glyph[at:]))
		be.PutUint16(glyph[at:], 0)
		return append(glyph[:at+2], glyph[at+2+program:]...)
	}
	const wordArguments, oneScale, more, twoScales, matrix, program = 1, 8, 0x20, 0x40, 0x80, 0x100
	for at := 10; ; {
		flags := be.Uint16(glyph[at:])
		be.PutUint16(glyph[at:], flags&^program)
		be.PutUint16(glyph[at+2:], indexOf(list, be.Uint16(glyph[at+2:])))
		at += 6
		for flag, size := range map[uint16]int{wordArguments: 2, oneScale: 2, twoScales: 4,
			matrix: 8} {
			if flags&flag != 0 {
				at += size
			}
		}
		if flags&more == 0 {
			return glyph[:at]
		}
	}
}

// unicodeMap returns a cmap table of format 4 with a segment for each rune.
func unicodeMap(runes []rune, codes map[rune]uint16) []byte {
	var ends, starts, deltas []byte
	segments := 1
	for _, r := range runes {
		if code, ok := codes[r]; ok {
			ends, starts, deltas = u16(ends, uint16(r)), u16(starts, uint16(r)),
				u16(deltas, code-uint16(r))
			segments++
		}
	}
	power, log := 1, 0
	for power*2 <= segments {
		power, log = power*2, log+1
	}
	header := u16(nil, 4, uint16(16+8*segments), 0, uint16(2*segments),
		uint16(2*power), uint16(log), uint16(2*(segments-power)))
	table := u32(u16(nil, 0, 1, 3, 1), 12) // version 0, one subtable: Windows, Unicode, at byte 12
	for _, part := range [][]byte{
		header, u16(ends, 0xFFFF), u16(nil, 0), u16(starts, 0xFFFF), u16(deltas, 1),
		make([]byte, 2*segments),
	} {
		table = append(table, part...)
	}
	return table
}

// readTables returns copies of the kept tables of a font.
func readTables(font []byte) (map[string][]byte, error) {
	be := binary.BigEndian
	tables := make(map[string][]byte)
	for i := range int(be.Uint16(font[4:])) {
		entry := font[12+16*i:]
		if tag := string(entry[:4]); slices.Contains(keptTables, tag) {
			tables[tag] = bytes.Clone(font[be.Uint32(entry[8:]):][:be.Uint32(entry[12:])])
		}
	}
	for _, tag := range keptTables {
		if len(tables[tag]) == 0 {
			return nil, fmt.Errorf("the font has no table %q; use a font with TrueType outlines", tag)
		}
	}
	return tables, nil
}

// writeTables returns a font file made of the tables, in the order of their
// names, with its checksums.
func writeTables(tables map[string][]byte) []byte {
	be := binary.BigEndian
	be.PutUint32(tables["head"][8:], 0)
	count := len(keptTables)
	// Search range, selector and shift of ten entries: 8·16 bytes, log2 8, and
	// the rest.
	directory := u16(u32(nil, 0x00010000), uint16(count), 128, 3, uint16(16*count-128))
	var body []byte
	head := 0
	for _, tag := range keptTables {
		at := 12 + 16*count + len(body)
		if tag == "head" {
			head = at
		}
		data := tables[tag]
		directory = append(directory, tag...)
		directory = u32(directory, checkSum(data), uint32(at), uint32(len(data)))
		body = append(body, data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	file := append(directory, body...)
	be.PutUint32(file[head+8:], 0xB1B0AFBA-checkSum(file))
	return file
}

// checkSum adds the big-endian words of a table, padded with zeros.
func checkSum(data []byte) (sum uint32) {
	for i, b := range data {
		sum += uint32(b) << (24 - 8*(i%4))
	}
	return sum
}

// u16 appends values in big-endian order.
func u16(b []byte, values ...uint16) []byte {
	for _, v := range values {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

// u32 appends values in big-endian order.
func u32(b []byte, values ...uint32) []byte {
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}
