//go:build !linux

package store

import "errors"

// thisMachine returns "": if the system does not say whether a process is
// running, leases end only by lapsing.
func thisMachine() string { return "" }

func begunAt(int) (string, error) { return "", errors.ErrUnsupported }
