package report

import (
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// Readings are measurements on the weights of many pairs.
type Readings []records.Reading

// PublishedReadings returns the committed readings. If there are none yet, the
// error wraps fs.ErrNotExist.
func PublishedReadings() (Readings, error) {
	list, err := records.PublishedReadings()
	return list, err
}

// A Quantity is one number that is read from every model of a pair.
type Quantity struct {
	Name     string
	Analysis string
	Part     string
	Place    int // among the values of the part
}

// Of returns the quantity of a method's models.
func (r Readings) Of(q Quantity, method string) records.Sample {
	return records.SampleOfReadings(r, q.Analysis, method, q.Part, q.Place)
}

// of is Of with the quantity given first.
func (r Readings) of(q Quantity) func(method string) records.Sample {
	return func(method string) records.Sample { return r.Of(q, method) }
}

// looked are the models in the tables, with gold2 and the controls, in order.
var looked = []string{names.Original, names.Base, names.ConvBN, names.Gold, "retrain-30",
	names.Gold2, explain.Random, explain.WrongLabels}

// modelNames are the names in tables of models that are not runs.
var modelNames = map[string]string{explain.Random: "random network",
	explain.WrongLabels: "base, taught wrong labels"}

func modelName(method string) string {
	if name, ok := modelNames[method]; ok {
		return name
	}
	return method
}

// have returns the models of the tables that have a quantity.
func (r Readings) have(q Quantity) []string { return ranOf(looked, r.of(q)) }

// layers returns a quantity for each layer, by its name.
func layers(analysis, part string) (list []Quantity) {
	blocks, _ := explain.Blocks(network.Default())
	for i, name := range blocks {
		list = append(list, Quantity{name, analysis, part, i})
	}
	return list
}

// table has a row for each quantity and a column for each model that has one.
func (r Readings) table(title, first string, quantities []Quantity, digits int) Table {
	t := Table{Title: title}
	if len(quantities) == 0 {
		return t
	}
	var models []string
	for _, q := range quantities {
		for _, m := range r.have(q) {
			if !slices.Contains(models, m) {
				models = append(models, m)
			}
		}
	}
	if len(models) == 0 {
		t.Notes = []string{"No weights were surveyed yet: run go run ./notebooks publish -survey."}
		return t
	}
	t.Header = []string{first}
	for _, m := range models {
		t.Header = append(t.Header, modelName(m))
	}
	t.Header = append(t.Header, "n")
	var samples []records.Sample
	for _, q := range quantities {
		row, size := []string{q.Name}, ""
		for _, m := range models {
			s := r.Of(q, m)
			if len(s.Pairs) == 0 {
				row = append(row, none)
				continue
			}
			row = append(row, withEnds(estimateOf(s, unchanged), digits))
			size = s.Size()
			samples = append(samples, s)
		}
		t.Rows = append(t.Rows, append(row, size))
	}
	t.Notes = append(notes(samples...), fmt.Sprintf("In brackets: 95 %% intervals. %s, a second "+
		"training of gold, is the floor; the last column before n is the control that must fail.",
		names.Gold2))
	return t
}

// An Outcome says what is left of a speaker in one quantity.
type Outcome int

// The outcomes. Gone means that a method moved and is not shown to differ from
// gold2, not that the two are equal.
const (
	Silent  Outcome = iota // the original is not shown to differ from gold2
	Gone                   // moved, and not shown to differ from gold2
	Unclear                // not shown to differ from either
	Still                  // differs from gold2, on the original's side
	Beyond                 // differs from gold2, on the other side
)

// outcomeOf compares a method with the original and with gold2, pair by pair.
func outcomeOf(of func(method string) records.Sample, method string) Outcome {
	start := side(of(names.Original).Minus(of(names.Gold2)).Test())
	left := side(of(method).Minus(of(names.Gold2)).Test())
	moved := side(of(method).Minus(of(names.Original)).Test())
	switch {
	case start == 0 || len(of(method).Pairs) == 0:
		return Silent
	case left == start:
		return Still
	case left == -start:
		return Beyond
	case moved == -start:
		return Gone
	}
	return Unclear
}

// outcomeWords are the words for the outcomes in tables.
var outcomeWords = []string{"nothing to tell", "gone", "unclear", "still there", "beyond gold2"}

// String returns the outcome in a word or two.
func (o Outcome) String() string { return outcomeWords[o] }

// endings are the predicates for layers, in the order of outcomes.
var endings = []string{"said nothing, since the original is not shown to differ from gold2 there",
	"moved and showed no difference from gold2",
	"showed no difference from the original or from gold2",
	"stayed on the original's side of gold2", "went beyond gold2"}

// ended says where a method ended in each of some quantities.
func (r Readings) ended(quantities []Quantity, method string) string {
	byName := map[string]Quantity{}
	var list []string
	for _, q := range quantities {
		byName[q.Name] = q
		list = append(list, q.Name)
	}
	return clauses(grouped(list, func(name string) string {
		return endings[outcomeOf(r.of(byName[name]), method)]
	}))
}

// told counts the quantities in which one model is shown to be above another.
func (r Readings) told(quantities []Quantity, above, below string) (n int) {
	for _, q := range quantities {
		if side(r.Of(q, above).Minus(r.Of(q, below)).Test()) > 0 {
			n++
		}
	}
	return n
}
