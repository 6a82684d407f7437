package corpus

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"os"
	"strings"
	"testing"
)

// zipped returns the bytes as a gzip file.
func zipped(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// tarOf returns a tar archive with one file.
func tarOf(header tar.Header, data string) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	header.Size, header.Mode = int64(len(data)), 0o644
	w.WriteHeader(&header)
	w.Write([]byte(data))
	w.Close()
	return b.Bytes()
}

// FuzzUnpack checks that nothing of an archive lands anywhere but as regular
// WAV files in the folder, within the bounds. The tar archive is fuzzed, and
// compressed here: a checksum would keep the fuzzer out.
func FuzzUnpack(f *testing.F) {
	f.Add(tarOf(tar.Header{Name: "fsdd/recordings/0_theo_0.wav"}, "sound"))
	f.Add(tarOf(tar.Header{Name: "../recordings/0_theo_0.wav"}, "sound"))
	f.Add(tarOf(tar.Header{Name: "x/recordings/a.wav", Typeflag: tar.TypeSymlink,
		Linkname: "/etc/passwd"}, ""))
	f.Add([]byte("no archive"))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		err := unpack(dir, bytes.NewReader(zipped(data)))
		entries, e := os.ReadDir(dir)
		if e != nil {
			t.Fatal(e)
		}
		if err == nil && len(entries) == 0 {
			t.Error("unpacked nothing and said nothing")
		}
		for _, entry := range entries {
			info, e := entry.Info()
			if e != nil || !info.Mode().IsRegular() || !strings.HasSuffix(entry.Name(), ".wav") ||
				info.Size() > maxFileBytes {
				t.Errorf("%s came out: %v, %v", entry.Name(), info, e)
			}
		}
	})
}
