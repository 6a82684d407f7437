package explain

import "fmt"

// A Pupil is a model that can be taught a few clips, and asked for others.
type Pupil interface {
	Step() error                      // trains one step on the few
	Knows() (right []bool, err error) // of the rest of the speaker's clips
}

// A Relearning says how soon a model knows again what it had lost. A model that
// only suppressed a speaker is quick; one that never heard them learns at the
// usual pace. It is the relearn time of A. Golatkar et al., arXiv:1911.04933,
// but measured on other clips than those that are taught.
type Relearning struct {
	Lost  int       // how many of the rest it did not know before the first step
	Share []float64 // of the lost clips that it knows after each step; 0 after none
	Steps int       // after which Share reached the target; −1: it never did
}

// Relearn teaches each model of the lineup until it knows a share of what it
// had lost, such as 0.1, but for at most that many steps. The floor is gold2;
// Found may be gold too. The control is the same model taught wrong labels, or
// a network of random weights: if it is as quick, the steps show only the
// teaching, not a memory. A model that had lost nothing needs 0 steps.
func Relearn(pupils Lineup[Pupil], share float64, most int) (Judged[Relearning], error) {
	if !(share > 0 && share <= 1) || most < 1 {
		return Judged[Relearning]{}, fmt.Errorf("relearn: a share of %v in at most %d steps: it "+
			"must be above 0 and at most 1, in one step or more", share, most)
	}
	return Judge(pupils, func(p Pupil) (Relearning, error) { return relearn(p, share, most) })
}

func relearn(p Pupil, share float64, most int) (r Relearning, err error) {
	before, err := p.Knows()
	if err != nil {
		return r, err
	}
	for _, right := range before {
		if !right {
			r.Lost++
		}
	}
	r.Share = []float64{0}
	if r.Lost == 0 {
		return r, nil
	}
	for r.Steps = 1; r.Steps <= most; r.Steps++ {
		if err := p.Step(); err != nil {
			return r, fmt.Errorf("step %d: %w", r.Steps, err)
		}
		now, err := p.Knows()
		if err != nil {
			return r, fmt.Errorf("step %d: %w", r.Steps, err)
		}
		known := 0.0
		for i, right := range now {
			if right && !before[i] {
				known++
			}
		}
		r.Share = append(r.Share, known/float64(r.Lost))
		if known >= share*float64(r.Lost) {
			return r, nil
		}
	}
	r.Steps = -1
	return r, nil
}
