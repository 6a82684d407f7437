//go:build !cgo

package gomlxmodel

import "errors"

func init() {
	errNoXLA = errors.New("this program was built without a C compiler, which XLA needs: install " +
		"gcc or clang, set CGO_ENABLED=1 and build again")
}
