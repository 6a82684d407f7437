package records

// Further measures that need weights, taken beside the pair's gold. They are
// findings, one row for each number, since a column of the records would be
// empty for all runs whose weights are gone.
const (
	// JSMeasure and a set's name: metrics.Divergence of a run's answers from
	// gold's on the set, in nats
	JSMeasure = "js:"
	// RelearnMeasure: metrics.RelearningArea on the excluded speaker's clips
	RelearnMeasure = "relearn-area"
	// SelectivityMeasure: metrics.ProbeSelectivity of the last hidden layer for
	// the excluded speaker
	SelectivityMeasure = "probe-selectivity"
	// TPRMeasure, under protocol M: the share of the clips to forget that the
	// attack of AttackMeasure finds at 5 % false alarms
	TPRMeasure = "attack-tpr"
	// FoldSuffix ends the name of a measure on a run that held the takes of its
	// own seed out (settings.Settings.Fold); the plain name is for takes 0–4
	FoldSuffix = ":fold"
)
