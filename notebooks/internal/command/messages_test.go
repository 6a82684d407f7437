package command

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/settings"
)

// A message is a mistake and the error message for it.
type message struct {
	env, args string
	want      []string
}

// messages are the mistakes that a user can make, for each flag of each command
// and for the files that commands read. bad is a folder of faulty files, and
// voices a corpus.
func messages(bad, voices string) []message {
	const number, whole, truth = "not a number", "not a whole number", "neither true nor false"
	small := "-data " + voices + " -backend go -seeds 1 "
	return []message{
		// the command line as a whole
		{"", "frobnicate", []string{`no command "frobnicate"`, "-h lists them"}},
		{"", "-no-such-flag", []string{"-no-such-flag", "-h lists the flags"}},
		{"", "study lucas", []string{`no argument "lucas"`, "-speakers lucas"}},
		{"", "study submit", []string{"slurm or kubernetes"}},
		{"", "study submit ray", []string{`"ray"`, "slurm or kubernetes"}},
		// variables of the environment
		{"AU_SEEDS=abc", "study", []string{"AU_SEEDS", `"abc"`, "1…1000", "11-20"}},
		{"AU_QUICK=maybe", "study", []string{"AU_QUICK", `"maybe"`, truth}},
		{"AU_BATCH=1e3", "status", []string{"AU_BATCH", `"1e3"`, whole}},
		// what is studied
		{"", "study -seeds x", []string{"-seeds", `"x"`, "1…1000", "11-20"}},
		{"", "study -seeds 0", []string{"seeds is 0", "1…1000"}},
		{"", "study -seeds 20-11", []string{"seeds is 20-11", "1…1000", "low to high"}},
		{"", "study -protocol X", []string{`protocol is "X"`, "P or M"}},
		{"", "study -methods base,nothing", []string{`"nothing"`, "use one of", "base"}},
		{"", "study -quick=maybe", []string{"-quick", `"maybe"`, truth}},
		{"", "study -fold=maybe", []string{"-fold", `"maybe"`, truth}},
		{"", "study -fold", []string{"fold", "protocol M"}},
		{"", "study -anew=maybe", []string{"-anew", `"maybe"`, truth}},
		{"", "study -data " + bad + "/absent", []string{bad + "/absent", "no such file",
			"{label}_{speaker}_{take}.wav"}},
		{"", "study -data " + bad + "/plan.txt", []string{bad + "/plan.txt", "it is a file",
			"give the folder"}},
		{"", "study -data " + bad, []string{bad, "no sound file in it", "{label}_{speaker}_{take}.wav"}},
		{"", "study " + small + "-speakers nobody", []string{`"nobody"`, "synth1"}},
		{"", "study " + small + "-speakers synth1+nobody", []string{`"nobody"`, "synth1"}},
		{"", "study " + small + "-speakers synth1+synth1", []string{"synth1"}},
		{"", "status " + small + "-speakers nobody", []string{`"nobody"`, "synth1"}},
		{"", "study -backend tpu -data " + voices, []string{`backend "tpu"`, "xla-cpu, cuda or go"}},
		{"", "status -backend tpu -data " + voices, []string{`backend "tpu"`, "xla-cpu, cuda or go"}},
		{"", "study " + small + "-store " + bad + "/plan.txt", []string{bad + "/plan.txt",
			"not a directory", "-store"}},
		// the network and its training
		{"", "study -norm none", []string{`"none"`, "batch, layer or instance"}},
		{"", "study -channels 4,x", []string{"-channels", `"x"`, whole}},
		{"", "study -channels 0", []string{"Channels of convolution 1 is 0", "1…1024"}},
		{"", "study -channels 4,4,4,4,4,4", []string{"Channels", "fewer convolutions"}},
		{"", "study -dense 5000", []string{"Dense of hidden dense layer 1 is 5000", "1…4096"}},
		{"", "study -dropout 0.1", []string{"Dropout has 1 values", "each of the 5 blocks"}},
		{"", "study -dropout 0,0,0,0,1", []string{"Dropout of block 5 is 1"}},
		{"", "study -batch 4096", []string{"batch is 4096", "1…1024"}},
		{"", "study -rate 0", []string{"rate is 0", "above 0 and at most 1"}},
		{"", "study -peak 2", []string{"peak is 2", "above 0 and at most 1"}},
		{"", "study -original-epochs 0", []string{"0 for the original", "at least 1"}},
		{"", "study -gold-epochs 0", []string{"0 for gold", "at least 1"}},
		// unlearning
		{"", "study -noise NaN", []string{"Noise is NaN", "finite number"}},
		{"", "study -rounds -1", []string{"Rounds is -1", "0…1000"}},
		{"", "study -round-epochs 1001", []string{"RoundEpochs is 1001", "0…1000"}},
		{"", "study -reset-epochs 1001", []string{"ResetEpochs is 1001", "0…1000"}},
		{"", "study -finetune-epochs 1001", []string{"FinetuneEpochs is 1001", "0…1000"}},
		{"", "study -unlearn-rate 0", []string{"Rate is 0", "above 0"}},
		{"", "study -unlearn-seed x", []string{"-unlearn-seed", `"x"`, whole}},
		{"", "study -amount -1", []string{"Amount is -1", "above 0, or 0 for"}},
		// features, which study and mfcc share
		{"", "study -frames 1000000000", []string{"frames is 1000000000", "1…1024"}},
		{"", "study -n-mels 65536 -n-mfcc 65536", []string{"n_mfcc × n_mels", "65536",
			"at most 4194304"}},
		{"", "study -standardise=x", []string{"-standardise", truth}},
		{"", "study -amin -1", []string{"AMin is -1", "positive"}},
		{"", "study -amin x", []string{"-amin", `"x"`, number}},
		{"", "study -center=x", []string{"-center", truth}},
		{"", "study -dct-norm x", []string{`DCTNorm is "x"`, "ortho, none or htk"}},
		{"", "study -dct-type 4", []string{"dct_type", "1, 2 or 3, or 0"}},
		{"", "study -drop-last=x", []string{"-drop-last", truth}},
		{"", "study -energy=x", []string{"-energy", truth}},
		{"", "study -fmax 5000", []string{"FMax is 5000 Hz", "4000"}},
		{"", "study -fmin 4000", []string{"FMin is 4000 Hz", "less than"}},
		{"", "study -gain 0", []string{"Gain is 0", "positive"}},
		{"", "study -hop 0", []string{"hop_length", "at least 1"}},
		{"", "study -htk=x", []string{"-htk", truth}},
		{"", "study -level x", []string{`Level is "x"`, "db, natural or whisper"}},
		{"", "study -lifter -1", []string{"Lifter is -1", "0 for none"}},
		{"", "study -lifter-from 2", []string{"LifterFrom is 2", "give 1"}},
		{"", "study -mel-norm x", []string{`Norm is "x"`, "slaney, none, inf"}},
		{"", "study -mel-triangles=x", []string{"-mel-triangles", truth}},
		{"", "study -n-fft 0", []string{"n_fft", "1 to 16777216"}},
		{"", "study -n-mels 0", []string{"n_mels", "1 to 65536"}},
		{"", "study -n-mfcc 129", []string{"n_mfcc", "1 to Mels = 128"}},
		{"", "study -pad-mode x", []string{"pad_mode", "constant, edge, reflect or symmetric"}},
		{"", "study -power 0", []string{"Power is 0", "positive"}},
		{"", "study -pre-emphasis 2", []string{"PreEmphasis is 2", "0 for none"}},
		{"", "study -ref NaN", []string{"Ref is NaN", "other than 0"}},
		{"", "study -ref-max=x", []string{"-ref-max", truth}},
		{"", "study -remove-dc=x", []string{"-remove-dc", truth}},
		{"", "study -symmetric=x", []string{"-symmetric", truth}},
		{"", "study -top-db -1", []string{"TopDB is -1", "0 for no clipping"}},
		{"", "study -win-length 4096", []string{"win_length", "1 to FFT = 2048"}},
		{"", "study -window x", []string{"x", "hann, hamming"}},
		{"", "study -zero-pad=x", []string{"-zero-pad", truth}},
		// study's own
		{"", "study -plan " + bad + "/plan.txt", []string{bad + "/plan.txt", "line 2", "frames is 0"}},
		{"", "study -plan " + bad, []string{bad, "it must be a file"}},
		{"", "study -out r.csv -plan " + bad + "/good.txt", []string{"-out", "-plan", "leave out one"}},
		{"", "study -against published -plan " + bad + "/good.txt", []string{"-against", "-plan",
			"leave out one"}},
		{"", "study -times t.csv -plan " + bad + "/good.txt", []string{"-times", "-plan",
			"leave out one"}},
		{"", "study -dry-run -out r.csv", []string{"-out", "-dry-run", "leave out one"}},
		{"", "study -dry-run -against published", []string{"-against", "-dry-run", "leave out one"}},
		{"", "study -dry-run -times t.csv", []string{"-times", "-dry-run", "leave out one"}},
		{"", "study -workers 2 -out r.csv", []string{"-out", "-workers", "leave out one"}},
		{"", "study -workers 2 -against published", []string{"-against", "-workers", "leave out one"}},
		{"", "study -workers 2 -dry-run", []string{"-dry-run", "-workers", "leave out one"}},
		{"", "study -out " + bad + "/absent/r.csv", []string{"out is", bad + "/absent", "make it"}},
		{"", "study -out " + bad, []string{"out is", "is a folder", "name a file"}},
		{"", "study -out " + bad + "/socket", []string{"out is", "not a regular file", "name another"}},
		{"", "study -times " + bad + "/absent/t.csv", []string{"times is", "make it"}},
		{"", "study -workers 2 -times /dev/zero", []string{"/dev/zero", "no file of at most"}},
		{"", "study -workers 2 -times " + bad + "/huge.csv", []string{"huge.csv", "no file of at most"}},
		{"", "study -workers 2 -times " + bad + "/none.csv", []string{"none.csv", "no such file"}},
		{"", "study -workers 2 -times " + bad + "/plan.txt", []string{"plan.txt", "study -times"}},
		{"", "study -against " + bad + "/absent", []string{"against", bad + "/absent", "published"}},
		{"", "study -against " + bad, []string{"against", bad, "published"}},
		{"", "study -workers -1", []string{"workers is -1", "1…100000"}},
		{"", "study -workers x", []string{"-workers", `"x"`, "give a whole number"}},
		{"", "study -dry-run=x", []string{"-dry-run", `"x"`, "give true or false"}},
		{"", "study -against", []string{"-against", "needs an argument"}},
		// the other commands
		{"", "status -plan " + bad + "/absent", []string{bad + "/absent", "no such file",
			"a line of flags"}},
		{"", "status -json=x", []string{"-json", "give true or false"}},
		{"", "status -watch=x", []string{"-watch", "give true or false"}},
		{"", "setup -plugin=x", []string{"-plugin", "give true or false"}},
		{"", "setup -x", []string{"-x", "setup -h"}},
		{"", "doctor -json=x", []string{"-json", "give true or false"}},
		{"", "doctor -x", []string{"-x", "doctor -h"}},
		{"", "mfcc", []string{"FILE.wav"}},
		{"", "mfcc -frames -1 x.wav", []string{"frames is -1", "0 for all"}},
		{"", "mfcc -frames 1000000000 x.wav", []string{"frames is 1000000000", "1 to 100000"}},
		{"", "mfcc -n-mels 65536 -n-mfcc 65536 x.wav", []string{"n_mfcc × n_mels", "at most"}},
		{"", "mfcc -preset sphinx x.wav", []string{`preset "sphinx"`, "give librosa"}},
		{"", "mfcc -sr 0 x.wav", []string{"SampleRate"}},
		{"", "mfcc " + bad + "/absent.wav", []string{bad + "/absent.wav", "check its name"}},
		{"", "mfcc " + bad, []string{bad, "not a regular file", "give the file"}},
		{"", "mfcc " + bad + "/plan.txt", []string{"plan.txt", "not a WAV", "convert it"}},
		{"", "publish -plan " + bad + "/absent", []string{bad + "/absent", "no such file"}},
		{"", "publish -quick", []string{"measures nothing", "leave -quick"}},
		{"", "publish -data " + voices, []string{"only the study of FSDD", "FSDD_DIR"}},
		{"", "publish -survey -quick", []string{"only the paper's settings", "leave out all flags"}},
		{"", "publish -survey -seeds 101", []string{"seeds is 101", "above 20"}},
		{"", "publish -survey -data synthetic", []string{"only the study of FSDD", "FSDD_DIR"}},
		{"", "publish -survey -plan " + bad + "/good.txt", []string{"one study",
			"leave out -survey or -plan"}},
		// submissions
		{"", "study submit slurm", []string{"workers is 0", "1…1000"}},
		{"", "study submit slurm -workers x", []string{"-workers", "give a whole number"}},
		{"", "study submit slurm -workers 1 -cpus 0", []string{"cpus is 0", "1…1024"}},
		{"", "study submit slurm -workers 1 -mem 2", []string{`mem is "2"`, "as in 2G"}},
		{"", "study submit slurm -workers 1 -partition a;b", []string{`partition is "a;b"`, "letters"}},
		{"", "study submit slurm -workers 1 -time soon", []string{`time is "soon"`, "8:00:00"}},
		{"", "study submit slurm -workers 1 -option x", []string{`option is "x"`, "--account="}},
		{"", "study submit slurm -workers 1 -dry-run=x", []string{"-dry-run", "give true or false"}},
		{"", "study submit slurm -workers 1 -plan " + bad + "/plan.txt", []string{"line 2"}},
		{"", "study submit kubernetes -workers 1", []string{"image is missing", "-image"}},
		{"", "study submit kubernetes -workers 1 -image ?", []string{`image is "?"`, "registry"}},
		{"", "study submit kubernetes -workers 1 -image a", []string{"claim is missing", "-claim"}},
		{"", "study submit kubernetes -workers 1 -image a -claim b -name ?", []string{`name is "?"`}},
		{"", "study submit kubernetes -workers 1 -image a -claim b -namespace ?",
			[]string{`namespace is "?"`}},
	}
}

