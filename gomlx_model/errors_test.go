package gomlxmodel

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"
)

// A caught panic prints one line and keeps its chain.
func TestCatchKeepsTheChain(t *testing.T) {
	err := func() (err error) {
		defer catch("train", &err)
		panic(fmt.Errorf("no file: %w\nstack of forty lines",
			&fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist}))
	}()
	var path *fs.PathError
	if err.Error() != "train: no file: open x: file does not exist" ||
		!errors.Is(err, fs.ErrNotExist) || !errors.As(err, &path) {
		t.Errorf("%q, whose chain is lost or whose text is long", err)
	}
}
