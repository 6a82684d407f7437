package gomlxmodel

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// shortEpochs is how many epochs memory must stay flat for; the soak raises it.
var shortEpochs = 200

// resident returns the process's resident set in megabytes, from Linux's /proc.
func resident(t *testing.T) int {
	t.Helper()
	runtime.GC()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("there is no /proc here")
	}
	for _, line := range strings.Split(string(status), "\n") {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmRSS:" {
			kb, err := strconv.Atoi(f[1])
			if err != nil {
				t.Fatal(err)
			}
			return kb / 1024
		}
	}
	t.Skip("no VmRSS")
	return 0
}

// After a first round the process grows by no more than noise, however many
// epochs and evaluations follow: an epoch that kept its weights alone would add
// 50 MB.
func TestMemoryStaysFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for hundreds of epochs")
	}
	all := backends(t)
	e := newEngine(t, all[len(all)-1], network.BatchNorm)
	s := network.NewState(network.NewWeights(plain, network.Stream(1, "", "weights", "", 0)))
	round := func(n int) {
		for range n {
			mustTrain(t, e, s, ascending(DefaultBatch), DefaultOptions())
			if _, err := e.Measure(s.Weights, ascending(DefaultBatch)); err != nil {
				t.Fatal(err)
			}
		}
	}
	round(50)
	before := resident(t)
	round(shortEpochs)
	after := resident(t)
	t.Logf("%d MB, after %d epochs more %d MB", before, shortEpochs, after)
	if after > before+30 {
		t.Errorf("memory grew from %d to %d MB in %d epochs", before, after, shortEpochs)
	}
}
