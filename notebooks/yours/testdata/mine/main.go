// Command mine is the study with a method and a metric of one's own.
package main

import (
	"context"
	"log"
	"os"

	"audiounlearning/notebooks/yours"
)

func main() {
	if err := yours.Run(context.Background(), os.Args[1:]...); err != nil {
		log.Fatal(err)
	}
}
