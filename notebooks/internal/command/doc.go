// Package command holds the subcommands of go run ./notebooks.
package command
