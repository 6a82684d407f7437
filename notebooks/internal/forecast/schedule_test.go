package forecast

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
)

// anomaly is Graham's example (SIAM J. Appl. Math. 17, 1969): nine tasks of 3,
// 2, 2, 2, 4, 4, 4, 4, 9 units, of which the ninth needs the first and the
// fifth to the eighth need the fourth.
func anomaly() Schedule {
	var s Schedule
	for i, units := range []time.Duration{3, 2, 2, 2, 4, 4, 4, 4, 9} {
		t := Task{Takes: units}
		switch {
		case i == 8:
			t.Needs = []int{0}
		case i >= 4:
			t.Needs = []int{3}
		}
		s.Tasks = append(s.Tasks, t)
	}
	return s
}

// The oracle is Graham's paper: three workers take 12 units, four take 15.
func TestGrahamsAnomaly(t *testing.T) {
	s := anomaly()
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	if three, four := s.Wall(3), s.Wall(4); three != 12 || four != 15 {
		t.Errorf("3 workers take %d, 4 take %d; want 12 and 15", three, four)
	}
	if s.Chain() != 12 {
		t.Errorf("chain %d; want 3 + 9", s.Chain())
	}
}

// TestBounds: on random schedules the wall time is within Graham's bounds. On
// one worker it is the work, and on as many workers as tasks it is the longest
// chain. More workers take longer only within his bound, and never if no task
// needs another.
func TestBounds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		start := time.Duration(random.IntN(20))
		chained, alone := Schedule{Start: start}, Schedule{Start: start}
		for i := range 1 + random.IntN(40) {
			task := Task{Takes: time.Duration(random.IntN(30))}
			alone.Tasks = append(alone.Tasks, task)
			for j := range i {
				if random.IntN(8) == 0 {
					task.Needs = append(task.Needs, j)
				}
			}
			chained.Tasks = append(chained.Tasks, task)
		}
		for _, s := range []Schedule{chained, alone} {
			if err := s.Validate(); err != nil {
				t.Fatal(err)
			}
			work, chain, n := time.Duration(0), s.Chain(), len(s.Tasks)
			for _, task := range s.Tasks {
				work += task.Takes
			}
			if s.Wall(1) != start+work || s.Wall(n) != start+chain {
				t.Fatalf("1 worker takes %d of %d, %d take %d of %d", s.Wall(1)-start, work, n,
					s.Wall(n)-start, chain)
			}
			for w := 1; w <= n; w++ {
				wall := s.Wall(w) - start
				count := time.Duration(w)
				if wall < chain || count*wall < work || count*wall > work+chain*(count-1) {
					t.Fatalf("%d workers take %d for work %d and chain %d", w, wall, work, chain)
				}
				more := s.Wall(w+1) - start
				if more*(count+1) > wall*(2*count) { // 1 + (W − 1)/W' with W' = W + 1
					t.Fatalf("%d workers take %d, one more %d", w, wall, more)
				}
				if s.Tasks[n-1].Needs == nil && reflect.DeepEqual(s, alone) && more > wall {
					t.Fatalf("without needs %d workers take %d, one more %d", w, wall, more)
				}
			}
		}
	}
}

func TestValidate(t *testing.T) {
	for want, tasks := range map[string][]Task{
		"not listed":              {{Needs: []int{1}}},
		"2 tasks need each other": {{Needs: []int{1}}, {Needs: []int{0}}, {}},
	} {
		if err := (Schedule{Tasks: tasks}).Validate(); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// By hand: gold takes 60 s for 120 epochs after its first run, so 0.5 s an
// epoch; the first run of 10 epochs took 9 s, 4 s longer; the start 2 s.
func TestPace(t *testing.T) {
	all := []Timing{{Start, 0, false, 2 * time.Second}, {"gold", 10, true, 9 * time.Second},
		{"gold", 120, false, 60 * time.Second}, {"base", 15, false, 30 * time.Second}}
	var file bytes.Buffer
	if err := WriteTimings(&file, all); err != nil {
		t.Fatal(err)
	}
	read, err := ReadTimings(bytes.NewReader(file.Bytes()))
	if err != nil || !reflect.DeepEqual(read, all) {
		t.Fatalf("read %v, %v; want %v", read, err, all)
	}
	p, err := PaceOf(read)
	if err != nil {
		t.Fatal(err)
	}
	// What was not timed has the mean of 90 s over 135 epochs.
	if p.Start != 6*time.Second || p.Of("gold", 100) != 50*time.Second ||
		p.Of("base", 30) != time.Minute || p.Of("new", 3) != 3*(90*time.Second/135) {
		t.Errorf("start %v, gold %v, base %v, new %v", p.Start, p.Of("gold", 100), p.Of("base", 30),
			p.Of("new", 3))
	}
	if p := ConstantPace(time.Second); p.Of("gold", 120) != 2*time.Minute || p.Start != 0 {
		t.Errorf("at a constant pace gold takes %v", p.Of("gold", 120))
	}
	for _, text := range []string{"", "a,b\n", "method,epochs,first,seconds\ngold,-1,true,1\n",
		"method,epochs,first,seconds\ngold,1,true,NaN\n", "method,epochs,first,seconds\ngold,1\n"} {
		if _, err := ReadTimings(strings.NewReader(text)); err == nil {
			t.Errorf("%q was read", text)
		}
	}
	if _, err := PaceOf(all[:1]); err == nil {
		t.Error("a pace without a run")
	}
}
