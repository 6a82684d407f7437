package jupyter

import (
	"bufio"
	"io"
)

// maxLine bounds a line of a program that this one listens to, in bytes.
const maxLine = 16 << 20

// Lines calls each with every line of r, without its end. It leaves out those
// longer than 16 MiB and returns how many these were. It reads to the end,
// since a program that nobody listens to waits forever.
func Lines(r io.Reader, each func(line []byte)) (leftOut int) {
	in := bufio.NewReader(r)
	var line []byte
	begun, long := false, false
	end := func() {
		if long {
			leftOut++
		} else if begun {
			each(line)
		}
		line, begun, long = line[:0], false, false
	}
	for {
		part, more, err := in.ReadLine()
		if err != nil {
			end()
			return leftOut
		}
		begun = true
		if long = long || len(line)+len(part) > maxLine; !long {
			line = append(line, part...)
		}
		if !more {
			end()
		}
	}
}
