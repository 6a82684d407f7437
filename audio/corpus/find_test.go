package audio

import (
	"math"
	"path/filepath"
	"testing"
)

// TestFindFSDD reads the whole dataset: its digest is the one that the study
// is made on, and its shape is that of the publication.
func TestFindFSDD(t *testing.T) {
	fsddDir(t)
	c, err := Find(t.Context(), "", FindOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Recordings) != 3000 || len(c.Labels) != 10 || len(c.Speakers) != 6 || c.Name != "fsdd" || c.Synthetic {
		t.Errorf("%s: %d recordings of %q by %q", c.Name, len(c.Recordings), c.Labels, c.Speakers)
	}
	if c.Digest != FSDDDigest {
		t.Errorf("digest %s", c.Digest)
	}
	if c.LabelIndex("7") != 7 || c.LabelIndex("ten") != -1 || !c.HasSpeaker("theo") || c.HasSpeaker("nobody") {
		t.Error("labels or speakers are not found")
	}
}

// writeWAVs makes a folder of 100-sample tones with the given names.
func writeWAVs(t testing.TB, rate int, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i, name := range names {
		writeFile(t, filepath.Join(dir, name), must(encodeWAV(tone(100, float64(i+1)/50), rate)))
	}
	return dir
}

// tone returns n samples of a sine of f cycles a sample and amplitude ½.
func tone(n int, f float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = 0.5 * math.Sin(2*math.Pi*f*float64(i))
	}
	return x
}
