package audio

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/go-audio/wav"
)

func size(n uint32) *uint32 { return &n }

// TestRead: the expected samples follow from the definition of each
// encoding, integers of b bits over 2^(b-1), and are exact.
func TestRead(t *testing.T) {
	odd := chunk("LIST", "odd")
	with := func(r riff, change func(*riff)) riff { change(&r); return r }
	mono := pcm(16, 1, 0x00, 0x40, 0x00, 0xc0)
	monoWant := []float64{0.5, -0.5}
	for _, c := range []struct {
		name string
		file riff
		want []float64
	}{
		{"8 bits are unsigned", pcm(8, 1, 0, 64, 128, 255), []float64{-1, -0.5, 0, 127.0 / 128}},
		{"16 bits", pcm(16, 1, 0, 0x80, 0xff, 0x7f, 1, 0),
			[]float64{-1, 32767.0 / 32768, 1.0 / 32768}},
		{"24 bits", pcm(24, 1, 0, 0, 0x80, 0xff, 0xff, 0xff, 0, 0, 0x40),
			[]float64{-1, -1.0 / (1 << 23), 0.5}},
		{"32 bits", pcm(32, 1, 0, 0, 0, 0x80, 0, 0, 0, 0x20), []float64{-1, 0.25}},
		{"floats of 32 bits", ieee(32, 1, 0.25, -1.5), []float64{0.25, -1.5}},
		{"floats of 64 bits", ieee(64, 1, 0.1, -1e-9), []float64{0.1, -1e-9}},
		{"stereo is the mean", pcm(16, 2, 0, 0x40, 0, 0x20, 0, 0x80, 0, 0), []float64{0.375, -0.5}},
		{"six channels", ieee(32, 6, 1, 0, 0.5, 0, 0, 0), []float64{0.25}},
		{"extensible PCM", with(mono, func(r *riff) { r.extensible = true }), monoWant},
		{"extensible floats", with(ieee(32, 1, 0.5), func(r *riff) { r.extensible = true }),
			[]float64{0.5}},
		{"odd chunks around", with(mono,
			func(r *riff) { r.before, r.between, r.after = odd, odd, odd }), monoWant},
		{"odd chunk without its pad byte",
			with(mono, func(r *riff) { r.between = odd[:len(odd)-1] }), monoWant},
		{"FFmpeg's stream", with(mono, func(r *riff) {
			r.riffSize, r.dataSize = size(0xffffffff), size(0xffffffff)
		}), monoWant},
		{"SoX's stream", with(mono, func(r *riff) {
			r.riffSize, r.dataSize = size(0x7ffff024), size(0x7ffff000)
		}), monoWant},
		{"a stream of zero sizes", with(mono,
			func(r *riff) { r.riffSize, r.dataSize = size(0), size(0) }), monoWant},
		{"a stream cut within a frame",
			with(pcm(16, 2, 0, 0x40, 0, 0x40, 7, 7),
				func(r *riff) { r.dataSize = size(0xffffffff) }), []float64{0.5}},
		{"a wrong RIFF size", with(mono, func(r *riff) { r.riffSize = size(4) }), monoWant},
		{"garbage at the end", with(mono, func(r *riff) { r.after = []byte("garbage") }), monoWant},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, rate, err := Read(bytes.NewReader(c.file.bytes()))
			if err != nil || rate != 8000 ||
				!slices.EqualFunc(got, c.want, func(a,
					b float64) bool {
					return math.Abs(a-b) < 1e-16
				}) {
				t.Errorf("%v at %d Hz, error %v; want %v", got, rate, err, c.want)
			}
		})
	}
}