// TestMessages requires that each message is one line that names the setting,
// flag or file, what is possible, and the remedy; and that there is no folder
// of runs, so nothing was started.
func TestMessages(t *testing.T) {
	bad := t.TempDir()
	for name, text := range map[string]string{"plan.txt": "-seeds 3\n-frames 0\n",
		"good.txt": "-seeds 3\n", "huge.csv": ""} {
		if err := os.WriteFile(filepath.Join(bad, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Truncate(filepath.Join(bad, "huge.csv"), maxTimes+1); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", filepath.Join(bad, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	voices, _ := synthetic(t, 4)
	for _, c := range messages(bad, voices) {
		t.Run(strings.TrimSpace(c.env+" "+c.args), func(t *testing.T) {
			clean(t)
			if name, value, ok := strings.Cut(c.env, "="); ok {
				t.Setenv(name, value)
			}
			runs := filepath.Join(t.TempDir(), "runs")
			t.Setenv(settings.Variable("store"), runs)
			var out bytes.Buffer
			err := Dispatch(t.Context(), &out, strings.Fields(c.args))
			if err == nil {
				t.Fatalf("no error; printed %q", out.String())
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "strconv") ||
				strings.Contains(err.Error(), "parse error") {
				t.Errorf("not one sentence: %q", err)
			}
			if entries, _ := os.ReadDir(runs); len(entries) > 0 || out.Len() > 0 {
				t.Errorf("something was begun: %v, %q", entries, out.String())
			}
		})
	}
}
