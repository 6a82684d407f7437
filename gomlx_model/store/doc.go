// Package store keeps finished runs in a folder that any number of processes on
// any number of machines share. It links no engine.
//
//	Open → Store ─Claim→ Claim ─Save→ a run's file ─Load→ records.Result, weights
//
// Begin with [Open]. [Store.Load] and [Store.Save] read and write a run by its
// key; [Store.Claim] takes a run for this process; [Store.Look] says which of
// many runs are finished, failed or under way.
//
// # What is in the folder
//
//	store.json               version of this order, so that a newer one can be refused
//	runs/ab/KEY.safetensors  a finished run; ab are the key's first characters
//	runs/ab/KEY.failed       says that this run ended as "failed@EPOCH"
//	leases/ab/KEY.lease      says who is training a run
//	KEY.safetensors          a finished run of an older program, read where it is
//	KEY.lock                 keeps an older program off this run
//	….tmp                    being written or, after a day, left by a killed process and removed
//
// # Truth
//
// A run's file is written whole or not at all, so a run that is there is
// finished. Load believes it only if its checksum, its numbers and its key are
// right; otherwise it sets the file aside as KEY.damaged, and the run counts as
// missing. The same key gives the same bits, whichever process trains the run,
// so training it twice wastes time but changes nothing. Claims save work;
// correctness does not depend on them.
//
// # Claims
//
// A claim is a lease: a file that holds host, process, job and start. It is
// made under a temporary name and then given the lease's name by link(2), which
// fails if that name exists, on network file systems too. Its holder rewrites
// it every ten seconds. A lease lapses if it was not rewritten for ten times
// that long, or if its process ran on this machine and is gone. A process that
// finds a lapsed lease renames it away, which only one can do, and then makes
// its own. Clocks of machines differ, so the file system tells the time: it is
// the modification time of a file just written there.
//
// A process that was stopped until its lease lapsed, and then continues,
// finishes its run too. [Store.Save] then finds the run there, leaves it as it
// is, and says so.
//
// # Older programs
//
// An older program keeps KEY.safetensors in a flat folder and takes a run by
// flock(2) on KEY.lock. This program reads the runs that it finished, and
// leaves it the runs that it holds. An older program cannot know that the
// folder's layout is new: it looks only at these two names, for the runs that
// it was asked for. So each run that this program claims or finishes gets a
// KEY.lock that cannot be opened, a symbolic link to a place below a file. An
// older program that comes to such a run ends with one sentence, "open
// KEY.lock: not a directory (… name another folder with -store)". Refusing it
// run by run is enough: where the two share no run, neither disturbs the other.
package store
