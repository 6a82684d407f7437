// Package stats has the study's statistical tests and intervals. It knows
// nothing of speakers, models or files: it takes numbers and returns numbers.
//
//	differences ─PairedT, SignedRank, TOST→ p-values ─Holm→ corrected p-values
//
// Begin with [PairedT] for a mean difference with its interval, and with [TOST]
// to show that a difference is small. [Holm] corrects a family of tests;
// [SmallestEffect], [Power] and [PairsNeeded] say what a design can find;
// [ClusterBootstrap] and [VarianceComponents] are for values in clusters, such
// as the seeds of a speaker; [AUC] says how well a score tells two groups
// apart.
//
// # Vocabulary
//
// [Alpha] is the level of every test, and one minus the coverage of every
// interval. Equivalence means that a difference is within a margin that was
// stated beforehand; a difference that is not significant need not be small. A
// missing test is NaN, and still counts when a family is corrected.
//
// This package's own tests compare its results with those of SciPy, statsmodels
// and NumPy. To add a test or an interval, write a function of numbers in a
// file of its own, and compare it with one of these.
package stats
