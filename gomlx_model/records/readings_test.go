package records

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// madeUpReadings are of two pairs, out of order.
func madeUpReadings() []Reading {
	return []Reading{
		{"P", "batch", "theo", 12, "random", "cka", "to gold, test", []float64{0.25, -1e-9}, "k2"},
		{"P", "batch", "=lucas", 11, "base", "probe", "speaker", []float64{0.5}, "k1"},
		{"P", "batch", "theo", 12, "base", "cka", "to gold, test", []float64{0.12346, 1}, "k2"},
	}
}

// What is written is read again, sorted, to four significant digits; a name
// that a spreadsheet would take for a formula comes back as it was.
func TestReadings(t *testing.T) {
	var text bytes.Buffer
	if err := WriteReadings(&text, madeUpReadings()); err != nil {
		t.Fatal(err)
	}
	if want := "protocol,norm,speaker,seed,method,analysis,part,values,key\n" +
		"P,batch,'=lucas,11,base,probe,speaker,0.5,k1\n" +
		"P,batch,theo,12,base,cka,\"to gold, test\",0.1235 1,k2\n" +
		"P,batch,theo,12,random,cka,\"to gold, test\",0.25 -1e-09,k2\n"; text.String() != want {
		t.Errorf("got\n%swant\n%s", text.String(), want)
	}
	got, err := ReadReadings(&text)
	if err != nil || len(got) != 3 || got[0].Speaker != "=lucas" || got[1].Values[0] != 0.1235 {
		t.Errorf("read %+v, %v", got, err)
	}
	s := SampleOfReadings(got, "cka", "base", "to gold, test", 1)
	if want := []Pair{{"theo", 12, 1}}; !reflect.DeepEqual(s.Pairs, want) {
		t.Errorf("sample %v, want %v", s.Pairs, want)
	}
	if s := SampleOfReadings(got, "cka", "base", "to gold, test", 2); len(s.Pairs) != 0 {
		t.Errorf("a place that is not there has %v", s.Pairs)
	}
}

// A damaged row is named, with what is wrong with it.
func TestReadingsThatCannotBeRead(t *testing.T) {
	header := strings.Join(readingColumns, ",") + "\n"
	for text, want := range map[string]string{
		"speaker\n":                        "the first row must be protocol",
		header + "P,b,s,x,m,a,p,1,k\n":     "row 2",
		header + "P,b,s,1,m,a,p,1 two,k\n": "row 2",
		header + "P,b,s,1,m,a,p,,k\n":      "row 2: a of m has no values",
		header + "P,b,s,1,m,a,p\n":         "wrong number of fields",
	} {
		if _, err := ReadReadings(strings.NewReader(text)); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// Readings go into shards of their own. Writing them alone leaves other files
// as they are, and they leave with the last of them.
func TestReadingsAmongPublished(t *testing.T) {
	data, p := t.TempDir(), madeUp()
	p.Readings = madeUpReadings()
	if err := p.Write(data); err != nil {
		t.Fatal(err)
	}
	records := filepath.Join(data, "records")
	if err := os.RemoveAll(records); err != nil {
		t.Fatal(err)
	}
	p.Readings = p.Readings[:2]
	if err := WriteReadingsTo(data, p.Readings); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(records); err == nil {
		t.Error("records were written too")
	}
	got, err := ReadPublished(data)
	if err != nil || len(got.Readings) != 2 || len(got.Clips) == 0 {
		t.Errorf("%d readings and %d answers, %v", len(got.Readings), len(got.Clips), err)
	}
	if err := WriteReadingsTo(data, nil); err != nil {
		t.Fatal(err)
	}
	if got, err = ReadPublished(data); err != nil || len(got.Readings) != 0 {
		t.Errorf("%d readings are left, %v", len(got.Readings), err)
	}
}

// Whatever is read can be written and read again, and is the same.
func FuzzReadReadings(f *testing.F) {
	var text bytes.Buffer
	if err := WriteReadings(&text, madeUpReadings()); err != nil {
		f.Fatal(err)
	}
	f.Add(text.String())
	f.Add(strings.Join(readingColumns, ",") + "\nP,b,s,1,m,a,p,NaN +Inf,k\n")
	f.Fuzz(func(t *testing.T, text string) {
		once, err := ReadReadings(strings.NewReader(text))
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := WriteReadings(&first, once); err != nil {
			t.Fatal(err)
		}
		again, err := ReadReadings(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatalf("%q became %q: %v", text, first.String(), err)
		}
		if err := WriteReadings(&second, again); err != nil || !bytes.Equal(first.Bytes(),
			second.Bytes()) {
			t.Errorf("%q became %q", first.String(), second.String())
		}
	})
}
