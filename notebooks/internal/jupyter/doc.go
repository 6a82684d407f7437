// Package jupyter sets up what the notebooks need beside Go, the Python
// packages and the Go kernel, inside one folder of the checkout, and executes
// notebooks.
package jupyter
