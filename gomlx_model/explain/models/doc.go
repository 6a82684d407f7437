// Package models opens the models of finished runs for package explain: it
// drives the engine, and explain does not.
//
//	Results, Corpus ─Open→ Opened ─Weights, Random→ network.Weights
//	                              ─Model, Layers, Last, Margin, Restat, Pupil→ what explain takes
//
// Begin with [Open]. The models of a pair have the names of their runs:
// original, gold, gold2 and the methods. [Opened.Random] is the control, a
// network that was never trained.
//
// This package links the engine.
package models
