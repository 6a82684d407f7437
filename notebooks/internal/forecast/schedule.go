package forecast

import (
	"container/heap"
	"errors"
	"fmt"
	"time"
)

// A Task is one run.
type Task struct {
	Takes time.Duration
	Needs []int // places in the schedule of the tasks that must be finished before it
}

// A Schedule holds a study's tasks, in the order in which a worker looks for
// its next one, and the time that each worker needs before its first.
type Schedule struct {
	Tasks []Task
	Start time.Duration
}

// Chain returns how long the longest chain takes in which each task needs the
// one before. No number of workers is faster.
func (s Schedule) Chain() (longest time.Duration) {
	ends, known := make([]time.Duration, len(s.Tasks)), make([]bool, len(s.Tasks))
	var end func(i int) time.Duration
	end = func(i int) time.Duration {
		if !known[i] {
			known[i] = true
			for _, n := range s.Tasks[i].Needs {
				ends[i] = max(ends[i], end(n))
			}
			ends[i] += s.Tasks[i].Takes
		}
		return ends[i]
	}
	for i := range s.Tasks {
		longest = max(longest, end(i))
	}
	return longest
}

// Validate returns an error if a task needs one that is not listed, or if tasks
// need each other.
func (s Schedule) Validate() error {
	left, after, ready := s.needs()
	if left == nil {
		return errors.New("a task needs one that is not listed: list what it needs too")
	}
	done := 0
	for ; len(ready) > 0; done++ {
		i := heap.Pop(&ready).(int)
		for _, j := range after[i] {
			if left[j]--; left[j] == 0 {
				heap.Push(&ready, j)
			}
		}
	}
	if done < len(s.Tasks) {
		return fmt.Errorf("%d tasks need each other: none of them can start", len(s.Tasks)-done)
	}
	return nil
}

// needs returns how many tasks each one waits for, which ones wait for it, and
// those that can start at once. It returns nil if a need is not listed.
func (s Schedule) needs() (left []int, after [][]int, ready places) {
	left, after = make([]int, len(s.Tasks)), make([][]int, len(s.Tasks))
	for i, t := range s.Tasks {
		left[i] = len(t.Needs)
		for _, n := range t.Needs {
			if n < 0 || n >= len(s.Tasks) {
				return nil, nil, nil
			}
			after[n] = append(after[n], i)
		}
		if left[i] == 0 {
			ready = append(ready, i) // ascending, and so a heap
		}
	}
	return left, after, ready
}

// Wall returns how long the workers, 1 or more, take from their start to the
// end of the last task. The schedule must be valid.
func (s Schedule) Wall(workers int) time.Duration {
	left, after, ready := s.needs()
	var running ends
	now, free := s.Start, workers
	for {
		for free > 0 && len(ready) > 0 {
			i := heap.Pop(&ready).(int)
			heap.Push(&running, end{now + s.Tasks[i].Takes, i})
			free--
		}
		if len(running) == 0 {
			return now
		}
		for now = running[0].at; len(running) > 0 && running[0].at == now; free++ {
			for _, j := range after[heap.Pop(&running).(end).task] {
				if left[j]--; left[j] == 0 {
					heap.Push(&ready, j)
				}
			}
		}
	}
}

// places are a heap of tasks, the first in the list on top.
type places []int

func (p places) Len() int           { return len(p) }
func (p places) Less(i, j int) bool { return p[i] < p[j] }
func (p places) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
func (p *places) Push(x any)        { *p = append(*p, x.(int)) }
func (p *places) Pop() any          { return pop((*[]int)(p)) }

// An end is the time at which a running task will be finished; ends are a heap
// with the next one on top.
type end struct {
	at   time.Duration
	task int
}

type ends []end

func (e ends) Len() int { return len(e) }
func (e ends) Less(i, j int) bool {
	return e[i].at < e[j].at || e[i].at == e[j].at && e[i].task < e[j].task
}
func (e ends) Swap(i, j int) { e[i], e[j] = e[j], e[i] }
func (e *ends) Push(x any)   { *e = append(*e, x.(end)) }
func (e *ends) Pop() any     { return pop((*[]end)(e)) }

func pop[T any](all *[]T) T {
	last := len(*all) - 1
	x := (*all)[last]
	*all = (*all)[:last]
	return x
}
