//go:build !unix

package main

import "os/exec"

// separate does nothing where there are no process groups, nor a kernel to run.
func separate(*exec.Cmd) {}
