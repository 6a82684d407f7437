// Package setup finds the checkout and installs Python and XLA's plugin, which
// the project needs besides Go.
//
// Everything lives in one folder of the checkout, notebooks/.env, that git
// ignores and that can be deleted at any time; nothing else of the user's or
// the system's is changed. The entry points, in the order in which they are
// used:
//
//   - [Root] finds the checkout, [EnvDir] the folder in it; [Home] stands in for
//     the checkout where a built program runs without one;
//   - [Plugin] returns the path of the XLA plugin and installs it first where
//     it is missing; it is what the model package calls;
//   - [Lock], [Python] and [Install] are its parts, for those who put more
//     into the same folder.
//
// A part that exists is complete: it is made under a temporary name and renamed
// when it is whole. Several processes, such as test binaries, may call this
// package at once: one installs while the others wait on a file lock. Nothing
// here depends on the checkout's absolute path, so the checkout may be moved.
package setup
