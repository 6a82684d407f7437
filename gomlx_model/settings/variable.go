package settings

import (
	"fmt"
	"strconv"
	"strings"
)

// A variable is one setting of a T: its name on the command line, its help, and
// how to read it from text and write it as text.
type variable[T any] struct {
	name, usage string
	isBool      bool // the flag alone means true
	set         func(t *T, text string) error
	get         func(t *T) string
}

// A FlagSet is the part of flag.FlagSet that defines flags.
type FlagSet interface {
	Func(name, usage string, fn func(string) error)
	BoolFunc(name, usage string, fn func(string) error)
}

// defineFlags defines a flag for each variable. Its help ends with the value
// that t has now, unless it names a default itself.
func defineFlags[T any](flags FlagSet, variables []variable[T], t *T) {
	for _, v := range variables {
		define := flags.Func
		if v.isBool {
			define = flags.BoolFunc
		}
		usage := v.usage
		if now := v.get(t); now != "" && now != "false" && !strings.Contains(usage, "(default") {
			usage += " (default " + now + ")"
		}
		define(v.name, usage, func(text string) error { return v.set(t, text) })
	}
}

// within returns the variables of a T as variables of the S that it is part of.
func within[S, T any](variables []variable[T], part func(*S) *T) (all []variable[S]) {
	for _, v := range variables {
		all = append(all, variable[S]{v.name, v.usage, v.isBool,
			func(s *S, text string) error { return v.set(part(s), text) },
			func(s *S) string { return v.get(part(s)) }})
	}
	return all
}

// parsed returns a variable that is read by parse and written by fmt.Sprint.
func parsed[T, V any](name, usage string, field func(*T) *V,
	parse func(string) (V, error)) variable[T] {
	return variable[T]{name: name, usage: usage,
		set: func(t *T, text string) (err error) { *field(t), err = parse(text); return err },
		get: func(t *T) string { return fmt.Sprint(*field(t)) }}
}

func textVariable[T any, V ~string](name, usage string, field func(*T) *V) variable[T] {
	return parsed(name, usage, field, func(text string) (V, error) { return V(text), nil })
}

func intVariable[T any](name, usage string, field func(*T) *int) variable[T] {
	return parsed(name, usage, field, parseInt)
}

func floatVariable[T any](name, usage string, field func(*T) *float64) variable[T] {
	return parsed(name, usage, field, parseFloat)
}

func boolVariable[T any](name, usage string, field func(*T) *bool) variable[T] {
	v := parsed(name, usage, field, parseBool)
	v.isBool = true
	return v
}

func listVariable[T any](name, usage string, field func(*T) *[]string) variable[T] {
	return variable[T]{name: name, usage: usage,
		set: func(t *T, text string) error { *field(t) = list(text); return nil },
		get: func(t *T) string { return strings.Join(*field(t), ",") }}
}

// list returns the items of a text that commas separate.
func list(text string) (items []string) {
	for _, item := range strings.Split(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// parseList reads the items of a text that commas separate.
func parseList[V any](values *[]V, text string, parse func(string) (V, error)) error {
	*values = nil
	for _, item := range list(text) {
		v, err := parse(item)
		if err != nil {
			return err
		}
		*values = append(*values, v)
	}
	return nil
}

// joined writes values with commas between them.
func joined[V any](values []V) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprint(v)
	}
	return strings.Join(texts, ",")
}

func parseInt(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("%q is not a whole number: give one such as 16", text)
	}
	return n, nil
}

func parseFloat(text string) (float64, error) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is not a number: give one such as 0.001", text)
	}
	return x, nil
}

func parseBool(text string) (bool, error) {
	b, err := strconv.ParseBool(text)
	if err != nil {
		return false, fmt.Errorf("%q is neither true nor false: give one of the two", text)
	}
	return b, nil
}
