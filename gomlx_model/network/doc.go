// Package network describes networks: their layers, tensors, weights, gates and
// files, and the streams of random numbers. It links no engine. Begin with
// [Default].
package network
