package settings

import (
	"flag"
	"io"
	"slices"
	"strings"
	"testing"
)

// parse returns the defaults with flags set.
func parse(t *testing.T, args ...string) Settings {
	t.Helper()
	s := Default()
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	s.Flags(flags)
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	return s
}

// Every setting can be given as a flag and as a variable, which agree, and the
// defaults change nothing.
func TestVariables(t *testing.T) {
	if changes := Default().Changes(); len(changes) > 0 {
		t.Errorf("the defaults change %v", changes)
	}
	args := []string{"-n-fft=1024", "-hop=256", "-n-mels=40", "-n-mfcc=13", "-frames=30",
		"-standardise", "-window=hamming", "-center=false", "-htk", "-channels=8,16", "-dense=32",
		"-batch=32", "-original-epochs=3", "-gold-epochs=4", "-rate=0.002", "-noise=0.1",
		"-rounds=2", "-reset-epochs=1", "-round-epochs=2", "-finetune-epochs=3",
		"-unlearn-rate=0.003", "-unlearn-seed=7"}
	s := parse(t, args...)
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	const want = "n-fft=1024 hop=256 window=hamming center=false n-mels=40 htk=true n-mfcc=13 " +
		"frames=30 standardise=true channels=8,16 dense=32 dropout=0.1,0.2,0.4 batch=32"
	if got := strings.Join(s.Changes(), " "); got != want {
		t.Errorf("changes %s, want %s", got, want)
	}
	if u := s.Unlearn; s.OriginalEpochs != 3 || s.GoldEpochs != 4 || s.Rate != 0.002 ||
		u != (Unlearn{Noise: 0.1, Rounds: 2, ResetEpochs: 1, RoundEpochs: 2, FinetuneEpochs: 3,
			Rate: 0.003, Seed: 7}) {
		t.Errorf("trained by %+v, original %d, gold %d epochs", u, s.OriginalEpochs, s.GoldEpochs)
	}
	for _, variable := range s.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		t.Setenv(name, value)
	}
	again := Default().FromEnv()
	if a, b := again.Environ(), s.Environ(); !slices.Equal(a, b) {
		t.Errorf("from the environment %v, want %v", a, b)
	}
	if err := again.Validate(); err != nil {
		t.Error(err)
	}
}

// Shares of dropout follow the number of blocks unless they are given.
func TestDropoutFollows(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "[0.1 0.2 0.3 0.4 0.5]"},
		{[]string{"-dense=32"}, "[0.1 0.2 0.3 0.4]"},
		{[]string{"-channels=4,4,4,4", "-dense=8,8,8"}, "[0.1 0.2 0.3 0.3 0.4 0.5 0.5]"},
		{[]string{"-dropout=0,0.5", "-channels=4", "-dense=8"}, "[0 0.5]"},
	} {
		s := parse(t, c.args...)
		if err := s.Validate(); err != nil {
			t.Errorf("%v: %v", c.args, err)
		}
		if got := "[" + strings.ReplaceAll(joined(s.Shape().Dropout), ",", " ") +
			"]"; got != c.want {
			t.Errorf("%v: dropout %s, want %s", c.args, got, c.want)
		}
	}
}

// What is wrong is named, with what to do.
func TestVariablesOutOfRange(t *testing.T) {
	for arg, want := range map[string]string{
		"-channels=":       "network: Channels has 0 values",
		"-dense=":          "network: Dense has 0 values",
		"-dropout=0.1":     "network: Dropout has 1 values",
		"-frames=0":        "frames is 0: it must be in 1…1024",
		"-n-mfcc=200":      "Coefficients (n_mfcc) is 200; give 1 to Mels = 128",
		"-batch=0":         "batch is 0: it must be in 1…1024 clips",
		"-unlearn-seed=-1": "unlearn: Seed is -1",
	} {
		if err := parse(t, arg).Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", arg, err, want)
		}
	}
	t.Setenv("AU_N_FFT", "many")
	if err := Default().FromEnv().Validate(); err == nil ||
		!strings.Contains(err.Error(), `AU_N_FFT is "many": "many" is not a whole number`) {
		t.Errorf("error %v", err)
	}
}

// A quick run has fewer epochs, never more than were asked for.
func TestQuickened(t *testing.T) {
	s := parse(t, "-quick", "-original-epochs=3", "-rounds=1").Quickened()
	if s.OriginalEpochs != 3 || s.GoldEpochs != 12 || s.Unlearn.Rounds != 1 ||
		s.Unlearn.ResetEpochs != 2 {
		t.Errorf("quick: %+v", s)
	}
}
