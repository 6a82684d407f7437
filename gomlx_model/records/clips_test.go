package records

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"
)

// What is written is what is read, to the stated rounding, and in one order
// whatever the order that came in.
func TestClipsRoundTrip(t *testing.T) {
	runs := []Run{
		{Name{Protocol: "P", Norm: "batch", Speaker: "theo", Seed: 2, Method: "base"}, "b",
			Result{Answers: []int8{0, 9, 3}, Margins: []float32{1.26, -70, 0.1}}},
		{Name{Protocol: "P", Norm: "batch", Speaker: "lucas", Seed: 10, Method: "gold"}, "a",
			Result{Answers: []int8{1, 1, 1}, Margins: []float32{0, 0.5, float32(math.Inf(1))}}},
	}
	want := []Run{runs[1], runs[0]}
	want[0].Margins, want[1].Margins = []float32{0, 0.5, 50}, []float32{1.5, -50, 0}
	var first, second bytes.Buffer
	if err := WriteClips(&first, runs); err != nil {
		t.Fatal(err)
	}
	runs[0], runs[1] = runs[1], runs[0]
	if err := WriteClips(&second, runs); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the order of the runs reached the file")
	}
	got, err := ReadClips(&first)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, %v; want %+v", got, err, want)
	}
	if _, err := ReadClips(strings.NewReader("key")); err == nil {
		t.Error("a file without the header was read")
	}
}

// Up to 128 classes, and one clip or several, are read as they were written;
// whatever is no class is refused.
func TestClipsOfManyClasses(t *testing.T) {
	for _, answers := range [][]int8{{7}, {10}, {127}, {1, 2}, {1, 12}, {0, 127, 9, 10}} {
		run := Run{Key: "k", Result: Result{Answers: answers,
			Margins: make([]float32, len(answers))}}
		var b bytes.Buffer
		if err := WriteClips(&b, []Run{run}); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		got, err := ReadClips(&b)
		if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], run) {
			t.Errorf("%q gives %v, %v; want %v", text, got, err, run)
		}
	}
	head := strings.Join(clipColumns, ",") + "\n"
	for row, want := range map[string]string{
		"k,P,batch,theo,1,base,128 1,0 0": `row 2: answer "128"`,
		"k,P,batch,theo,1,base,1x,0 0":    `row 2: answer "x"`,
		"k,P,batch,theo,1,base,123,0 0":   "row 2: 2 margins for 1 answers",
		"k,P,batch,theo,1,base,1,z":       `row 2: margin "z"`,
		"k,P,batch,theo,y,base,1,0":       `row 2: seed "y"`,
	} {
		if _, err := ReadClips(strings.NewReader(head + row + "\n")); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", row, err, want)
		}
	}
}

func TestTracesRoundTrip(t *testing.T) {
	runs := []Run{
		{Name{Speaker: "lucas", Seed: 1, Method: "gold"}, "",
			Result{Trace: []TracePoint{{"train", 1, "training", math.NaN(), 2.25},
				{"train", 1, "test", 0.5, 1.5}}}},
		{Name{Speaker: "lucas", Seed: 1, Method: "base"}, "",
			Result{Trace: []TracePoint{{"reset", 1, "test", 0.75, 1}},
				Distances: []DistancePoint{{"reset", 1, "norm1", "statistics", "gold", 0.125}}}},
	}
	var b bytes.Buffer
	if err := WriteTraces(&b, runs); err != nil {
		t.Fatal(err)
	}
	got, err := ReadTraces(&b)
	if err != nil {
		t.Fatal(err)
	}
	if !math.IsNaN(got[0].Trace[0].F1) {
		t.Errorf("the F1 that is not measured came back as %v", got[0].Trace[0].F1)
	}
	got[0].Trace[0].F1, runs[0].Trace[0].F1 = 0, 0
	if !reflect.DeepEqual(got, runs) {
		t.Errorf("read %+v, want %+v", got, runs)
	}
}
