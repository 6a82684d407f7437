// Package settings has all that a reader may vary, with the paper's values as
// the defaults.
//
//	Default ─FromEnv→ Settings ─For(corpus)→ Settings, complete and checked
//
// Begin with [Default]. [Settings.Flags] and [Settings.FromEnv] set the same
// fields from a command line and from the environment, so that commands and
// notebooks take the same settings. [Settings.OpenCorpus] finds the recordings
// that they name, and [Settings.For] fills in what depends on these.
//
// The settings have three parts that stand alone too: the network (package
// network), [Features], which say what the network is given of a clip, and
// [Unlearn], the numbers of the paper's procedure.
//
// To add a setting, add a field to [Settings], a line to one of the lists of
// variables and a check to Validate. If it decides the bits of a run, it must
// be in the run's key: what is in featureVariables or networkVariables is; add
// any other to Spec.changes in package study.
package settings
