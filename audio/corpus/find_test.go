package corpus

import "testing"

// TestFindFSDD reads the whole dataset: its digest is the one that the study
// is made on, and its shape is that of the publication.
func TestFindFSDD(t *testing.T) {
	fsddDir(t)
	c, err := Find(t.Context(), "", FindOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Recordings) != 3000 || len(c.Labels) != 10 || len(c.Speakers) != 6 ||
		c.Name != "fsdd" || c.Synthetic {
		t.Errorf("%s: %d recordings of %q by %q", c.Name, len(c.Recordings), c.Labels, c.Speakers)
	}
	if c.Digest != FSDDDigest {
		t.Errorf("digest %s", c.Digest)
	}
	if c.LabelIndex("7") != 7 || c.LabelIndex("ten") != -1 || !c.HasSpeaker("theo") ||
		c.HasSpeaker("nobody") {
		t.Error("labels or speakers are not found")
	}
}
