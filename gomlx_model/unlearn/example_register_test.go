package unlearn_test

import (
	"context"
	"fmt"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/unlearn"
)

func init() {
	unlearn.Register(unlearn.Method{
		Name:  "example-head",
		About: "the last layer reset and trained alone",
		Run: func(ctx context.Context, s *unlearn.Session) error {
			head := []network.Layer{s.Network().Last()}
			s.Reset(head)
			return s.Train(ctx, "finetune", s.Settings.Epochs(), s.FreezeAllBut(head))
		},
	})
}

// A method that an init function registers is found by its name: in a study's
// settings, in its tables and in the law tests of this package.
func ExampleRegister() {
	m, err := unlearn.Lookup("example-head")
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := smallSession()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Engine.Close()
	if err := m.Run(context.Background(), s); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.About)
	fmt.Printf("%d epochs, %d clips passed forward and backward\n", s.Epoch(), s.Passes())
	// Output:
	// the last layer reset and trained alone
	// 15 epochs, 240 clips passed forward and backward
}
