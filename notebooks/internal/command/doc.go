// Package command holds the subcommands of go run ./notebooks. Begin with
// [Dispatch]: it picks the command by the first argument and runs it. Each
// command is a file: it reads its flags, checks them before it starts anything,
// and leaves the work to the packages below it.
package command
