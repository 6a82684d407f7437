package records

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
)

var traceColumns = []string{"speaker", "seed", "method", "phase", "epoch", "what", "layer", "from",
	"f1", "value"}

// WriteTraces writes the runs' traces and distances as CSV in the runs' order.
// The row of a trace point has its set in column what and its loss in column
// value; that of a distance has "weights" or "statistics" in column what. The
// same runs give the same bytes.
func WriteTraces(w io.Writer, runs []Run) error {
	rows := csv.NewWriter(w)
	rows.Write(traceColumns)
	short := func(x float64) string {
		if math.IsNaN(x) {
			return ""
		}
		return strconv.FormatFloat(x, 'g', 5, 64)
	}
	for _, run := range runs {
		head := []string{run.Speaker, strconv.Itoa(run.Seed), run.Method}
		for _, p := range run.Trace {
			rows.Write(append(head[:3:3], p.Phase, strconv.Itoa(p.Epoch), p.Set, "", "",
				short(p.F1), short(p.Loss)))
		}
		for _, d := range run.Distances {
			rows.Write(append(head[:3:3], d.Phase, strconv.Itoa(d.Epoch), d.Kind, d.Layer, d.From,
				"", short(d.Distance)))
		}
	}
	rows.Flush()
	return rows.Error()
}

// ReadTraces reads what WriteTraces wrote; values have five digits. Errors name
// the row.
func ReadTraces(r io.Reader) (runs []Run, err error) {
	err = readRows(r, traceColumns, func(row []string) error {
		seed, err1 := strconv.Atoi(row[1])
		epoch, err2 := strconv.Atoi(row[4])
		value, err3 := strconv.ParseFloat(row[9], 64)
		f1, err4 := math.NaN(), error(nil)
		if row[8] != "" {
			f1, err4 = strconv.ParseFloat(row[8], 64)
		}
		if err1 != nil || err2 != nil || err3 != nil || err4 != nil {
			return fmt.Errorf("%q holds something that is not a number", row)
		}
		last := len(runs) - 1
		if last < 0 || runs[last].Speaker != row[0] || runs[last].Seed != seed ||
			runs[last].Method != row[2] {
			runs = append(runs, Run{Name: Name{Speaker: row[0], Seed: seed, Method: row[2]}})
			last++
		}
		if row[6] == "" {
			runs[last].Trace = append(runs[last].Trace,
				TracePoint{Phase: row[3], Epoch: epoch, Set: row[5], F1: f1, Loss: value})
		} else {
			runs[last].Distances = append(runs[last].Distances,
				DistancePoint{Phase: row[3], Epoch: epoch, Layer: row[6], Kind: row[5],
					From: row[7], Distance: value})
		}
		return nil
	})
	return runs, err
}
