package audio

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// vorbisTolerance is how far samples may be from libvorbis's, which computes in
// single precision as the decoder here does, but in another order. The largest
// difference that was met is 4.2e-7, in noise that reaches 1.3.
const vorbisTolerance = 2e-6

// TestVorbis compares with what libsndfile decodes of each file, and of all in
// the folder VORBIS_DIR, if that is set (testdata/vorbis.py makes both).
func TestVorbis(t *testing.T) {
	files := must(filepath.Glob("testdata/vorbis/*.ogg"))
	if dir := os.Getenv("VORBIS_DIR"); dir != "" {
		files = append(files, must(filepath.Glob(filepath.Join(dir, "*.ogg")))...)
	}
	if len(files) < 2 {
		t.Fatalf("%d files", len(files))
	}
	worst := 0.0
	for _, file := range files {
		x, _, err := ReadFile(file)
		want := must(parseNPY(must(os.ReadFile(strings.TrimSuffix(file, ".ogg") + ".npy")))).data
		if err != nil || len(x) != len(want) {
			t.Errorf("%s: %d samples, want %d, error %v", file, len(x), len(want), err)
			continue
		}
		for i, w := range want {
			if d := math.Abs(x[i] - w); d > vorbisTolerance {
				t.Errorf("%s: sample %d is %v, want %v", file, i, x[i], w)
				break
			}
			worst = max(worst, math.Abs(x[i]-w))
		}
	}
	t.Logf("%d files, largest difference %.2g", len(files), worst)
	// A file that is cut anywhere is an error, and one sentence.
	b := must(os.ReadFile("testdata/vorbis/mono.ogg"))
	for n := 0; n < len(b); n += 11 {
		if _, _, err := Read(bytes.NewReader(b[:n])); err == nil ||
			!strings.Contains(err.Error(), "; ") {
			t.Fatalf("cut to %d bytes: error %v", n, err)
		}
	}
}

// vorbisFile returns a file of a stream's packets: after the headers, the first
// blocks on one page and the rest, if any, on another. A page's position is
// that of its last packet.
func vorbisFile(packets [][]byte, first int, at, end int64) []byte {
	headers := page{}.with(packets[1], true).with(packets[2], true)
	pages := []page{page{flags: oggFirst}.with(packets[0], true), headers, {position: at}}
	for _, p := range packets[3 : 3+first] {
		pages[2] = pages[2].with(p, true)
	}
	if rest := packets[3+first:]; len(rest) > 0 {
		pages = append(pages, page{})
		for _, p := range rest {
			pages[3] = pages[3].with(p, true)
		}
	}
	last := &pages[len(pages)-1]
	last.flags, last.position = oggLast, end
	return oggFile(pages...)
}

// TestVorbisPositions: the positions of pages say where the samples begin and
// end (specification, A.2).
func TestVorbisPositions(t *testing.T) {
	packets := packetsOf(t, must(os.ReadFile("testdata/vorbis/mono.ogg")))
	whole, _, err := Read(bytes.NewReader(vorbisFile(packets, len(packets)-3, 0, noPosition)))
	if err != nil {
		t.Fatal(err)
	}
	n, first := int64(len(whole)), int64(0)
	r := &vorbisReader{}
	for _, p := range packets[:6] {
		if err := r.packet(oggPacket{data: p, position: noPosition}); err != nil {
			t.Fatal(err)
		}
	}
	if first = int64(len(r.samples)); first < 100 || n < first+100 {
		t.Fatalf("%d samples of %d in the first blocks", first, n)
	}
	for name, c := range map[string]struct {
		at, end  int64
		from, to int64
	}{
		"as they are":               {first, n, 0, n},
		"less at the end":           {first, n - 100, 0, n - 100},
		"less at the start":         {first - 50, n - 50, 50, n},
		"less at both":              {first - 50, n - 80, 50, n - 30},
		"cut out of a longer one":   {first + 1000, n + 1000, 0, n},
		"no position until the end": {noPosition, n - 7, 0, n - 7},
	} {
		got, _, err := Read(bytes.NewReader(vorbisFile(packets, 3, c.at, c.end)))
		if err != nil || !slices.Equal(got, whole[c.from:c.to]) {
			t.Errorf("%s: %d samples, want %d, error %v", name, len(got), c.to-c.from, err)
		}
	}
	for want, end := range map[string]int64{"promises": n + 1, "holds no samples": 0} {
		_, _, err := Read(bytes.NewReader(vorbisFile(packets, 3, first, end)))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("an end at %d of %d: error %v", end, n, err)
		}
	}
	// An empty block counts as none.
	empty := slices.Insert(slices.Clone(packets), 5, []byte{})
	got, _, err := Read(bytes.NewReader(vorbisFile(empty, 4, first, n)))
	if err != nil || !slices.Equal(got, whole) {
		t.Errorf("%d samples, want %d, error %v", len(got), n, err)
	}
}

