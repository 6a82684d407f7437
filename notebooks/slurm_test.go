//go:build slurm && linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// slurmPackages are Debian's packages. They are not installed but unpacked into
// a temporary folder.
var slurmPackages = []string{"slurm-wlm-basic-plugins", "slurmctld", "slurmd", "slurm-client",
	"libslurm38", "libmunge2", "libhwloc15", "libnuma1"}

// A cluster is Slurm on this machine: one controller and one node.
type cluster struct {
	t   *testing.T
	bin string // sbatch and the others
	env []string
}

// newCluster unpacks and starts Slurm. It skips the test if Slurm is not
// available.
func newCluster(t *testing.T) cluster {
	t.Helper()
	for _, tool := range []string{"apt-get", "dpkg"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("without Slurm: %v", err)
		}
	}
	dir := t.TempDir()
	get := exec.CommandContext(t.Context(), "apt-get", append([]string{"download"}, slurmPackages...)...)
	get.Dir = dir
	if out, err := get.CombinedOutput(); err != nil {
		t.Skipf("without Slurm: apt-get download: %v: %s", err, bytes.TrimSpace(out))
	}
	root := filepath.Join(dir, "root")
	packages, err := filepath.Glob(filepath.Join(dir, "*.deb"))
	if err != nil || len(packages) != len(slurmPackages) {
		t.Fatalf("%d packages, %v; want %d", len(packages), err, len(slurmPackages))
	}
	for _, p := range packages {
		if out, err := exec.CommandContext(t.Context(), "dpkg", "-x", p, root).CombinedOutput(); err != nil {
			t.Fatalf("dpkg: %v\n%s", err, out)
		}
	}
	libraries := filepath.Join(root, "usr", "lib", "x86_64-linux-gnu")
	plugins := filepath.Join(libraries, "slurm-wlm")
	conf := filepath.Join(dir, "slurm.conf")
	host := writeSlurmConf(t, conf, dir, plugins)
	bin := filepath.Join(root, "usr", "bin")
	c := cluster{t, bin, append(os.Environ(), "SLURM_CONF="+conf,
		"LD_LIBRARY_PATH="+libraries+":"+plugins, "PATH="+bin+":"+os.Getenv("PATH"))}
	sbin := filepath.Join(root, "usr", "sbin")
	c.start(filepath.Join(sbin, "slurmctld-wlm"), "-D")
	c.start(filepath.Join(sbin, "slurmd-wlm"), "-D", "-d", filepath.Join(sbin, "slurmstepd-wlm"),
		"-N", host)
	t.Cleanup(func() { // before the daemons end, and with a context of its own
		cancel := exec.Command(filepath.Join(bin, "scancel"), "--partition=main")
		cancel.Env = c.env
		cancel.Run()
	})
	c.until("a node is idle", func() bool {
		return strings.Contains(c.try("sinfo", "--noheader", "--format=%T"), "idle")
	})
	return c
}

// writeSlurmConf configures a node of four slots on ports of its own, and
// returns its name. A task that was requeued waits until its credential has
// expired, which takes two minutes by default.
func writeSlurmConf(t *testing.T, path, dir, plugins string) (host string) {
	t.Helper()
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	who, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf(`ClusterName=test
SlurmctldHost=%[1]s(127.0.0.1)
SlurmctldPort=%[2]d
SlurmdPort=%[3]d
SlurmUser=%[4]s
SlurmdUser=%[4]s
AuthType=auth/none
AuthInfo=cred_expire=5
CredType=cred/none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_interval=1
PluginDir=%[6]s
StateSaveLocation=%[5]s/state
SlurmdSpoolDir=%[5]s/spool
SlurmctldPidFile=%[5]s/slurmctld.pid
SlurmdPidFile=%[5]s/slurmd.pid
NodeName=%[1]s NodeAddr=127.0.0.1 CPUs=4 RealMemory=4000
PartitionName=main Nodes=ALL Default=YES State=UP
`, host, freePort(t), freePort(t), who.Username, dir, plugins)
	for _, folder := range []string{"state", "spool"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return host
}

// start runs a daemon until the test ends, and shows what it said if it failed.
func (c cluster) start(name string, args ...string) {
	c.t.Helper()
	var said bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = c.env, &said, &said
	cmd.WaitDelay = time.Second
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		cmd.Wait()
		if c.t.Failed() {
			c.t.Logf("%s said:\n%s", name, said.String())
		}
	})
}

// command is one of the cluster's, or the study's program there.
func (c cluster) command(name string, args ...string) *exec.Cmd {
	if !filepath.IsAbs(name) {
		name = filepath.Join(c.bin, name)
	}
	cmd := exec.CommandContext(c.t.Context(), name, args...)
	cmd.Env = c.env
	return cmd
}

func (c cluster) try(name string, args ...string) string {
	out, _ := c.command(name, args...).CombinedOutput()
	return strings.TrimSpace(string(out))
}

