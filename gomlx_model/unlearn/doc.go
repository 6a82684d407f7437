// Package unlearn makes a trained network forget a speaker, one method a file.
//
// A method gets a [Session]: the original model, ready to train, the retained
// clips, the random streams of its (speaker, seed) pair, and the three
// techniques as verbs:
//
//   - [Session.Reset] gives layers fresh values (selective layer reset, batch-norm reset);
//   - [Session.Perturb] adds Gaussian noise to layers (weight perturbation);
//   - [Session.Train] trains on the retained clips, with some layers frozen if asked.
//
// The paper's schemes and most controls are a [Procedure], the paper's order of
// these verbs, with one thing changed; the function scheme registers one in
// five lines. To add another method, write a file that calls [Register] in its
// init function. The study, its tables and figures, and the law tests of this
// package then find it by its name.
//
// # The field's methods
//
// The reference methods of the field ([names.References]) are built from their
// papers' formulas. They use more of a session: gradients of clips
// ([Session.Gradient], [Session.Squares]), training on any clips
// ([Session.TrainOn]), and teachers, labels and masks as options of an epoch.
// All use the same compiled graph. Each method's file gives its steps, its
// formula, its source and its defaults, and says which of these were meant for
// SGD.
//
// All of them start Adam from zero in each phase, use the batches and dropout
// of training, and have no weight decay. Methods that end in training on the
// retained clips train for as many epochs as base, Settings.Epochs, so that
// costs compare; methods with a length of their own keep it. SGD's learning
// rates mean nothing to Adam, so methods take Settings.Rate, or the share of it
// that their file names. A method's own number is Settings.Amount;
// [settings.Grid] lists the settings that each is tuned over.
//
// [Method] says whether a method looks at the clips to forget, what it does if
// there are none, which tensors it may move, and whether it is a bound that
// needs gold. A session counts the method's cost, in passes forward and
// backward and in passes forward alone. [Relearn] measures afterwards how much
// of the speaker is left.
//
// Package study trains SISA, an ensemble with an original and a gold of its
// own. UNSIR is left out: it forgets a class, and a speaker is not a class of a
// digit classifier.
//
// # Controls for metrics
//
// Some models are made to test metrics of forgetting, since they keep something
// of the speaker for certain: half-weights lies half-way from the original to
// base; last-layer is a new last layer on the original's features; and
// damage-METHOD is the original with noise that costs the others as many errors
// as METHOD does.
//
// The methods of a pair draw the same numbers for the same purpose (see
// [network.Stream]), so two schemes differ only in what their names say. The
// procedure is from Wu and Toribio, "Machine Unlearning on Audio
// Classification", sections 3.C and 4.4.
package unlearn
