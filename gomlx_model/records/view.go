package records

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
)

// A Selection says which records a table covers. Empty strings accept every
// value.
type Selection struct {
	Corpus, Protocol, Norm, Backend string
	// only runs that differ from the paper's defaults in nothing
	PaperOnly  bool
	Sequential bool // removals of several speakers; otherwise of one
	LastSeed   int  // only seeds up to this one; 0 accepts every seed
}

// LastStudySeed is the last seed of the published study. Higher seeds are for
// tuning, and must not judge what was tuned on them.
const LastStudySeed = 20

// DefaultSelection is the paper's study: protocol P, batch normalisation, the
// paper's settings, one speaker removed, and no seeds for tuning.
func DefaultSelection() Selection {
	return Selection{Protocol: names.ProtocolPaper, Norm: string(network.BatchNorm),
		PaperOnly: true, LastSeed: LastStudySeed}
}

// accepts reports whether the selection holds a record. A record without a
// speaker serves all of them.
func (s Selection) accepts(r *Record) bool {
	return (s.Corpus == "" || s.Corpus == r.Corpus) &&
		(s.Protocol == "" || s.Protocol == r.Protocol) &&
		(s.Norm == "" || s.Norm == r.Norm) && (s.Backend == "" || s.Backend == r.Backend) &&
		(!s.PaperOnly || r.Settings == "") && (s.LastSeed == 0 || r.Seed <= s.LastSeed) &&
		(r.Speaker == "" ||
			s.Sequential == strings.Contains(r.Speaker, "+"))
}

// A View looks records up by speaker, seed, method and set.
type View struct {
	records map[cell]Record
	pairs   []PairKey // every speaker and seed that has a record
	methods []string
}

// A cell is what makes a record unique within a view.
type cell struct {
	speaker string
	seed    int
	method  string
	set     string
}

// Select returns a view of the selected records. It is an error if two
// different runs claim the same place, such as runs on two backends, or of a
// quick and a full study. The selection must then say which one is meant.
func Select(records []Record, s Selection) (*View, error) {
	v := &View{records: map[cell]Record{}}
	pairs, methods := map[PairKey]bool{}, map[string]bool{}
	selected := s.Filter(records)
	SortRecords(selected)
	for _, r := range selected {
		at := cell{r.Speaker, r.Seed, r.Method, r.Set}
		if was, double := v.records[at]; double && was.Key != r.Key {
			return nil, fmt.Errorf("two runs of %s, speaker %q, seed %d: %s; select one of them",
				r.Method, r.Speaker, r.Seed, contrast(was, r))
		}
		v.records[at] = r
		methods[r.Method] = true
		if r.Speaker != "" {
			pairs[PairKey{r.Speaker, r.Seed}] = true
		}
	}
	v.pairs = slices.SortedFunc(maps.Keys(pairs), ComparePairKeys)
	v.methods = slices.SortedFunc(maps.Keys(methods), names.CompareMethods)
	return v, nil
}

// contrast says how two records that claim one place differ.
func contrast(a, b Record) string {
	for _, f := range []struct{ name, a, b string }{
		{"corpus", a.Corpus, b.Corpus}, {"protocol", a.Protocol, b.Protocol},
		{"norm", a.Norm, b.Norm},
		{"settings", a.Settings, b.Settings}, {"backend", a.Backend, b.Backend},
	} {
		if f.a != f.b {
			return fmt.Sprintf("%s %q and %q", f.name, f.a, f.b)
		}
	}
	return fmt.Sprintf("keys %s and %s, of two versions of the program", a.Key, b.Key)
}

// Pairs returns every speaker and seed that has a record, ascending.
func (v *View) Pairs() []PairKey { return slices.Clone(v.pairs) }

// Among returns a view of only the pairs that keep accepts.
func (v *View) Among(keep func(PairKey) bool) *View {
	return &View{records: v.records, methods: v.methods,
		pairs: slices.DeleteFunc(slices.Clone(v.pairs), func(p PairKey) bool { return !keep(p) })}
}

// Methods returns the methods that have records, in the order of tables: models
// trained from scratch, the paper's schemes, the controls, others by name.
func (v *View) Methods() []string { return slices.Clone(v.methods) }

