package records

import (
	"bytes"
	"strings"
	"testing"
)

// No text starts a formula in a spreadsheet, and each comes back.
func TestCell(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "theo": "theo", "theo+lucas": "theo+lucas", "'": "'", "it's": "it's",
		"=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0", "+1": "'+1", "-1": "'-1", "@SUM(1)": "'@SUM(1)",
		"\t=1": "'\t=1", "'=1": "''=1", "''": "''", "é": "é",
	} {
		if got := Cell(text); got != want || uncell(got) != text {
			t.Errorf("%q: %q, and back %q; want %q", text, got, uncell(got), want)
		}
	}
	r := sample()[0]
	r.Speaker, r.Corpus = "=1+1", "'@x"
	var csv bytes.Buffer
	if err := WriteRecords(&csv, []Record{r}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(csv.String(), "\n''@x,P,batch,'=1+1,") {
		t.Errorf("written as %s", csv.String())
	}
	again, err := ReadRecords(&csv)
	if err != nil || again[0] != r {
		t.Errorf("read back %+v, %v", again, err)
	}
}
