//go:build soak

package gomlxmodel

// go test -tags soak ./gomlx_model -run Memory -timeout 30m
func init() { shortEpochs = 5000 }
