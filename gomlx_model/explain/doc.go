// Package explain asks what was forgotten, and where: in which clips, which
// coefficients and frames, in which layers, and at the expense of which
// speakers.
//
//	answers and margins ─Changes, Memory, Interference→ Judged
//	activations         ─LayersLike, ProbeLayers, Silhouettes, Planes→ Judged
//	models              ─Maps, Curves, Patches, Relearn, Roundings→ Judged
//
// Begin with [NewAnswers] and [Answers.Memory], which need no weights. Analyses
// that look into a model take it as a [Model] or as rows of activations.
// Package models, below this one, opens stored models and gives both; package
// survey runs all analyses on the pairs of a study.
//
// # Vocabulary
//
// A [Lineup] is what one analysis looks at: a model, gold2, a control that must
// fail, and perhaps more models. [Judge] applies the analysis to all of them
// and gives a [Judged]: what was Found, the Floor, which is how far two
// trainings of gold differ or agree anyway, and the Control. A finding counts
// only if it differs from both. A margin is that of the true class in nats, z_y
// − ln Σ_{k≠y} exp z_k. A block is a layer with a kernel and the normalisation
// after it.
//
// To add an analysis, write a function of a [Model], of activations or of
// [Answers] in a file of its own, with its formula and source, and give it a
// law test and a control that fails.
package explain
