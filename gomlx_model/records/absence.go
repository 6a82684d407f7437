package records

import (
	"cmp"
	"fmt"

	"audiounlearning/gomlx_model/names"
)

// An Absence is a run that a sample lacks, because it failed or was not run.
type Absence struct {
	Method, Speaker, Set string
	Seed                 int
	Status               string // "failed@7", or empty: not run
	Scope                Scope
}

// A Scope is how much is missing along with a run.
type Scope int

// The scopes, from an accidental gap to a choice: a method that has no runs at
// all was not meant to be run. A failed run is a gap.
const (
	OneRun      Scope = iota // others have the method with this seed
	WholeSeed                // nobody has the method with this seed
	WholeMethod              // nobody has the method at all
)

// String names the run and says why it is missing: "base, theo, seed 2:
// failed@7".
func (a Absence) String() string {
	return fmt.Sprintf("%s, %s, seed %d: %s", a.Method, a.Speaker, a.Seed,
		cmp.Or(a.Status, "not run"))
}

// CompareAbsences orders absences by method as tables do, then by speaker, seed
// and set.
func CompareAbsences(a, b Absence) int {
	return cmp.Or(names.CompareMethods(a.Method, b.Method), cmp.Compare(a.Speaker, b.Speaker),
		cmp.Compare(a.Seed, b.Seed), cmp.Compare(a.Set, b.Set))
}
