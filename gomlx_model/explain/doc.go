// Package explain asks what was forgotten, and where: in which clips, which
// coefficients and frames, which layers, and at whose expense.
//
//	answers and margins ─Changes, Memory, Interference, LeftOut→ Judged
//	activations         ─LayersLike, ProbeLayers, Silhouettes, Planes→ Judged
//	models              ─Maps, Curves, Patches, Relearn, Roundings→ Judged
//
// Begin with [NewAnswers] and [Answers.Memory], which need no weights. What
// looks into a model takes it as a [Model], or as rows of activations; package
// models, below this one, opens models of the store and gives both, and package
// survey reads all of it off the pairs of a study.
//
// # Vocabulary
//
// A [Lineup] is what one analysis looks at: a model, gold2 and a control that
// must fail, and others beside. [Judge] applies the analysis to all and gives a
// [Judged]: what was Found, the Floor, which two trainings of gold differ by or
// share anyway, and the Control. What is found is something only if it is told
// from both. A margin is that of the true class in nats, z_y − ln Σ_{k≠y} exp
// z_k; a block is a layer with a kernel and the normalisation after it.
//
// To add an analysis, write a function of a [Model], of activations or of
// [Answers] in a file of its own, with its formula and source, and give it a
// law test and a control that fails.
package explain
