// Package yours lets another module add methods and metrics to the study
// without touching this one. Its main package imports the packages that
// register them and calls [Run]:
//
//	package main
//
//	import (
//		"context"
//		"log"
//		"os"
//
//		_ "example.com/mine/methods" // calls unlearn.Register and metrics.Register
//		"audiounlearning/notebooks/yours"
//	)
//
//	func main() {
//		if err := yours.Run(context.Background(), os.Args[1:]...); err != nil {
//			log.Fatal(err)
//		}
//	}
//
// Then
//
//	go run . study -methods mine -against published
//
// trains the method on the pairs that the settings name and prints its row
// beside those of the published methods on the same pairs. AU_ROOT names the
// checkout, where the published results and the XLA plugin are. A whole such
// module is in testdata/mine.
package yours

import (
	"context"

	"audiounlearning/notebooks/internal/command"
	"audiounlearning/notebooks/internal/console"
)

// Run carries out one command of go run ./notebooks, with its arguments. It
// knows every method and metric that the program has registered. Results go to
// standard output, progress to standard error.
func Run(ctx context.Context, args ...string) error {
	return command.Dispatch(ctx, console.Output(), args)
}
