package report

import (
	"context"
	"fmt"

	"audiounlearning/audio/corpus"
	"audiounlearning/audio/parity"
)

// ParityTable compares our coefficients with those that librosa made of some
// recordings of FSDD. For another corpus the error wraps parity.ErrNoGolden.
func ParityTable(ctx context.Context, c *corpus.Corpus) (Table, error) {
	d, err := parity.Compare(ctx, c)
	if err != nil {
		return Table{}, err
	}
	return Table{
		Title: "Our coefficients against librosa's",
		Header: []string{"Clips", "Coefficients compared", "Largest difference", "Mean difference",
			"Largest coefficient"},
		Rows: [][]string{{fmt.Sprint(d.Clips), fmt.Sprint(d.Coefficients),
			fmt.Sprintf("%.1g", d.Largest),
			fmt.Sprintf("%.1g", d.Mean), plain(d.Peak, 1)}},
	}, nil
}
