package report

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// golden is what testdata/published.py computed from the published files, apart
// from this package: of both draws of seeds, 1 to 10 and 11 to 20, with one
// unit of distance for the two.
type golden struct {
	Floor               map[string]float64 // by set
	Explored, Confirmed goldenDraw
	Draws               map[string][4]float64 // points of the way, lower end; ratio of prices, lower end
}

// A goldenDraw has a mean and a lower end of each measure, by method and set.
type goldenDraw struct {
	Pairs       map[string]int
	Way         map[string][3]float64 // and the ratio of means
	Price       map[string][2]float64
	Errors      map[string][2]float64 // the method's, gold's
	Distance    map[string]map[string][2]float64
	OffFloor    map[string]map[string][2]float64 `json:"off_floor"`
	AgainstBase map[string][2]float64            `json:"against_base"` // base ÷ a retraining
	Line        float64                          // share of gold's passes that buys base's price
	LineTuned   float64                          `json:"line_tuned"` // tuned base's
	// as gold, wrong too, wrong alone, same wrong answer, rank correlation
	Agreement map[string][5]float64
}

func readGolden(t *testing.T) (g golden) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "published.json"))
	if err == nil {
		err = json.Unmarshal(text, &g)
	}
	if err != nil || g.Explored.Pairs[names.Base] == 0 {
		t.Fatalf("published.json: %v, %d pairs", err, g.Explored.Pairs[names.Base])
	}
	return g
}

// TestFrontierOfPublished compares every number that heads an answer, and the
// other draw's, with what a script of Python, written apart from this package,
// computed from the same published files.
func TestFrontierOfPublished(t *testing.T) {
	study, want := publishedStudy(t), readGolden(t)
	for set, floor := range want.Floor {
		near(t, "the floor on "+set, Floor(study, set), floor, 1e-9)
	}
	for draw, d := range map[string]struct {
		v    *records.View
		want goldenDraw
	}{"explored": {study.Among(Exploring), want.Explored},
		"confirmed": {study.Among(Confirming), want.Confirmed}} {
		rows, _ := frontierOf(d.v, study)
		for method, pairs := range d.want.Pairs {
			row, ok := rowOf(rows, method)
			if got := len(row.F1.Sample.Pairs); !ok || got != pairs {
				t.Errorf("%s, %s: %d pairs, want %d", draw, method, got, pairs)
				continue
			}
			checkRow(t, draw+", "+method, row, d.want)
		}
		for method, w := range d.want.AgainstBase {
			got := estimateOf(logErrors(d.v, names.SetTest, []string{names.Base}, method), math.Exp)
			check(t, draw+": base ÷ "+method, got, w)
		}
		line := withLine(d.v, rows, names.Base)
		rows, _ = frontierOf(line, study, names.Base, "retrain-15", "retrain-30", "retrain-40",
			"retrain-60")
		a, _ := answerOf(rows, names.Base, "")
		near(t, draw+": the share that buys base's price", a.share, d.want.Line, 1e-9)
	}
	for method, w := range want.Draws {
		way := WayToGold(study.Among(Confirming), method).Sample.Minus(
			WayToGold(study.Among(Exploring), method).Sample)
		price := Price(study.Among(Confirming), method).Sample.Minus(
			Price(study.Among(Exploring), method).Sample)
		check(t, "way of "+method+" between draws", estimateOf(way, unchanged), [2]float64(w[:2]))
		check(t, "price of "+method+" between draws", estimateOf(price, math.Exp), [2]float64(w[2:]))
	}
}

// check compares a mean and its lower end.
func check(t *testing.T, what string, got Estimate, want [2]float64) {
	t.Helper()
	near(t, what, got.Mean, want[0], 1e-9)
	near(t, what+", lower end", got.Low, want[1], 1e-9)
}

// checkRow compares a row of the frontier with a draw's numbers.
func checkRow(t *testing.T, what string, row FrontierRow, want goldenDraw) {
	t.Helper()
	m := row.Method
	if w, ok := want.Way[m]; ok {
		check(t, what+": way", row.Way.Estimate, [2]float64(w[:2]))
		near(t, what+": way of means", row.Way.OfMeans, w[2], 1e-9)
	}
	check(t, what+": price", row.Price, want.Price[m])
	near(t, what+": errors", row.Errors.Mean, want.Errors[m][0], 1e-9)
	near(t, what+": gold's errors", row.GoldErrors.Mean, want.Errors[m][1], 1e-9)
	check(t, what+": distance on test", row.Test, want.Distance[m][names.SetTest])
	check(t, what+": distance on excluded", row.Excluded, want.Distance[m][names.SetExcluded])
	if w, ok := want.OffFloor[m]; ok {
		check(t, what+": off the floor on test", row.OffTest, w[names.SetTest])
		check(t, what+": off the floor on excluded", row.OffExcluded, w[names.SetExcluded])
	}
}