// TestReadVorbisBroken: each broken stream gives one sentence of its kind. What
// its headers only claim leads to no allocation and to no endless loop.
func TestReadVorbisBroken(t *testing.T) {
	packets := packetsOf(t, must(os.ReadFile("testdata/vorbis/mono.ogg")))
	identity := func(i int, b ...byte) [][]byte {
		p := slices.Clone(packets)
		p[0] = slices.Clone(p[0])
		copy(p[0][i:], b)
		return p
	}
	header := func(b []byte) [][]byte {
		p := slices.Clone(packets)
		p[2] = b
		return p
	}
	with := func(change func(*vorbisSetup)) [][]byte {
		s := newVorbisSetup()
		change(&s)
		return header(s.bytes())
	}
	for _, c := range []struct {
		name    string
		packets [][]byte
		kind    error
		want    string
	}{
		{"another first header", identity(0, 3), ErrFormat, "damaged: its first header is missing"},
		{"no channel", identity(11, 0), ErrFormat, "0 channels"},
		{"nine channels", identity(11, 9), ErrEncoding, "Vorbis of 9 channels"},
		{"no rate", identity(12, 0, 0, 0, 0), ErrFormat, "sample rate of 0 Hz"},
		{"a wild rate", identity(12, 0, 0, 0, 0xff), ErrFormat, "sample rate of 4278190080 Hz"},
		{"blocks of 32 samples", identity(28, 0xb5), ErrFormat, "it claims blocks of 2^5 and 2^11"},
		{"blocks the wrong way round", identity(28, 0x89), ErrFormat, "blocks of 2^9 and 2^8"},
		{"blocks of 16384 samples", identity(28, 0xe8), ErrFormat, "blocks of 2^8 and 2^14"},
		{"another third header", header([]byte("\x01vorbis")), ErrFormat,
			"damaged: its third header is missing"},
		{"no codebook", header([]byte("\x05vorbis")), ErrFormat, "codebook 0: the header ends"},
		{"half a codebook", header(packets[2][:20]), ErrFormat, "codebook 0: the header ends"},
		{"half the codebooks", header(packets[2][:1000]), ErrFormat, "the header ends within it"},
		{"no entries", with(func(s *vorbisSetup) { s.entries, s.lengths = 0, nil }), ErrFormat,
			"0 entries in 1 dimensions"},
		{"no dimensions", with(func(s *vorbisSetup) { s.dimensions = 0 }), ErrFormat,
			"2 entries in 0 dimensions"},
		{"too many entries", with(func(s *vorbisSetup) { s.entries = 1<<24 - 1 }), ErrTooLarge,
			"more than 1048576 values"},
		{"too many dimensions", with(func(s *vorbisSetup) { s.dimensions = 1 << 15 }), ErrTooLarge,
			"more than 1048576 values"},
		{"a product beyond 32 bits", with(func(s *vorbisSetup) {
			s.entries, s.dimensions = 1<<24-1, 1<<8
		}), ErrTooLarge, "more than 1048576 values"},
		{"an ordered codebook cut short", header(newVorbisSetup().ordered(1 << 19)), ErrFormat,
			"codebook 0: "},
		{"no code", with(func(s *vorbisSetup) { s.lengths = []int{0, 0} }), ErrEncoding,
			"codebook of 0 codes"},
		{"one entry", with(func(s *vorbisSetup) { s.entries, s.lengths = 1, []int{1} }), ErrEncoding,
			"codebook of 1 codes"},
		{"too few codes", with(func(s *vorbisSetup) { s.lengths = []int{1, 2} }), ErrFormat,
			"too few codes"},
		{"too many codes", with(func(s *vorbisSetup) {
			s.entries, s.lengths = 3, []int{1, 1, 1}
		}), ErrFormat, "too many codes"},
		{"vectors of a kind that is not", with(func(s *vorbisSetup) { s.vectors = 3 }), ErrFormat,
			"its vectors are of kind 3"},
		{"a transform", with(func(s *vorbisSetup) { s.transform = 1 }), ErrFormat,
			"transform 0: it is of kind 1"},
		{"an old floor", with(func(s *vorbisSetup) { s.floor = 0 }), ErrEncoding, "floors of kind 0"},
		{"a floor that is not", with(func(s *vorbisSetup) { s.floor = 2 }), ErrFormat,
			"floor 0: it is of kind 2"},
		{"an empty floor", with(func(s *vorbisSetup) { s.partitions = 0 }), ErrEncoding,
			"floor without points"},
		{"too many points", with(func(s *vorbisSetup) { s.partitions, s.points = 8, 8 }), ErrFormat,
			"64 points, of at most 63"},
		{"a residue that is not", with(func(s *vorbisSetup) { s.residue = 3 }), ErrFormat,
			"residue 0: it is of kind 3"},
		{"a residue that ends first", with(func(s *vorbisSetup) { s.begin, s.end = 9, 8 }), ErrFormat,
			"it begins at 9 and ends at 8"},
		{"a residue of no codebook", with(func(s *vorbisSetup) { s.book = 7 }), ErrFormat,
			"codebook 7 does not say 1 classes"},
		{"more classes than codes", with(func(s *vorbisSetup) { s.classes = 3 }), ErrFormat,
			"codebook 0 does not say 3 classes"},
		// The decoder reads the rest, and panics at what is wrong there.
		{"no mode", header(newVorbisSetup().bytes()[:43]), ErrFormat, "is damaged: vorbis: decoding"},
		{"a header of another version", identity(7, 1), ErrFormat, "is damaged: vorbis: decoding"},
		{"a residue of a codebook without vectors", with(func(s *vorbisSetup) { s.cascade = 1 }),
			ErrFormat, "is damaged: the decoder cannot make sense of it"},
		{"vectors that roots are wrong for", with(func(s *vorbisSetup) {
			s.entries, s.dimensions, s.vectors = 27, 3, 1 // 27^(1/3) comes out below 3
			s.lengths = append(slices.Repeat([]int{4}, 5), slices.Repeat([]int{5}, 22)...)
		}), ErrEncoding, "codebook of 27 entries in 3 dimensions"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := vorbisFile(c.packets, len(c.packets)-3, 0, 100)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, _, err := Read(bytes.NewReader(file))
			runtime.ReadMemStats(&after)
			if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.want) ||
				!strings.Contains(err.Error(), "; ") {
				t.Errorf("error %v; want one of kind %q with %q", err, c.kind, c.want)
			}
			if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 1<<20 {
				t.Errorf("%d bytes allocated for a file of %d", allocated, len(file))
			}
		})
	}
	// The setup is right before the table changes it: a stream with it is read.
	made := vorbisFile(append(header(newVorbisSetup().bytes())[:3], []byte{0}, []byte{0}), 2, 0, 90)
	if x, _, err := Read(bytes.NewReader(made)); err != nil || len(x) != 90 ||
		slices.Max(x) != 0 {
		t.Errorf("%d samples, error %v", len(x), err)
	}
}

