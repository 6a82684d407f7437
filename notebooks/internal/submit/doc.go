// Package submit hands a study to a cluster's own engine, Slurm or Kubernetes.
//
// Both start the same thing: some equal workers, each the same program with
// the same flags on one store of runs that all of them see. A worker takes
// whatever run is not finished, so there is nothing to share out: the size of
// the array is the number of workers and not of runs, a worker that dies is
// missed by nobody, and one that is started again goes on with the others.
//
// A [Job] says what runs; [Slurm] and [Kubernetes] say where, and write the
// script or the manifest. Nothing here links the engine that trains.
package submit
