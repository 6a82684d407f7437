// Package jupyter sets up what the notebooks need besides Go, inside one folder
// of the checkout, and executes notebooks.
package jupyter
