//go:build !unix

package jupyter

import "os/exec"

// separate does nothing where there are no process groups, nor a kernel to run.
func separate(*exec.Cmd) {}
