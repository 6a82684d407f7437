// Package publish writes what is committed: the results of complete studies of
// the real recordings, their figures, the executed notebooks, and the README's
// block of results.
package publish
