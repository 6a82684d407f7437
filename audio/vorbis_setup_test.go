package audio

// vorbisSetup builds setup headers for tests, right and wrong ones: of a
// codebook, a transform, a floor, a residue, a mapping and a mode each.
type vorbisSetup struct {
	entries, dimensions int
	lengths             []int // of codes; 0 for an entry without one
	vectors             int   // kind
	transform           int   // kind
	floor               int   // kind
	partitions, points  int
	residue             int // kind
	begin, end          int
	classes, book       int
	cascade             int // bits of the passes that have a codebook
}

// newVorbisSetup returns one that is right, with no sound in it.
func newVorbisSetup() vorbisSetup {
	return vorbisSetup{entries: 2, dimensions: 1, lengths: []int{1, 1}, floor: 1, partitions: 1,
		points: 1, end: 64, classes: 1}
}

func (s vorbisSetup) bytes() []byte {
	w := &bitWriter{}
	w.put(s.dimensions, 16)
	w.put(s.entries, 24)
	w.put(0, 1)
	w.put(1, 1) // sparse
	for _, length := range s.lengths {
		w.put(min(1, length), 1)
		if length > 0 {
			w.put(length-1, 5)
		}
	}
	w.put(s.vectors, 4)
	w.put(0, 6)
	w.put(s.transform, 16)
	w.put(0, 6)
	w.put(s.floor, 16)
	w.put(s.partitions, 5)
	for range s.partitions {
		w.put(0, 4)
	}
	w.put(s.points-1, 3)
	w.put(0, 2)
	w.put(0, 8)
	w.put(0, 2)
	w.put(6, 4)
	for i := range s.partitions * s.points {
		w.put(i+1, 6)
	}
	w.put(0, 6)
	w.put(s.residue, 16)
	w.put(s.begin, 24)
	w.put(s.end, 24)
	w.put(7, 24)
	w.put(s.classes-1, 6)
	w.put(s.book, 8)
	for range s.classes {
		w.put(s.cascade, 4)
	}
	w.put(0, 8*s.cascade) // codebook 0, if it is 0 or 1
	w.put(0, 6)           // a mapping
	w.put(0, 16)          // of kind 0
	w.put(0, 4)           // neither submaps nor coupling
	w.put(0, 24)          // to floor 0 and residue 0
	w.put(0, 6)           // a mode
	w.put(0, 1)           // of short blocks
	w.put(0, 40)          // of mapping 0
	w.put(1, 1)
	return append([]byte("\x05vorbis\x00BCV"), w.b...)
}

// ordered returns a header that ends with an ordered codebook of n entries,
// within the counts of codes of each length.
func (s vorbisSetup) ordered(n int) []byte {
	w := &bitWriter{}
	w.put(1, 16)
	w.put(n, 24)
	w.put(1, 1)
	w.put(0, 5)
	return append([]byte("\x05vorbis\x00BCV"), w.b...)
}

// bitWriter writes numbers of some bits, the lowest first.
type bitWriter struct {
	b []byte
	n int
}

func (w *bitWriter) put(v, bits int) {
	for i := range bits {
		if w.n%8 == 0 {
			w.b = append(w.b, 0)
		}
		w.b[w.n/8] |= byte(v>>i&1) << (w.n % 8)
		w.n++
	}
}