// TestReadBroken: each broken file gives one sentence of its kind.
func TestReadBroken(t *testing.T) {
	with := func(change func(*riff)) []byte {
		r := pcm(16, 1, 0, 0x40, 0, 0xc0)
		change(&r)
		return r.bytes()
	}
	good := pcm(16, 1, 0, 0x40, 0, 0xc0).bytes()
	for _, c := range []struct {
		name string
		file []byte
		kind error
		want string
	}{
		{"nothing", nil, ErrEmpty, "the file is empty (0 bytes)"},
		{"two bytes", []byte("RI"), ErrTruncated, "within its first header (2 bytes)"},
		{"half a header", good[:10], ErrTruncated, "within its first header (10 bytes)"},
		{"text", []byte("hello, this is no sound"), ErrFormat,
			"not a WAV, RF64, W64, FLAC or Ogg Vorbis file: no header"},
		{"an AVI file", append([]byte("RIFF\x04\x00\x00\x00AVI "), good[12:]...), ErrFormat,
			"not a WAV, RF64, W64, FLAC or Ogg Vorbis file: no header"},
		{"big-endian", append([]byte("RIFX"), good[4:]...), ErrEncoding, "RIFX files are not read"},
		{"no format", good[:12], ErrTruncated, "before its format chunk"},
		{"no data", good[:36], ErrTruncated, "before its data chunk"},
		{"data before format", append(slices.Clone(good[:12]), chunk("data", "1234")...), ErrFormat,
			"before the format chunk"},
		{"cut in the samples", good[:45], ErrTruncated, "promises 4 bytes of samples and 1 follow"},
		{"cut in another chunk", append(slices.Clone(good[:36]), "LIST\xff\x00\x00\x00abc"...),
			ErrTruncated, `chunk "LIST" claims 255 bytes and 3 follow`},
		{"no samples", with(func(r *riff) { r.data = nil }), ErrEmpty, "no samples"},
		{"half a frame", with(func(r *riff) { r.data = r.data[:3] }), ErrFormat,
			"3 bytes of samples are no whole number of frames of 2"},
		{"short format", append(slices.Clone(good[:12]), chunk("fmt ", "12345678")...), ErrFormat,
			"8 bytes, of at least 16"},
		{"short extensible format", append(slices.Clone(good[:12]),
			chunk("fmt ", "\xfe\xff"+pcm(16, 1).format()[2:])...), ErrFormat,
			"16 bytes, of at least 40"},
		{"A-law", with(func(r *riff) { r.tag, r.bits = 6, 8 }), ErrEncoding, "encoding 6 (A-law)"},
		{"mu-law", with(func(r *riff) { r.tag, r.bits = 7, 8 }), ErrEncoding, "encoding 7 (mu-law)"},
		{"ADPCM", with(func(r *riff) { r.tag = 2 }), ErrEncoding, "encoding 2 (Microsoft ADPCM)"},
		{"IMA", with(func(r *riff) { r.tag = 17 }), ErrEncoding, "encoding 17 (IMA ADPCM)"},
		{"MP3", with(func(r *riff) { r.tag = 85 }), ErrEncoding, "encoding 85 (MP3)"},
		{"unknown encoding", with(func(r *riff) { r.tag = 4711 }), ErrEncoding,
			"encoding 4711 (unknown)"},
		{"unknown sub-format", bytes.Replace(with(func(r *riff) { r.extensible = true }),
			[]byte(subFormatTail), make([]byte, 14), 1), ErrEncoding, "unknown sub-format"},
		{"PCM of 12 bits", with(func(r *riff) { r.bits = 12 }), ErrEncoding, "PCM of 12 bits"},
		{"floats of 16 bits", with(func(r *riff) { r.tag = tagFloat }), ErrEncoding,
			"floats of 16 bits"},
		{"no channel", with(func(r *riff) { r.channels = 0 }), ErrFormat, "0 channels"},
		{"no rate", with(func(r *riff) { r.rate = 0 }), ErrFormat, "sample rate of 0 Hz"},
		{"a wild rate", with(func(r *riff) { r.rate = 2e9 }), ErrFormat,
			"sample rate of 2000000000 Hz"},
		{"a wrong frame size", with(func(r *riff) { r.align = 3 }), ErrFormat,
			"3 bytes a frame, but 1 channels of 16 bits make 2"},
		{"not a number", ieee(32, 1, 0, math.NaN()).bytes(), ErrSample, "sample 1 is NaN"},
		{"infinite", ieee(64, 2, 0, math.Inf(-1)).bytes(), ErrSample, "sample 0 is -Inf"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := Read(bytes.NewReader(c.file))
			if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.want) ||
				!strings.Contains(err.Error(), "; ") {
				t.Errorf("error %v; want one of kind %q with %q and a remedy", err, c.kind, c.want)
			}
			path := filepath.Join(t.TempDir(), "a.wav")
			writeFile(t, path, c.file)
			if _, _, err := ReadFile(path); err == nil ||
				!strings.HasPrefix(err.Error(), "read "+path+": ") {
				t.Errorf("error %v does not name the file", err)
			}
		})
	}
}

