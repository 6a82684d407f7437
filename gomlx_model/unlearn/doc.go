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
// The methods of a pair draw the same numbers for the same purpose (see
// network.Stream), so that two schemes differ only in what they name. Source
// of the procedure: Wu and Toribio, "Machine Unlearning on Audio
// Classification", sections 3.C and 4.4.
package unlearn
