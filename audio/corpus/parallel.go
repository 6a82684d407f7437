package corpus

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls work(i) for 0 ≤ i < n, each i once, from as many goroutines
// as there are processors. Each goroutine gets its own work function from
// start. It returns the context's error if that ends it early.
func parallel(ctx context.Context, n int, start func() (work func(i int))) error {
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, min(n, runtime.GOMAXPROCS(0))) {
		group.Go(func() {
			work := start()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				work(i)
			}
		})
	}
	group.Wait()
	return ctx.Err()
}

// counter returns a function that counts up to total and reports each step to
// progress, which may be nil and is never called by two goroutines at once.
func counter(progress func(done, total int), total int) func() {
	if progress == nil {
		return func() {}
	}
	var mutex sync.Mutex
	done := 0
	return func() {
		mutex.Lock()
		defer mutex.Unlock()
		done++
		progress(done, total)
	}
}
