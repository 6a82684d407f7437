// Package store keeps finished runs in a folder that any number of processes on
// any number of machines share. It links no engine.
//
//	Open → Store ─Claim→ Claim ─Save→ a run's file ─Load→ records.Result, weights
//
// Begin with [Open]. [Store.Load] and [Store.Save] read and write a run by its
// key; [Store.Claim] takes one for this process; [Store.Look] says of many runs
// at once which are finished, failed or under way.
//
// # What is in the folder
//
//	store.json               version of this order, so that a newer one can be refused
//	runs/ab/KEY.safetensors  a finished run; ab are the key's first characters
//	runs/ab/KEY.failed       says that this run ended as "failed@EPOCH"
//	leases/ab/KEY.lease      says who is training a run
//	KEY.safetensors          a finished run of an older program, read where it is
//	KEY.lock                 keeps an older program off this run
//
// # Truth
//
// A run's file is written whole or not at all, so a run that is there is
// finished. It is believed only where its checksum, its numbers and its key
// hold; else it is set aside as KEY.damaged, and counts as missing. The same
// key gives the same bits, whoever trains it: that a run is trained twice costs
// time and changes nothing. So claims spare work and protect nothing.
//
// # Claims
//
// A claim is a lease. It is a file with host, process, job and start, made
// under a name of its own and given the lease's name by link(2), which fails
// where there is one already, on network file systems too. Its holder writes it
// again every ten seconds. A lease that has not been written for ten times that
// long has lapsed, and so has one of a process of this machine that is gone.
// Who finds it renames it away first, and only one can do that, and then makes
// its own. What the time is, the file system says, by the modification time of
// a file just written there: clocks of machines differ.
//
// A process that was stopped past its lease and goes on ends its run too;
// [Store.Save] then finds the run there, leaves it, and says so.
//
// # Older programs
//
// An older program knows a flat folder of KEY.safetensors and takes a run by
// flock(2) on KEY.lock. What it finished is read, and a run that it holds so is
// left to it. Nothing tells it that the order of the folder is new: it looks at
// these two names of the runs that it was asked for, and at nothing else. So
// each run that this program claims or finishes gets a KEY.lock that nobody can
// open, a symbolic link to a place below a file. An older program that comes to
// such a run ends with one sentence, "open KEY.lock: not a directory (… name
// another folder with -store)". It is refused run by run and not for the whole
// folder, and that is enough: where the two share no run, neither is in the
// other's way.
package store
