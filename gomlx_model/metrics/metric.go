package metrics

import (
	"cmp"
	"fmt"
	"slices"
)

// An Answered is what one model answers to every clip of the corpus.
type Answered struct {
	Classes []int8
	Margins []float32 // see Margins, in nats; published ones are in half nats
	Passes  int       // forward and backward, of that model alone
}

// A Case is one model of a pair beside the pair's original and gold, and says
// which clips are which. Gold2 is empty where a pair has none.
type Case struct {
	Model, Original, Gold, Gold2 Answered
	Labels                       []int8
	Excluded, Test, Retained     []int // places of clips
	NumClasses                   int
}

// A Metric is a number about one model of a pair. It needs only answers, so it
// can be computed for every published run.
type Metric struct {
	Name  string // the heading of its column
	About string // one sentence for tables
	// Left is 1 if a larger value means that more of the speaker is left or
	// that the model is farther from gold, −1 if a smaller value means that,
	// and 0 if the metric says nothing about it, such as a price.
	Left  int
	Value func(Case) float64 // NaN where it cannot be computed
}

var registry []Metric

// Register adds a metric, which tables and figures then show. It is called from
// init functions, and panics if the name is taken or a field is missing.
func Register(m Metric) {
	taken := slices.ContainsFunc(registry, func(k Metric) bool { return k.Name == m.Name })
	if taken || m.Name == "" || m.Value == nil || m.Left < -1 || m.Left > 1 {
		panic(fmt.Sprintf("metrics: metric %q is registered twice or is incomplete", m.Name))
	}
	registry = append(registry, m)
}

// All returns all registered metrics: this package's own in its order, then
// others by name.
func All() []Metric {
	all := slices.Clone(registry)
	slices.SortStableFunc(all, func(a, b Metric) int {
		return cmp.Or(place(a.Name)-place(b.Name), cmp.Compare(a.Name, b.Name))
	})
	return all
}

// place is that of a metric in this package's order, and last for others.
func place(name string) int {
	if i := slices.Index(order, name); i >= 0 {
		return i
	}
	return len(order)
}
