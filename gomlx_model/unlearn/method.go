package unlearn

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// A Method is a named way to forget.
type Method struct {
	Name  string // as in records and on the command line
	About string // one sentence for tables and help
	Run   func(ctx context.Context, s *Session) error

	// how many epochs it trains, to estimate the time left; nil means
	// Settings.Epochs
	Epochs func(settings.Unlearn) int

	// Looks says that it uses the clips to forget. A method that does not ends
	// with the same bits whatever those clips are.
	Looks bool
	Empty Empty // what it does where there are none
	// Revision is raised whenever a change of code changes the bits of the
	// method's runs, so that old ones are not taken for new ones. It is in
	// their keys, unless 0.
	Revision int
	// UsesGold says that the method is given gold, which nobody who needs to
	// unlearn has. It is then a bound on what can be reached, not a method to
	// use.
	UsesGold bool
	// Moves says which tensors it may move; nil: all.
	Moves func(network.Network, network.Tensor) bool
}

// Empty is what a method does if there are no clips to forget. A study always
// has some, but a method that must say this will not divide by the number of
// clips.
type Empty int

const (
	EmptyTrains Empty = iota // it goes on with the retained clips alone
	EmptyKeeps               // it leaves the original as it is
)

// EpochsOf returns how many epochs the method trains with the settings.
func (m Method) EpochsOf(s settings.Unlearn) int {
	if m.Epochs != nil {
		return m.Epochs(s)
	}
	return s.Epochs()
}

var registry = map[string]Method{}

// Register adds a method, which can then be found by its name. It is called
// from init functions, and panics if the name is taken or empty.
func Register(m Method) {
	if _, taken := registry[m.Name]; taken || m.Name == "" || m.Run == nil {
		panic(fmt.Sprintf("unlearn: method %q is registered twice or is incomplete", m.Name))
	}
	registry[m.Name] = m
}

// Methods returns all methods, in the order of the tables.
func Methods() []Method {
	var all []Method
	for _, m := range registry {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b Method) int { return names.CompareMethods(a.Name, b.Name) })
	return all
}

// Lookup returns the method of that name.
func Lookup(name string) (Method, error) {
	if m, ok := registry[name]; ok {
		return m, nil
	}
	if m, ok := registry[strings.TrimPrefix(name, names.Damage)]; ok { // of any method
		return damage(m), nil
	}
	var known []string
	for _, m := range Methods() {
		known = append(known, m.Name)
	}
	return Method{}, fmt.Errorf("method %q is unknown: use one of %s", name,
		strings.Join(known, ", "))
}
