// Package forecast predicts how long a study takes on a number of equal
// workers, and so how many to ask a cluster for.
//
//	study.Look → Tasks ─Schedule.Wall(workers)→ wall time
//	Timings, measured by a study ─┘
//
// It simulates the workers: each takes the first run, in the study's order,
// that nobody has taken and whose needs are finished. This is list scheduling,
// which Graham analysed (SIAM J. Appl. Math. 17, 1969). With the work T and the
// longest chain C, W workers take
//
//	max(T/W, C) ≤ wall ≤ T/W + C·(W − 1)/W
//
// and so at most twice as long as in the best order. More workers may even take
// longer, which Graham calls an anomaly, but W' ≥ W of them never take more
// than 1 + (W − 1)/W' times as long as W. Without needs there is no anomaly.
//
// The simulation leaves out waiting for a slow disk or for another worker's
// lease, and machines of unequal speed.
package forecast
