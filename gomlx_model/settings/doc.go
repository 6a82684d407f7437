// Package settings has all that a reader may vary, with the paper's values as
// the defaults.
//
//	Default ─FromEnv→ Settings ─For(corpus)→ Settings, complete and checked
//
// Begin with [Default]. [Settings.Flags] sets the fields from a command line
// and [Settings.FromEnv] from the environment, so that commands and notebooks
// take the same settings. [Settings.OpenCorpus] finds the recordings that they
// name, and [Settings.For] fills in what depends on the recordings.
//
// Three parts of the settings are types of their own: the network (package
// network); [Features], which say what the network is given of a clip; and
// [Unlearn], the numbers of the paper's procedure.
//
// To add a setting, add a field to [Settings], a line to one of the lists of
// variables, and a check to Validate. If the setting changes the bits of a run,
// the run's key must contain it. Settings in featureVariables and
// networkVariables are in the key; add any other to Spec.changes in package
// study.
package settings