// TestSentencesOfPublished: the sentences and tables print the script's
// numbers.
func TestSentencesOfPublished(t *testing.T) {
	study, want := publishedStudy(t), readGolden(t)
	head, retrain, method := want.Confirmed, "retrain-30-onecycle"+names.Tuned, names.Base+names.Tuned
	if head.Pairs[method] == 0 {
		t.Skip("no tuned runs are published on the seeds that confirm")
	}
	sum := func(method string) float64 {
		return head.Distance[method][names.SetTest][0] + head.Distance[method][names.SetExcluded][0]
	}
	if !(sum(method) < sum(names.Base)) {
		t.Fatalf("tuned, base ends at %v, else at %v: the answer is about it untuned", sum(method),
			sum(names.Base))
	}
	text := FrontierSentence(study, names.Base)
	for _, want := range []string{percent(head.Way[names.Base][0]), percent(head.Way[method][0]),
		percent(head.Errors[method][0]), percent(head.Errors[method][1]),
		plain(head.Price[names.Base][0], 2), plain(head.Price[method][0], 2), plain(sum(method), 2),
		plain(sum(names.Base), 2), "at about " + plain(100*head.LineTuned, 0) + " %"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %q", want, text)
		}
	}
	text = DrawsSentence(study, names.Base)
	for _, want := range []string{signed(100*want.Draws[names.Base][0], 1) + " points [" +
		signed(100*want.Draws[names.Base][1], 1), plain(want.Draws[names.Base][2], 2) +
		" [" + plain(want.Draws[names.Base][3], 2),
		plain(100*want.Explored.Line, 0) + " % of gold's passes"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %q", want, text)
		}
	}
	for _, table := range []Table{FrontierTable(study), ShortFrontierTable(study)} {
		for _, want := range []string{percent(head.Way[retrain][0]), percent(head.Errors[retrain][0]),
			plain(head.Price[retrain][0], 2)} {
			if !strings.Contains(table.Text(), want) {
				t.Errorf("no %s in\n%s", want, table.Text())
			}
		}
	}
}

// Every run of a tuned method that is published has its answers, so that all
// metrics judge it on the pairs of the frontier.
func TestTunedAnswersPublished(t *testing.T) {
	p := thePublished(t)
	tuning, err := Tune(p.Records)
	if err != nil {
		t.Fatal(err)
	}
	answered := map[string]bool{}
	for _, run := range tuning.Answers(p) {
		answered[run.Key] = true
	}
	for _, r := range tuning.Records(p.Records) {
		if Confirming(records.PairKey{Speaker: r.Speaker, Seed: r.Seed}) && !answered[r.Key] {
			t.Fatalf("%s of %s, seed %d, has records and no answers: publish its line with -anew",
				r.Method, r.Speaker, r.Seed)
		}
	}
}

// published reads the published files once for all tests that read them, which
// takes seconds. Nobody may change what it returns.
var published = sync.OnceValues(func() (records.Published, error) {
	data, err := records.PublishedFile("")
	if err != nil {
		return records.Published{}, err
	}
	return records.ReadPublished(data)
})

// thePublished is what is published, without whose records the test is skipped.
func thePublished(t *testing.T) records.Published {
	t.Helper()
	p, err := published()
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Records) == 0 {
		t.Skip("nothing is published yet")
	}
	return p
}

// publishedStudy is the whole published study, with retraining from traces
// where it has no runs.
func publishedStudy(t *testing.T) *records.View {
	t.Helper()
	p := thePublished(t)
	v, err := SelectFrontier(p.Records, p.Traces, records.DefaultSelection())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// publishedView selects the paper's study, seeds 1 to 10, from the published
// records: what the scripts of Python read.
func publishedView(t *testing.T) *records.View {
	t.Helper()
	return mustSelect(t, records.DefaultSelection().Filter(thePublished(t).Records)).Among(
		func(p records.PairKey) bool { return p.Seed <= 10 })
}
