package settings

import "slices"

// grids are the eight settings over which each of the field's methods is tuned,
// as records write them; "" is the method's default, its source's own number
// where there is one. They cross the rate, which the sources' numbers for SGD
// do not give for Adam, with the method's own number (Unlearn.Amount) if it has
// one. A method that is missing has nothing to tune: distil-gold is a bound,
// and scrub-rewind takes the settings chosen for scrub.
var grids = map[string][]string{
	"l1-sparse":      cross("unlearn-rate", ratesUp, "amount", "1e-05", "5e-05", "", "0.002"),
	"shrink-perturb": cross("unlearn-rate", ratesUp, "amount", "0.2", "", "0.6", "0.8"),
	"ct":             rates,
	"cf-dense":       rates, "cf-dense-conv": rates,
	"eu-dense": rates, "eu-dense-conv": rates,
	"msg":           cross("unlearn-rate", ratesUp, "amount", "0.1", "", "0.5", "0.7"),
	"neggrad":       rates,
	"neggrad-plus":  cross("unlearn-rate", ratesDown, "amount", "0.0001", "0.001", "0.01", ""),
	"random-labels": rates, "salun-0.1": rates, "salun-0.3": rates, "salun-0.5": rates,
	"scrub":         cross("unlearn-rate", []string{"0.0003", "", "0.003", "0.01"}, "amount", "", "5"),
	"ssd":           amounts("0.5", "1", "1.5", "", "2.5", "3", "3.5", "4"),
	"ssd-adaptive":  amounts("0.01", "0.03", "", "0.2", "0.3", "0.5", "0.7", "0.9"),
	"weight-filter": cross("unlearn-rate", []string{"", "0.005"}, "amount", "", "0.5", "0.7", "0.9"),
	"bad-teaching": cross("unlearn-rate", []string{"0.0003", "", "0.003", "0.01"}, "amount", "",
		"1"),
}

// rates lie around the default of 0.001, "".
var (
	rates     = each("unlearn-rate", "0.0001", "0.0003", "", "0.002", "0.003", "0.005", "0.01", "0.02")
	ratesUp   = []string{"", "0.003"}
	ratesDown = []string{"0.0003", ""}
)

// Grid returns the eight settings over which one of the field's methods is
// tuned, as records write them: "amount=0.5;unlearn-rate=0.003", and "" for the
// default. It returns nil for a method that has none.
func Grid(method string) []string { return slices.Clone(grids[method]) }

func amounts(values ...string) []string { return each("amount", values...) }

// each returns name=value for each value, and "" for "".
func each(name string, values ...string) (list []string) {
	for _, v := range values {
		if v != "" {
			v = name + "=" + v
		}
		list = append(list, v)
	}
	return list
}

// cross returns every combination of two settings, the second one's name first,
// as records sort them.
func cross(second string, ofSecond []string, first string, ofFirst ...string) (list []string) {
	for _, b := range each(second, ofSecond...) {
		for _, a := range each(first, ofFirst...) {
			if a != "" && b != "" {
				a += ";"
			}
			list = append(list, a+b)
		}
	}
	return list
}
