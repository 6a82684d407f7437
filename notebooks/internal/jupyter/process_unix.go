//go:build unix

package jupyter

import (
	"os/exec"
	"syscall"
)

// separate puts a command into a process group of its own, which Ctrl-C does
// not reach, and makes the end of its context a request instead of a kill.
func separate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
}
