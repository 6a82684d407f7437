//go:build soak

package study

// go test -tags soak ./gomlx_model/study -run Killed -timeout 30m
func init() { rounds = 20 }
