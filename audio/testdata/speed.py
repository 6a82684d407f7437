"""Times librosa, kaldi-native-fbank and this package on the same recordings, in
one run.

    FSDD_DIR=... env/bin/python testdata/speed.py [PROCESSORS [ROUNDS]]

from the folder audio, with the environment of goldens.py and kaldi-native-fbank
1.23.0. librosa and `BenchmarkFSDD` read the 3,000 files and make 20×20
coefficients of each; kaldi-native-fbank and `BenchmarkKaldi` make all frames of
Kaldi's of the samples in memory. All may use the processors given, by default
all. They take turns for some rounds, by default 3, and the fastest counts: in
seconds of the clock, and in seconds of processors, which other programs on the
machine disturb less.
"""

import glob
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings

processors = int(sys.argv[1]) if len(sys.argv) > 1 else os.cpu_count()
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:processors])

import kaldi_native_fbank as knf  # noqa: E402, threads must see the affinity
import librosa  # noqa: E402
import numpy as np  # noqa: E402

warnings.filterwarnings("ignore")


def features(path):
    y, rate = librosa.load(path, sr=8000)
    m = librosa.feature.mfcc(y=y, sr=rate, n_mfcc=20)
    return librosa.util.fix_length(m, size=20, axis=1)


def kaldi(options, x):
    m = knf.OnlineMfcc(options)
    m.accept_waveform(8000, x)
    m.input_finished()
    return np.stack([m.get_frame(i) for i in range(m.num_frames_ready)])


def processor_time(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def timed(who, work):
    clock, used = time.perf_counter(), processor_time(who)
    work()
    return np.array([time.perf_counter() - clock, processor_time(who) - used])


def time_go(binary, name, times):
    command = [binary, "-test.run", "^$", "-test.bench", f"^{name}$", "-test.benchtime", f"{times}x", "-test.cpu", str(processors)]
    return timed(resource.RUSAGE_CHILDREN, lambda: subprocess.run(command, cwd="corpus", check=True, capture_output=True))


def main():
    files = sorted(glob.glob(os.environ["FSDD_DIR"] + "/*.wav"))
    options = knf.MfccOptions()
    options.frame_opts.samp_freq, options.frame_opts.dither = 8000, 0
    samples = [(librosa.load(f, sr=8000)[0] * 32768).tolist() for f in files]
    features(files[0])
    with tempfile.TemporaryDirectory() as folder:
        binary = folder + "/corpus.test"
        subprocess.run(["go", "test", "-c", "-o", binary, "./corpus"], check=True)
        peers = {
            "librosa": lambda: timed(resource.RUSAGE_SELF, lambda: [features(f) for f in files]),
            "kaldi-native-fbank": lambda: timed(resource.RUSAGE_SELF, lambda: [kaldi(options, x) for x in samples]),
        }
        for name in ["BenchmarkFSDD", "BenchmarkKaldi"]:
            for times in [1, 4]:
                peers[name, times] = lambda name=name, times=times: time_go(binary, name, times)
        best = {name: np.array([np.inf, np.inf]) for name in peers}
        for _ in range(rounds):
            for name, run in peers.items():
                best[name] = np.minimum(best[name], run())
    for name in ["BenchmarkFSDD", "BenchmarkKaldi"]:
        # One iteration, without the start and what is read before.
        best[name] = (best[name, 4] - best[name, 1]) / 3
    print(f"{len(files)} recordings, {processors} processors, librosa {librosa.__version__}")
    for theirs, ours in [("librosa", "BenchmarkFSDD"), ("kaldi-native-fbank", "BenchmarkKaldi")]:
        (a, b), (c, d) = best[theirs], best[ours]
        print(f"clock: {theirs} {a:.2f} s, {ours} {c:.3f} s, ratio {a / c:.1f}")
        print(f"processors: {theirs} {b:.2f} s, {ours} {d:.3f} s, ratio {b / d:.1f}")


if __name__ == "__main__":
    main()
