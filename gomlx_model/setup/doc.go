// Package setup finds the checkout and installs Python and XLA's plugin: what
// the project needs beside Go.
//
// Everything lives in one folder of the checkout, notebooks/.env, that git
// ignores and that can be deleted at any time; nothing of the user's or the
// system's is changed. The entry points, in the order in which they are used:
//
//   - [Root] finds the checkout, [EnvDir] the folder in it; [Home] stands in for
//     the checkout where a built program runs without one;
//   - [Plugin] returns the path of the XLA plugin and installs it first where
//     it is missing; it is what the model package calls;
//   - [Lock], [Python] and [Install] are its parts, for those who put more
//     into the same folder.
//
// Nothing half-installed is ever seen: each part is made under a temporary
// name and renamed when it is whole, so that a part that exists is finished.
// Several processes may ask at once (test binaries do): one installs while the
// others wait on a file lock. The folder holds no absolute path of the
// checkout that anything here depends on, so the checkout may be moved.
package setup
