package main

import "audiounlearning/gomlx_model/metrics"

// Changed is the share of the excluded clips that are no longer answered as the
// original answered them.
func init() {
	metrics.Register(metrics.Metric{
		Name: "changed", About: "share of the excluded clips with another answer than the original's",
		Left: -1, Value: func(c metrics.Case) float64 {
			changed := 0
			for _, i := range c.Excluded {
				if c.Model.Classes[i] != c.Original.Classes[i] {
					changed++
				}
			}
			return float64(changed) / float64(len(c.Excluded))
		},
	})
}
