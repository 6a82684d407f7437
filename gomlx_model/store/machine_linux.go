package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
)

// thisMachine identifies this system since its start: by the identity of its
// boot, and by that of its space of process numbers, of which each container
// has its own.
var thisMachine = sync.OnceValue(func() string {
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	space, err := os.Readlink("/proc/self/ns/pid")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(boot)) + " " + space
})

// begunAt returns when a process began, in ticks since the system's start
// (field 22 of proc_pid_stat(5)), or "" where there is none of that number.
func begunAt(process int) (string, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	// the second field is a name in brackets, which may hold anything
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	const begun, state = 22 - 3, 0
	if len(fields) <= begun {
		return "", fmt.Errorf("/proc/%d/stat has %d fields", process, len(fields))
	}
	if string(fields[state]) == "Z" || string(fields[state]) == "X" {
		return "", nil // a zombie: it has ended, but its parent has not waited for it
	}
	return string(fields[begun]), nil
}
