// Package forecast predicts how long a study takes on a number of equal
// workers. It tells how many to ask a cluster for.
//
//	study.Look → Tasks ─Schedule.Wall(workers)→ wall time
//	Timings, measured by a study ─┘
//
// The workers are simulated as they work: each takes the first run, in the
// study's order, that is not taken and whose needs are finished. That is list
// scheduling, which Graham analysed (SIAM J. Appl. Math. 17, 1969): with the
// work T and the longest chain C, on W workers it takes
//
//	max(T/W, C) ≤ wall ≤ T/W + C·(W − 1)/W
//
// and so at most twice as long as the best order. More workers may take longer,
// an anomaly, but never more than 1 + (W − 1)/W' times as long on W' ≥ W of
// them. Runs that do not need each other have no such anomaly.
//
// The forecast knows nothing of slow disks, of waiting for each other's leases,
// and of machines of unequal speed.
package forecast
