"""Times librosa and this package on the same recordings, in one run.

    FSDD_DIR=... env/bin/python testdata/speed.py [PROCESSORS]

from the folder audio, with the environment of goldens.py. Both read the
3,000 files and make 20×20 coefficients of each, three times; the fastest
counts. Both may use the processors given, by default all.
"""

import glob
import os
import re
import subprocess
import sys
import time
import warnings

processors = int(sys.argv[1]) if len(sys.argv) > 1 else os.cpu_count()
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:processors])

import librosa  # noqa: E402, its threads must see the affinity
import numpy as np  # noqa: E402

warnings.filterwarnings("ignore")


def features(path):
    y, rate = librosa.load(path, sr=8000)
    m = librosa.feature.mfcc(y=y, sr=rate, n_mfcc=20)
    return librosa.util.fix_length(m, size=20, axis=1)


def time_librosa(files):
    features(files[0])
    start = time.perf_counter()
    np.stack([features(f) for f in files])
    return time.perf_counter() - start


def time_go():
    command = ["go", "test", "-run", "^$", "-bench", "^BenchmarkFSDD$", "-benchtime", "5x", "-cpu", str(processors), "./corpus"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(re.search(r"([\d.]+) ns/op", out)[1]) / 1e9


def main():
    files = sorted(glob.glob(os.environ["FSDD_DIR"] + "/*.wav"))
    theirs = min(time_librosa(files) for _ in range(3))
    ours = min(time_go() for _ in range(3))
    print(f"{len(files)} recordings, {processors} processors")
    print(f"librosa {librosa.__version__}: {theirs:.2f} s, audio: {ours:.3f} s, {theirs / ours:.1f} times faster")


if __name__ == "__main__":
    main()