// Unlearning returns the methods that unlearn, in the same order.
func (v *View) Unlearning() []string {
	return slices.DeleteFunc(v.Methods(), func(m string) bool { return names.FromScratch(m) })
}

// Schemes returns the schemes of batch-norm reset that have records, the
// paper's three first.
func (v *View) Schemes() []string {
	return slices.DeleteFunc(v.Unlearning(), func(m string) bool {
		return !slices.Contains(
			names.Schemes(), m)
	})
}

// Find returns the record of one run on one set. A run that serves all
// speakers, like the original of protocol M, stands for each of them: Find
// looks for its record under the names of the set and the speaker,
// "excluded:lucas".
func (v *View) Find(speaker string, seed int, method, set string) (Record, bool) {
	for _, at := range []cell{{speaker, seed, method, set},
		{"", seed, method, names.SetOf(set, speaker)}} {
		if r, ok := v.records[at]; ok {
			return r, true
		}
	}
	return Record{}, false
}

// A Field picks a number from a record.
type Field func(Record) float64

// The fields that tables are made of.
var (
	F1         Field = func(r Record) float64 { return r.F1 }
	Accuracy   Field = func(r Record) float64 { return r.Accuracy }
	Precision  Field = func(r Record) float64 { return r.Precision }
	Recall     Field = func(r Record) float64 { return r.Recall }
	Confidence Field = func(r Record) float64 { return r.Confidence }
	Passes     Field = func(r Record) float64 { return float64(r.Passes) }
)

// Level returns a field of a method on a set, for every speaker and seed.
func (v *View) Level(field Field, set, method string) Sample {
	return v.Combine(set, []string{method}, func(r []Record) float64 { return field(r[0]) })
}

// Difference returns a field of method a minus that of method b on a set, for
// every speaker and seed that has both.
func (v *View) Difference(field Field, set, a, b string) Sample {
	return v.Combine(set, []string{a, b}, func(r []Record) float64 {
		return field(r[0]) -
			field(r[1])
	})
}

// Share returns a field of method a divided by that of method b on a set.
func (v *View) Share(field Field, set, a, b string) Sample {
	return v.Combine(set, []string{a, b}, func(r []Record) float64 {
		return field(r[0]) / field(
			r[1])
	})
}

// Combine computes a value from the records of several methods, for each pair
// in which all of them are finished. It notes which runs the other pairs lack.
func (v *View) Combine(set string, methods []string, value func([]Record) float64) Sample {
	var s Sample
	for _, p := range v.pairs {
		found := make([]Record, 0, len(methods))
		for _, m := range methods {
			r, ok := v.Find(p.Speaker, p.Seed, m, set)
			switch {
			case !ok:
				s.Missing = append(s.Missing, Absence{Method: m, Speaker: p.Speaker, Set: set,
					Seed: p.Seed, Scope: v.scope(p.Seed, m, set)})
			case !r.OK():
				s.Missing = append(s.Missing, Absence{Method: m, Speaker: p.Speaker, Set: set,
					Seed: p.Seed, Status: r.Status})
			default:
				found = append(found, r)
			}
		}
		if len(found) == len(methods) {
			s.Pairs = append(s.Pairs, Pair{p.Speaker, p.Seed, value(found)})
		}
	}
	return s
}

// scope says how many other pairs lack a run that one pair lacks.
func (v *View) scope(seed int, method, set string) Scope {
	scope := WholeMethod
	for _, p := range v.pairs {
		if _, ok := v.Find(p.Speaker, p.Seed, method, set); ok {
			scope = WholeSeed
			if p.Seed == seed {
				return OneRun
			}
		}
	}
	return scope
}

// Filter returns the selected records, for figures.
func (s Selection) Filter(records []Record) []Record {
	count := 0 // at once as long as it gets: records are large
	for i := range records {
		if s.accepts(&records[i]) {
			count++
		}
	}
	some := slices.Grow([]Record(nil), count)
	for i := range records {
		if s.accepts(&records[i]) {
			some = append(some, records[i])
		}
	}
	return some
}
