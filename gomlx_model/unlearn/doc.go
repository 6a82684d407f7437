// Package unlearn makes a trained network forget a speaker, one method a file.
//
// A method gets a [Session]: the original model in training, the retained
// clips, the random streams of its (speaker, seed) pair, and the three
// techniques as verbs:
//
//   - [Session.Reset] gives layers fresh values (selective layer reset, batch-norm reset);
//   - [Session.Perturb] adds Gaussian noise to layers (weight perturbation);
//   - [Session.Train] trains on the retained clips, with some layers frozen if asked.
//
// The paper's schemes and most controls are a [Procedure], the paper's order of
// these verbs, with one thing changed: scheme registers such a one in five
// lines. To add another method, write a file that calls [Register] in its init
// function: the study, its tables and figures, and the law tests of this
// package then know it by its name.
//
// # The field's methods
//
// Beside them stand reference methods from elsewhere (names.References), built
// from their papers' formulas. They use more of a session: gradients of clips
// ([Session.Gradient], [Session.Squares]), training on any clips
// ([Session.TrainOn]), teachers, labels and masks as options of an epoch; the
// compiled graph is the same for all. Each says in its file what it does step
// by step, its formula, its source and defaults, and which of these were meant
// for SGD.
//
// What they have in common here: Adam from zero in each phase, the batches and
// dropout of training, no decay of weights. What ends in training on the
// retained clips does so for as many epochs as base, Settings.Epochs, so that
// costs compare; what has a length of its own keeps it. A rate of SGD means
// nothing to Adam: they take Settings.Rate, or the part of it that their file
// names. A method's own number is Settings.Amount; settings.Grid has what each
// is tuned by.
//
// [Method] says of each whether it looks at the clips to forget, what it does
// without any, what it may move and whether it is a bound that needs gold; a
// session counts what it costs, in passes forward and backward and in passes
// forward alone. [Relearn] asks afterwards how much is left.
//
// Elsewhere: SISA, an ensemble with an original and a gold of its own, which
// package study trains. Left out: UNSIR, which forgets a class, as a speaker is
// none of a digit classifier.
//
// # Controls for metrics
//
// A metric of forgetting must see what these leave: half-weights, half-way from
// the original to base; last-layer, a new last layer on the original's
// features; and, of any method, damage-METHOD, the original with noise to the
// method's price on others.
//
// The methods of a pair draw the same numbers for the same purpose (see
// network.Stream), so that two schemes differ only in what they name. Source
// of the procedure: Wu and Toribio, "Machine Unlearning on Audio
// Classification", sections 3.C and 4.4.
package unlearn
