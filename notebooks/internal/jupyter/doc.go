// Package jupyter executes the notebooks, and first sets up what they need
// besides Go: the Python packages and the Go kernel, in one folder of the
// checkout. Begin with [Prepare], which returns the [Environment], and with
// [Batch], which executes notebooks in it.
package jupyter