// FuzzVorbis puts headers and two blocks into pages with right checksums.
// Nothing makes the reader panic or loop, return samples that are not finite,
// or return more samples than two blocks have.
func FuzzVorbis(f *testing.F) {
	for _, name := range must(filepath.Glob("testdata/vorbis/*.ogg")) {
		p := packetsOf(f, must(os.ReadFile(name)))
		for i := 4; i < len(p); i += 3 {
			f.Add(p[0], p[2], p[i-1], p[i])
		}
	}
	small := newVorbisSetup().bytes()
	p := packetsOf(f, must(os.ReadFile("testdata/vorbis/mono.ogg")))
	f.Add(p[0], small, []byte{0}, []byte{0xfe, 0xff})
	f.Add(p[0], newVorbisSetup().ordered(2), p[3], p[4])
	f.Fuzz(func(t *testing.T, identity, setup, a, b []byte) {
		if len(identity)+len(setup)+len(a)+len(b) > 255*200 {
			return // more than a page
		}
		file := vorbisFile([][]byte{identity, {}, setup, a, b}, 2, 0, noPosition)
		x, rate, err := Read(bytes.NewReader(file))
		if err == nil && (len(x) == 0 || len(x) > 1<<13 || rate < 1 || firstNotFinite(x) >= 0) {
			t.Errorf("%d samples at %d Hz", len(x), rate)
		}
	})
}
