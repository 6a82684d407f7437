package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// A FrontierRow is one method on the frontier of cost against distance from
// gold.
type FrontierRow struct {
	Method             string
	Cost               Cost
	Errors, GoldErrors Estimate // shares of test clips, over the same pairs
	Price              Estimate // of those errors
	F1                 Estimate // on the excluded clips
	Way                Way      // to gold, on the excluded clips
	Test, Excluded     Estimate // distance from gold by set; gold2 is 1
	// how much farther from gold than gold2 it ends, paired by speaker
	OffTest, OffExcluded Estimate
	// F1 against gold's on the excluded clips, within GoldMargin
	AsGold stats.Equivalence
	Traced bool // made by RetrainFromTraces, without runs of its own
}

// frontierMethods are the methods that a frontier should have, in this order:
// the line to beat, the tuned methods, the schemes, the controls that show what
// each step of a scheme does, gold, gold2 as the floor, and the original, which
// does nothing.
func frontierMethods() []string {
	methods := []string{"retrain-15", "retrain-30", "retrain-40", "retrain-60"}
	for _, m := range ownTunable {
		methods = append(methods, m.method+names.Tuned)
	}
	methods = append(methods, names.Schemes()...)
	return append(methods, "finetune", "no-noise", "noise-0.16", names.Gold, names.Gold2,
		names.Original)
}

// Frontier measures the methods that have finished runs on the seeds of
// [Headline], and names those that have none. Give it a whole study: the unit
// of distance is the difference of two golds over all seeds of the study, which
// makes it the same for every draw of seeds. Without methods it takes those of
// the study: shorter retraining, the schemes, controls, both golds and the
// original.
func Frontier(study *records.View, methods ...string) (rows []FrontierRow, missing []string) {
	return frontierOf(Headline(study), study, methods...)
}

// frontierOf measures methods in a view, with distances in units of the study.
func frontierOf(v, study *records.View, methods ...string) (rows []FrontierRow,
	missing []string) {
	if len(methods) == 0 {
		methods = frontierMethods()
	}
	test, excluded := Floor(study, names.SetTest), Floor(study, names.SetExcluded)
	for _, m := range methods {
		row := FrontierRow{Method: m, Cost: CostOf(v, m), Price: Price(v, m),
			F1:          estimateOf(v.Level(records.F1, names.SetExcluded, m), unchanged),
			Way:         WayToGold(v, m),
			Test:        distanceIn(v, names.SetTest, m, test),
			Excluded:    distanceIn(v, names.SetExcluded, m, excluded),
			OffTest:     offFloor(v, names.SetTest, m, test),
			OffExcluded: offFloor(v, names.SetExcluded, m, excluded),
			AsGold:      contrast(v, names.SetExcluded, m, names.Gold).Equal}
		row.Errors, row.GoldErrors = ErrorShares(v, m)
		if len(row.Price.Sample.Pairs) == 0 || len(row.F1.Sample.Pairs) == 0 {
			missing = append(missing, m)
			continue
		}
		first := row.F1.Sample.Pairs[0]
		r, _ := v.Find(first.Speaker, first.Seed, m, names.SetExcluded)
		row.Traced = strings.Contains(r.Key, traceMark)
		rows = append(rows, row)
	}
	return rows, missing
}

// RetrainFromTraces returns records of retrain-15, -30, -40 and -60 that are
// read from gold's traces: gold's score after that many epochs is the score of
// a training that stops there. The list holds the records of one selection. A
// pair gets a record of such a method if the list has a finished gold for it
// and no record of the method, and if gold's trace has the epoch and goes
// beyond it. The record is gold's with three changes: F1 is the trace's, to
// five digits; passes are in proportion to the epochs; accuracy, confidence and
// loss are NaN. Its key is gold's with the epoch, "…@15".
func RetrainFromTraces(list []records.Record, traces []records.Run) []records.Record {
	golds, has := map[records.PairKey]map[string]records.Record{}, map[answered]bool{}
	for _, r := range list {
		pair := records.PairKey{Speaker: r.Speaker, Seed: r.Seed}
		has[answered{pair, r.Method}] = true
		if r.Method != names.Gold || !r.OK() {
			continue
		}
		if golds[pair] == nil {
			golds[pair] = map[string]records.Record{}
		}
		golds[pair][r.Set] = r
	}
	var read []records.Record
	for _, run := range traces {
		pair := records.PairKey{Speaker: run.Speaker, Seed: run.Seed}
		if run.Method != names.Gold || len(run.Trace) == 0 {
			continue
		}
		epochs := run.Trace[len(run.Trace)-1].Epoch
		for _, p := range run.Trace {
			gold, ok := golds[pair][p.Set]
			method := fmt.Sprintf("retrain-%d", p.Epoch)
			if ok && p.Epoch < epochs && !has[answered{pair, method}] &&
				slices.Contains(frontierMethods(), method) {
				read = append(read, stopped(gold, method, p, epochs))
			}
		}
	}
	return read
}

// SelectFrontier returns the view for a frontier: the selected records, those
// of [RetrainFromTraces] where shorter retraining was not run, and those of
// tuned methods where [Tune] has the trials.
func SelectFrontier(all []records.Record, traces []records.Run,
	s records.Selection) (*records.View, error) {
	tuning, err := Tune(all)
	if err != nil {
		return nil, err
	}
	list := s.Filter(all)
	list = append(list, RetrainFromTraces(list, traces)...)
	return records.Select(append(list, tuning.Records(all)...), s)
}

// traceMark is part of the key of every record that is read from a trace.
const traceMark = "@"

// stopped returns the record that gold would have if its training had ended at
// a point of its trace.
func stopped(gold records.Record, method string, at records.TracePoint,
	epochs int) records.Record {
	nan := math.NaN()
	gold.Accuracy, gold.Precision, gold.Recall = nan, nan, nan
	gold.Confidence, gold.ConfidenceTrue, gold.Loss = nan, nan, nan
	gold.Method, gold.F1 = method, at.F1
	gold.Passes = gold.Passes / epochs * at.Epoch
	gold.Key += fmt.Sprintf("%s%d", traceMark, at.Epoch)
	return gold
}
