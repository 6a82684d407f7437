package audio

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
)

// The setup header is checked before jfreymuth/vorbis 1.0.2 sees it. That
// decoder allocates 2^32 codes if a codebook has no entries, and as many
// classes if a residue ends before it begins; it never returns if a codebook is
// cut short or has no codes. Headers that only make it panic are left to it,
// for panics are caught.

// maxBookValues bounds the codebooks, all of them together: their entries times
// their dimensions. libvorbis's largest setups, for music in stereo at the
// highest quality, have some 50,000.
const maxBookValues = 1 << 20

// maxFloorPoints is libvorbis's bound on the points of a floor, without its
// ends.
const maxFloorPoints = 63

// book is what is kept of a codebook while the header is checked.
type book struct{ entries, dimensions int }

// values returns how many numbers the codebook holds, up to 2^40.
func (b book) values() int64 { return int64(b.entries) * int64(b.dimensions) }

// setupReader reads the setup header of a Vorbis stream.
type setupReader struct {
	bitReader
	books []book
}

// checkSetup returns why the setup header b is not given to the decoder.
func checkSetup(b []byte) error {
	if len(b) < 7 || string(b[:7]) != "\x05vorbis" {
		return errors.New("its third header is missing")
	}
	r := &setupReader{bitReader: bitReader{b: b[7:]}}
	for _, part := range []struct {
		name  string
		count int // bits of how many there are, less 1
		check func() error
	}{
		{"codebook", 8, r.codebook}, {"transform", 6, r.transform}, {"floor", 6, r.floor},
		{"residue", 6, r.residue},
	} {
		for i := range r.read(part.count) + 1 {
			err := part.check()
			if r.short {
				err = errors.New("the header ends within it")
			}
			if _, unread := err.(*fileError); err != nil && !unread {
				err = fmt.Errorf("%s %d: %w", part.name, i, err)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// codebook checks one codebook (specification, 3.2.1).
func (r *setupReader) codebook() error {
	if r.read(24) != 0x564342 { // "BCV"
		return errors.New("its first bytes are wrong")
	}
	c := book{dimensions: r.read(16), entries: r.read(24)}
	values := c.values()
	for _, other := range r.books {
		values += other.values()
	}
	switch {
	case c.dimensions == 0 || c.entries == 0:
		return fmt.Errorf("it has %d entries in %d dimensions", c.entries, c.dimensions)
	case values > maxBookValues || c.dimensions > 1<<8:
		return badFile(ErrTooLarge, "the codebooks of the Ogg Vorbis file hold more than %d values; "+
			"convert it to FLAC", maxBookValues)
	}
	r.books = append(r.books, c)
	if err := r.lengths(c.entries); err != nil {
		return err
	}
	return r.vectors(c)
}

// lengths checks the lengths of the codes: together they are to be a whole
// prefix code. One entry alone may have any length.
func (r *setupReader) lengths(entries int) error {
	used, room := 0, uint64(1)<<32 // what is left of the tree, in leaves at depth 32
	put := func(length, n int) error {
		leaf := uint64(1) << (32 - length)
		if uint64(n)*leaf > room {
			return errors.New("it has too many codes")
		}
		used, room = used+n, room-uint64(n)*leaf
		return nil
	}
	if r.read(1) == 1 { // in order of their lengths
		length := r.read(5) + 1
		for left := entries; left > 0; length++ {
			n := r.read(bits.Len(uint(left)))
			if length > 32 || n > left || r.short {
				return errors.New("it has more codes than entries")
			}
			if err := put(length, n); err != nil {
				return err
			}
			left -= n
		}
	} else {
		sparse := r.read(1) == 1
		for range entries {
			if sparse && r.read(1) == 0 {
				continue
			}
			if err := put(r.read(5)+1, 1); err != nil || r.short {
				return err
			}
		}
	}
	switch {
	case used == 0 || entries == 1:
		return badFile(ErrEncoding, "an Ogg Vorbis file with a codebook of %d codes is not read; "+
			"convert it to FLAC", used)
	case used > 1 && room > 0:
		return errors.New("it has too few codes")
	}
	return nil
}

// vectors checks the vectors of a codebook and passes over their values.
func (r *setupReader) vectors(c book) error {
	kind := r.read(4)
	switch {
	case kind == 0:
		return nil
	case kind > 2:
		return fmt.Errorf("its vectors are of kind %d", kind)
	}
	r.skip(64)
	width := r.read(4) + 1
	r.skip(1)
	n := c.entries * c.dimensions
	if kind == 1 {
		// The largest n with n^dimensions ≤ entries, as the decoder computes
		// it: rounding may make it one too small.
		n = int(math.Floor(math.Pow(float64(c.entries), 1/float64(c.dimensions))))
		if power(n, c.dimensions) > c.entries || power(n+1, c.dimensions) <= c.entries {
			return badFile(ErrEncoding, "an Ogg Vorbis file with a codebook of %d entries in %d "+
				"dimensions is not read; convert it to FLAC", c.entries, c.dimensions)
		}
	}
	r.skip(n * width)
	return nil
}

// power returns x^n, or a number above 2^24 if it is larger than that.
func power(x, n int) int {
	p := 1
	for range n {
		if p *= x; p > 1<<24 || p <= 1 {
			break
		}
	}
	return p
}

// transform checks a transform, a place that was never used (4.2.4).
func (r *setupReader) transform() error {
	if kind := r.read(16); kind != 0 {
		return fmt.Errorf("it is of kind %d", kind)
	}
	return nil
}

// floor checks one floor (7.2.2). Encoders in use write no floors of kind 0.
func (r *setupReader) floor() error {
	switch kind := r.read(16); {
	case kind == 0:
		return badFile(ErrEncoding,
			"an Ogg Vorbis file with floors of kind 0 is not read; convert it to FLAC")
	case kind != 1:
		return fmt.Errorf("it is of kind %d", kind)
	}
	classes := make([]int, r.read(5))
	if len(classes) == 0 { // which the decoder reads a class too many of
		return badFile(ErrEncoding,
			"an Ogg Vorbis file with a floor without points, as 5.1 channels have, is not read; "+
				"convert it to FLAC")
	}
	last := 0
	for i := range classes {
		classes[i] = r.read(4)
		last = max(last, classes[i])
	}
	points := make([]int, last+1)
	for i := range points {
		points[i] = r.read(3) + 1
		books := r.read(2)
		if books > 0 {
			r.skip(8)
		}
		r.skip(8 << books)
	}
	r.skip(2)
	width, sum := r.read(4), 0
	for _, class := range classes {
		sum += points[class]
	}
	if sum > maxFloorPoints {
		return fmt.Errorf("it has %d points, of at most %d", sum, maxFloorPoints)
	}
	r.skip(sum * width)
	return nil
}

// residue checks one residue (8.6.1). An entry of its first codebook gives a
// class for each of the codebook's dimensions.
func (r *setupReader) residue() error {
	kind, begin, end := r.read(16), r.read(24), r.read(24)
	r.skip(24)
	classes, first := r.read(6)+1, r.read(8)
	switch {
	case kind > 2:
		return fmt.Errorf("it is of kind %d", kind)
	case begin > end:
		return fmt.Errorf("it begins at %d and ends at %d", begin, end)
	case first >= len(r.books) || power(classes, r.books[first].dimensions) > r.books[first].entries:
		return fmt.Errorf("codebook %d does not say %d classes", first, classes)
	}
	books := 0
	for range classes {
		books += bits.OnesCount(uint(r.read(3)))
		if r.read(1) == 1 {
			books += bits.OnesCount(uint(r.read(5)))
		}
	}
	r.skip(8 * books)
	return nil
}

// bitReader reads numbers of some bits, the lowest first.
type bitReader struct {
	b     []byte
	at    int  // bits that were read
	short bool // more were asked for than there are
}

// read returns the next n bits, or 0 if there are fewer.
func (r *bitReader) read(n int) (v int) {
	from := r.at
	if r.skip(n); r.short {
		return 0
	}
	for i := range n {
		v |= int(r.b[(from+i)/8]>>((from+i)%8)&1) << i
	}
	return v
}

// skip passes over n bits.
func (r *bitReader) skip(n int) {
	if n > 8*len(r.b)-r.at {
		r.short = true
		return
	}
	r.at += n
}
