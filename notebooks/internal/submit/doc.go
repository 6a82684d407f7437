// Package submit hands a study to a cluster's scheduler, Slurm or Kubernetes.
//
// Both start equal workers: each is the same program with the same flags, on
// one store of runs that all of them see. A worker takes whatever run is not
// finished, so the work needs no division beforehand. The size of the array is
// the number of workers, not of runs. If a worker dies, the others train what
// is left; if it is started again, it goes on with them.
//
// A [Job] says what runs; [Slurm] and [Kubernetes] say where, and write the
// script or the manifest. Nothing here links the engine that trains.
package submit
