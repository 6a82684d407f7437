package study

import (
	"fmt"
	"strconv"
	"sync"
	"time"

	"audiounlearning/gomlx_model/records"
)

// Progress is how far a study has come.
type Progress struct {
	Runs, RunsDone     int           // that this call has to train
	Epochs, EpochsDone int           // of these runs
	Left               time.Duration // at the pace so far; 0 while unknown
	Workers            []string      // what each worker trains: "base, theo, seed 2: epoch 7 of 15"
	Message            string        // a line to keep, mostly empty
	Ended              *Timing       // a run that this process has just finished, mostly nil
}

// A Timing is how long a worker took for a run.
type Timing struct {
	Method string
	Epochs int
	First  bool // its worker's first run, which compiles the network's graphs
	Took   time.Duration
}

// A reporter turns the workers' news into Progress.
type reporter struct {
	mu     sync.Mutex
	timed  map[string]Timing    // runs that this process started, by key
	starts map[string]time.Time // when
	tell   func(Progress)
	state  Progress
	begun  time.Time
	done   map[string]int // epochs by key
	counts map[string]bool
	twice  []Spec // finished here after another process had finished them
}

func newReporter(tell func(Progress)) *reporter {
	if tell == nil {
		tell = func(Progress) {}
	}
	return &reporter{tell: tell, done: map[string]int{}, counts: map[string]bool{},
		timed: map[string]Timing{}, starts: map[string]time.Time{}}
}

func (r *reporter) begin(todo []Spec, note string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.begun = time.Now()
	r.state.Runs = len(todo)
	for _, spec := range todo {
		r.state.Epochs += spec.epochs()
	}
	r.send(note)
}

func (r *reporter) start(worker int, spec Spec) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.state.Workers) <= worker {
		r.state.Workers = append(r.state.Workers, "")
	}
	r.timed[spec.Key()] = Timing{Method: spec.Method, Epochs: spec.epochs(),
		First: r.state.Workers[worker] == ""}
	r.starts[spec.Key()] = time.Now()
	r.state.Workers[worker] = spec.String()
	r.send("")
}

func (r *reporter) tick(worker int, spec Spec, epochs int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := spec.Key()
	r.done[key] += epochs
	r.state.EpochsDone += epochs
	r.state.Workers[worker] = spec.String() + ": epoch " + of(r.done[key], spec.epochs())
	r.send("")
}

// finished counts a run once, whichever process trained it.
func (r *reporter) finished(spec Spec) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := spec.Key()
	if r.counts[key] {
		return
	}
	r.counts[key] = true
	r.state.RunsDone++
	r.state.EpochsDone += spec.epochs() - r.done[key] // trained by another process, or ended early
	if timing, here := r.timed[key]; here {
		timing.Took = time.Since(r.starts[key])
		r.state.Ended = &timing
	}
	r.send("")
	r.state.Ended = nil
}

// repeated notes a run that another process finished first.
func (r *reporter) repeated(spec Spec) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.twice = append(r.twice, spec)
	r.send(spec.String() + ": another process finished it first, with the same bits")
}

// summarise says how much work was done twice, and why that was possible.
func (r *reporter) summarise(unclaimable error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if unclaimable != nil {
		r.send(fmt.Sprintf("runs could not be claimed, so other processes may have trained them "+
			"too: %v (keep the store on a file system that has hard links)", unclaimable))
	}
	if len(r.twice) == 0 {
		return
	}
	epochs := 0
	for _, spec := range r.twice {
		epochs += spec.epochs()
	}
	r.send(fmt.Sprintf("%s trained here and by another process, with the same bits: %s "+
		"were unnecessary",
		records.Plural(len(r.twice), "run"), records.Plural(epochs, "epoch")))
	r.twice = nil
}

func (r *reporter) say(message string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.send(message)
}

// send is called with the lock held, so that the receiver sees the states in
// order.
func (r *reporter) send(message string) {
	p := r.state
	p.Message = message
	p.Workers = append([]string(nil), p.Workers...)
	if p.EpochsDone > 0 {
		p.Left = time.Duration(float64(time.Since(r.begun)) *
			float64(p.Epochs-p.EpochsDone) / float64(p.EpochsDone))
	}
	r.tell(p)
}

func of(n, all int) string { return strconv.Itoa(n) + " of " + strconv.Itoa(all) }
