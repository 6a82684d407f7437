//go:build !linux

package store

import "errors"

// thisMachine returns "": where the system does not tell whether a process is
// there, leases end by lapsing.
func thisMachine() string { return "" }

func begunAt(int) (string, error) { return "", errors.ErrUnsupported }