func (c cluster) must(name string, args ...string) string {
	c.t.Helper()
	out, err := c.command(name, args...).CombinedOutput()
	if err != nil {
		c.t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// slurmPatience is how long the cluster may take for a step. On an idle machine
// all steps together take about half a minute.
const slurmPatience = 80 * time.Second

// until waits for something that the cluster does by itself.
func (c cluster) until(what string, holds func() bool) {
	c.t.Helper()
	began := time.Now()
	for ; !holds(); time.Sleep(100 * time.Millisecond) {
		if time.Since(began) > slurmPatience {
			c.t.Fatalf("waited %v until %s", slurmPatience, what)
		}
	}
	c.t.Logf("%.1f s until %s", time.Since(began).Seconds(), what)
}

// state returns what Slurm says of a task, one of its fields.
func (c cluster) state(task, field string) string {
	for _, word := range strings.Fields(c.try("scontrol", "show", "job", task)) {
		if value, is := strings.CutPrefix(word, field+"="); is {
			return value
		}
	}
	return ""
}

// worker returns the process of a task's program, by what Slurm put into its
// environment.
func (c cluster) worker(program, index string) int {
	processes, _ := filepath.Glob("/proc/[0-9]*")
	for _, p := range processes {
		exe, err := os.Readlink(filepath.Join(p, "exe"))
		if err != nil || filepath.Dir(exe) != program {
			continue
		}
		env, err := os.ReadFile(filepath.Join(p, "environ"))
		if err == nil && bytes.Contains(env, []byte("\x00SLURM_ARRAY_TASK_ID="+index+"\x00")) {
			pid, _ := strconv.Atoi(filepath.Base(p))
			return pid
		}
	}
	return 0
}

// TestSlurm submits four workers to a real Slurm. It kills one. It tells one to
// stop, as Slurm does before the time limit; this one goes back into the queue.
// It cancels one, which does not. The oracle is the study without Slurm.
func TestSlurm(t *testing.T) {
	program, data := built(t), voices(t)
	c := newCluster(t)
	// Pure Go and a small network: no compilation, a second of training a run.
	flags := []string{"-quick", "-backend=go", "-data=" + data, "-seeds=2", "-methods=base,gold2",
		"-speakers=synth1,synth2", "-channels=4,4,8", "-dense=8,8", "-original-epochs=6",
		"-gold-epochs=6"}
	study := func(store, file string) string {
		path := filepath.Join(t.TempDir(), file)
		c.must(program, append([]string{"study", "-store=" + store, "-out=" + path}, flags...)...)
		records, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(records)
	}
	store := t.TempDir()
	said := c.must(program, append([]string{"study", "submit", "slurm", "-workers=4", "-mem=900M",
		"-time=10", "-store=" + store}, flags...)...)
	rest, _ := strings.CutPrefix(said, "array ")
	array, _, _ := strings.Cut(rest, ":")
	const runs = 2 * 2 * 4 // speakers, seeds, and the original, gold, gold2 and base
	finished := func() int {
		// at whatever depth the store keeps them
		n := 0
		filepath.WalkDir(store, func(path string, d os.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".safetensors") {
				n++
			}
			return nil
		})
		return n
	}
	status := func() (said string, code int) {
		cmd := c.command(program, append([]string{"status", "-store=" + store}, flags...)...)
		out, _ := cmd.CombinedOutput() // its exit status is told apart below
		return string(out), cmd.ProcessState.ExitCode()
	}
	c.until("two runs are finished", func() bool { return finished() >= 2 })
	if said, code := status(); code != 3 || !strings.Contains(said, "running") {
		t.Errorf("while workers run, status ends with %d and says\n%s", code, said)
	}
	pid := c.worker(filepath.Join(store, "submit"), "2")
	if pid == 0 {
		t.Fatalf("task 2 has no worker:\n%s", c.try("squeue"))
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	c.must("scancel", "--signal=TERM", "--batch", array+"_1")
	c.must("scancel", array+"_3")
	c.until("task 1 is back in the queue", func() bool { return c.state(array+"_1", "Restarts") == "1" })
	if n := finished(); n >= runs {
		t.Errorf("all %d runs were finished before anything happened to the workers", n)
	}
	c.until("no task is left", func() bool { return c.must("squeue", "--noheader") == "" })
	for index, want := range []string{"COMPLETED", "COMPLETED", "FAILED", "CANCELLED"} {
		if got := c.state(array+"_"+strconv.Itoa(index), "JobState"); got != want {
			t.Errorf("task %d: %s, want %s", index, got, want)
		}
	}
	if n := finished(); n != runs {
		t.Errorf("%d runs are finished, want %d", n, runs)
	}
	if said, code := status(); code != 0 {
		t.Errorf("when all is done, status ends with %d and says\n%s", code, said)
	}
	if got, want := study(store, "slurm.csv"), study(t.TempDir(), "alone.csv"); got != want {
		t.Error("the records differ from those of the study without Slurm")
	}
	if t.Failed() {
		logs, _ := filepath.Glob(filepath.Join(store, "submit", "*.log"))
		for _, path := range logs {
			text, _ := os.ReadFile(path)
			t.Logf("%s:\n%s", path, text)
		}
	}
}
