package names_test

import (
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/names"
)

// Tables list what is trained from scratch first, then the paper's schemes, and
// a method of your own last.
func ExampleCompareMethods() {
	methods := []string{"head-only", names.ConvBN, "retrain-15", names.Gold, names.Base,
		names.Original, "finetune", "scrub"}
	slices.SortFunc(methods, names.CompareMethods)
	fmt.Println(methods)
	// Output: [original gold retrain-15 base conv-bn finetune scrub head-only]
}

func ExampleRetraining() {
	for _, method := range []string{"retrain-15", "retrain-30-onecycle", "finetune"} {
		epochs, oneCycle, ok := names.Retraining(method)
		fmt.Println(method, epochs, oneCycle, ok)
	}
	// Output:
	// retrain-15 15 false true
	// retrain-30-onecycle 30 true true
	// finetune 0 false false
}

func ExampleFamily() {
	for _, method := range []string{"retrain-15", names.AllBNStats, "no-reset", "head-only"} {
		fmt.Println(method, names.Family(method))
	}
	// Output:
	// retrain-15 scratch
	// all-bn-stats schemes
	// no-reset controls
	// head-only methods
}

func ExampleSetOf() {
	fmt.Println(names.SetOf(names.SetExcluded, "theo"), names.Removal("theo"),
		names.Removal("theo+lucas"))
	// Output: excluded:theo one in-turn
}