func TestReadOther(t *testing.T) {
	if _, _, err := Read(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v, want the reader's", err)
	}
	endless := io.MultiReader(bytes.NewReader(pcm(8, 1, 1).bytes()), zeros{})
	if _, _, err := Read(endless); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error %v, want that it is too large", err)
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// TestReadKinds: every kind of file gives the same samples, whatever its name.
// libsndfile wrote them (testdata/files.py).
func TestReadKinds(t *testing.T) {
	for _, names := range [][]string{
		{"mono.wav", "mono.rf64", "mono.w64", "mono.flac"},
		{"stereo24.wav", "stereo24.w64", "stereo24.flac"},
	} {
		want, _, err := ReadFile(filepath.Join("testdata/files", names[0]))
		if err != nil || len(want) != 1000 {
			t.Fatalf("%s: %d samples, error %v", names[0], len(want), err)
		}
		for _, name := range names[1:] {
			b := must(os.ReadFile(filepath.Join("testdata/files", name)))
			got, rate, err := Read(bytes.NewReader(b))
			if err != nil || rate != 8000 || !slices.EqualFunc(got, want, func(a, b float64) bool {
				return math.Abs(a-b) < 1e-16
			}) {
				t.Errorf("%s: %d samples at %d Hz, error %v", name, len(got), rate, err)
			}
			// A file that is cut anywhere is an error, and one sentence.
			for n := range len(b) {
				if _, _, err := Read(bytes.NewReader(b[:n])); err == nil ||
					!strings.Contains(err.Error(), "; ") {
					t.Fatalf("%s cut to %d bytes: error %v", name, n, err)
				}
			}
		}
	}
}

// TestReadW64Broken: each broken W64 file gives one sentence of its kind.
func TestReadW64Broken(t *testing.T) {
	good := must(os.ReadFile("testdata/files/mono.w64"))
	at := func(i int, b ...byte) []byte {
		c := slices.Clone(good)
		copy(c[i:], b)
		return c
	}
	for _, c := range []struct {
		file []byte
		kind error
		want string
	}{
		{at(24, 'x'), ErrFormat, "holds no wave"},
		{at(56, 23, 0, 0, 0), ErrFormat, "claims 23 bytes, of at least 24"},
		{at(56, 0, 0, 0, 0, 0, 0, 0, 0x80), ErrTruncated, "claims 9223372036854775784 bytes"},
		{at(40, 'x'), ErrFormat, "before the format chunk"},
	} {
		if _, _, err := Read(bytes.NewReader(c.file)); !errors.Is(err, c.kind) ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}

// goAudio decodes a file with go-audio/wav, in its integers.
func goAudio(b []byte) []int {
	buffer, err := wav.NewDecoder(bytes.NewReader(b)).FullPCMBuffer()
	if err != nil {
		return nil
	}
	return buffer.Data
}

// TestGoAudio is why the decoder here is our own. Where go-audio/wav v1.1.0
// is right, on whole signed PCM files, the two agree; but it reads floats as
// integers and takes a truncated file for a short one. If it ever stops
// doing so, this test fails and the decoder may go.
func TestGoAudio(t *testing.T) {
	for bits, data := range map[int][]byte{16: {1, 2, 3, 0xf4}, 24: {1, 2, 3, 4, 5, 0xf6},
		32: {1, 2, 3, 4, 5, 6, 7, 0xf8}} {
		file := pcm(bits, 1, data...).bytes()
		ours, _, err := Read(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range goAudio(file) {
			if want := float64(v) / math.Exp2(float64(bits-1)); ours[i] != want {
				t.Errorf("%d bits: sample %d is %v, go-audio's is %v", bits, i, ours[i], want)
			}
		}
	}
	if got := goAudio(ieee(32, 1, 0.5).bytes()); len(got) != 1 || got[0] != 0x3f000000 {
		t.Errorf("go-audio reads the float 0.5 as %v, no longer as its bits", got)
	}
	whole := pcm(16, 1, 1, 0, 2, 0, 3, 0).bytes()
	if got := goAudio(whole[:len(whole)-2]); len(got) == 0 {
		t.Error("go-audio now reports a truncated file")
	}
}

// TestWriteWAV: what is read from a 16-bit file is written back byte for byte.
func TestWriteWAV(t *testing.T) {
	var data []byte
	for v := -32768; v < 32768; v += 77 {
		data = append(data, byte(v), byte(v>>8))
	}
	want := pcm(16, 1, data...).bytes()
	x, rate, err := Read(bytes.NewReader(want))
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := WriteWAV(&got, x, rate); err != nil || !bytes.Equal(got.Bytes(), want) {
		t.Errorf("error %v; %d bytes written of %d, or others", err, got.Len(), len(want))
	}
	clipped := must(encodeWAV([]float64{2, -2}, 8000))[44:]
	if !bytes.Equal(clipped, []byte{0xff, 0x7f, 0, 0x80}) {
		t.Errorf("2 and -2 are written as %x", clipped)
	}
	if err := WriteWAV(io.Discard, []float64{math.NaN()}, 8000); !errors.Is(err, ErrSample) {
		t.Errorf("error %v for a NaN", err)
	}
	if err := WriteWAV(io.Discard, nil, 0); err == nil {
		t.Error("no error for a rate of 0")
	}
}

// FuzzRead: no input makes the reader panic, return samples that are not
// finite, or more samples than bytes.
func FuzzRead(f *testing.F) {
	f.Add([]byte{})
	f.Add(pcm(8, 1, 1, 2, 3).bytes())
	f.Add(pcm(24, 2, 1, 2, 3, 4, 5, 6).bytes())
	f.Add(ieee(32, 1, 0.5, -0.5).bytes())
	f.Add(riff{tag: tagFloat, channels: 3, rate: 48000, bits: 64, extensible: true,
		data: make([]byte, 48), between: chunk("LIST", "x")}.bytes())
	stream := pcm(16, 1, 1, 2, 3, 4)
	stream.dataSize = size(0xffffffff)
	f.Add(stream.bytes())
	for _, name := range append(must(filepath.Glob("testdata/files/*")),
		must(filepath.Glob("testdata/vorbis/*.ogg"))...) {
		f.Add(must(os.ReadFile(name)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		b = sealed(b)
		x, rate, err := Read(bytes.NewReader(b))
		if err != nil {
			return
		}
		if len(x) == 0 || len(x) > len(b) && !isFLAC(b) && !isOgg(b) || len(x) > maxSamples || rate < 1 ||
			firstNotFinite(x) >= 0 {
			t.Errorf("%d samples at %d Hz from %d bytes", len(x), rate, len(b))
		}
	})
}

// TestReadMemory: headers that claim gigabytes do not get them.
func TestReadMemory(t *testing.T) {
	lying := pcm(8, 1, make([]byte, 1000)...)
	lying.dataSize = size(0xfffffff0)
	file := lying.bytes()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, _, err := Read(bytes.NewReader(file)); !errors.Is(err, ErrTruncated) {
		t.Errorf("error %v, want that it is truncated", err)
	}
	runtime.ReadMemStats(&after)
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > uint64(20*len(file)) {
		t.Errorf("%d bytes allocated for a file of %d", allocated, len(file))
	}
}
