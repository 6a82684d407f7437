package records

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
)

// sample returns two finished records and a failed one, with text that needs
// quoting.
func sample() []Record {
	nan := math.NaN()
	return []Record{
		{Corpus: "c", Protocol: "P", Norm: "batch", Speaker: "theo", Seed: 10, Method: "gold",
			Settings: "epochs=2;note=a,\"b\"",
			Backend:  "go", Set: "test", N: 250, Accuracy: 0.1, Precision: 1.0 / 3, Recall: 1e-9,
			F1:         2.0 / 3,
			Confidence: 0.9, ConfidenceTrue: 0.8, Loss: 12.5, Passes: 243000,
			Status: names.StatusOK, Key: "k1"},
		{Corpus: "c", Protocol: "P", Norm: "batch", Speaker: "theo", Seed: 2, Method: "gold",
			Backend: "go", Set: "test", N: 250,
			Accuracy: 1, Precision: 1, Recall: 1, F1: 1, Confidence: 1, ConfidenceTrue: 1, Loss: 0,
			Passes: 243000, Status: names.StatusOK, Key: "k2"},
		{Corpus: "c", Protocol: "P", Norm: "batch", Speaker: "lucas", Seed: 3, Method: "base",
			Backend: "go", Set: "test", N: 250,
			Accuracy: nan, Precision: nan, Recall: nan, F1: nan, Confidence: nan,
			ConfidenceTrue: nan, Loss: nan,
			Passes: 81, Status: "failed@7", Key: "k3"},
	}
}

// wantCSV is typed by hand from the definition of the file: sorted with seeds
// as numbers, shortest floats, empty metrics.
const wantCSV = `corpus,protocol,norm,speaker,seed,method,settings,backend,set,n,accuracy,precision,recall,f1,confidence,confidence_true,loss,passes,status,key
c,P,batch,lucas,3,base,,go,test,250,,,,,,,,81,failed@7,k3
c,P,batch,theo,2,gold,,go,test,250,1,1,1,1,1,1,0,243000,ok,k2
c,P,batch,theo,10,gold,"epochs=2;note=a,""b""",go,test,250,0.1,0.3333333333333333,1e-09,0.6666666666666666,0.9,0.8,12.5,243000,ok,k1
`

func TestWriteRecords(t *testing.T) {
	records := sample()
	for range 3 { // whatever the order they come in
		var out bytes.Buffer
		if err := WriteRecords(&out, records); err != nil {
			t.Fatal(err)
		}
		if out.String() != wantCSV {
			t.Fatalf("wrote\n%s\nwant\n%s", out.String(), wantCSV)
		}
		records = append(records[1:], records[0])
	}
	if records[0].Key != "k1" {
		t.Error("WriteRecords reordered its argument")
	}
}

func TestReadRecordsReturnsWhatWasWritten(t *testing.T) {
	got, err := ReadRecords(strings.NewReader(wantCSV))
	if err != nil {
		t.Fatal(err)
	}
	want := sample()
	SortRecords(want)
	// NaN is unequal to itself, so the records are compared as printed, with
	// all digits.
	if g, w := fmt.Sprintf("%#v", got), fmt.Sprintf("%#v", want); g != w {
		t.Errorf("read\n%s\nwant\n%s", g, w)
	}
	if empty, err := ReadRecords(strings.NewReader(strings.Join(header(), ",") +
		"\n")); err != nil || len(empty) != 0 {
		t.Errorf("a header alone reads as %v, %v; want no records", empty, err)
	}
}

func TestReadRecordsIsStrict(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"corpus,protocol", "protocol,corpus", `line 1: column 1 is "protocol", want "corpus"`},
		{",key\n", "\n", `line 1: column 20, "key", is missing`},
		{",key\n", ",key,more\n", `line 1: column 21, "more", is unknown`},
		{"243000,ok,k2", "243000,ok", "line 3: 19 columns, want 20"},
		{"test,250,1,1", "test,250,one,1", `line 3: column accuracy: "one"`},
		{"test,250,1,1", "test,250,NaN,1", `line 3: column accuracy: "NaN"`},
		{"test,250,1,1", "test,250,,1", `line 3: column accuracy: no finite number`},
		{"test,250,1,1", "test,-1,1,1", `line 3: column n: "-1"`},
		{"theo,2,", "theo,2.5,", `line 3: column seed: "2.5"`},
		{"failed@7", "failed@x", `line 2: column status: "failed@x"`},
		{"failed@7", "done", `line 2: column status: "done"`},
		{"250,,,,", "250,0.5,,,", `line 2: column accuracy: 0.5`},
		{wantCSV, "", "line 1: no header"},
		{`"epochs=2`, `epo"chs=2`, `line 4`},
	} {
		broken := strings.Replace(wantCSV, c.old, c.new, 1)
		if broken == wantCSV {
			t.Fatalf("%q does not occur", c.old)
		}
		_, err := ReadRecords(strings.NewReader(broken))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q → %q: error %v, want %q in it", c.old, c.new, err, c.want)
		}
	}
}

func TestWriteRecordsRefusesContradictions(t *testing.T) {
	records := sample()
	records[0].Loss = math.Inf(1)
	var out bytes.Buffer
	if err := WriteRecords(&out, records); err == nil ||
		!strings.Contains(err.Error(), "column loss") {
		t.Errorf("an infinite loss of a finished run: %v, want an error naming the column", err)
	}
	if out.Len() > 0 {
		t.Errorf("%d bytes were written before the error", out.Len())
	}
}

// FuzzReadRecords checks that whatever is read can be written, and reads back
// as the same bytes.
func FuzzReadRecords(f *testing.F) {
	f.Add(wantCSV)
	f.Add("corpus\n")
	f.Fuzz(func(t *testing.T, data string) {
		records, err := ReadRecords(strings.NewReader(data))
		if err != nil {
			return
		}
		var once, twice bytes.Buffer
		if err := WriteRecords(&once, records); err != nil {
			t.Fatalf("read but cannot be written: %v", err)
		}
		again, err := ReadRecords(bytes.NewReader(once.Bytes()))
		if err != nil {
			t.Fatalf("written but cannot be read: %v", err)
		}
		slices.Reverse(again)
		if err := WriteRecords(&twice, again); err != nil ||
			!bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Fatalf("a second round trip differs (%v)", err)
		}
	})
}

func ExampleWriteRecords() {
	r := Record{Corpus: "1801", Protocol: "P", Norm: "batch", Speaker: "lucas", Seed: 1,
		Method: "gold", Backend: "xla-cpu", Set: "test",
		N: 250, Accuracy: 0.5, Precision: 0.5, Recall: 0.5, F1: 0.5, Confidence: 0.75,
		ConfidenceTrue: 0.5, Loss: 1.25, Passes: 243000, Status: names.StatusOK, Key: "a1"}
	if err := WriteRecords(os.Stdout, []Record{r}); err != nil {
		panic(err)
	}
	// Output:
	// corpus,protocol,norm,speaker,seed,method,settings,backend,set,n,accuracy,precision,recall,f1,confidence,confidence_true,loss,passes,status,key
	// 1801,P,batch,lucas,1,gold,,xla-cpu,test,250,0.5,0.5,0.5,0.5,0.75,0.5,1.25,243000,ok,a1
}
