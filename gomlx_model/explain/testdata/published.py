"""Writes published.json: memory and changes of the published answers of seeds 1 to 10, by SciPy and scikit-learn, from the files themselves.
Run: python published.py > published.json"""
import csv
import glob
import gzip
import json
import sys
from collections import defaultdict

import numpy as np
import scipy
import sklearn
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score

data = "../../../figures/data/clips/"
speakers = np.array([row["speaker"] for row in csv.DictReader(open(data + "names.csv"))])
runs = {}
for path in sorted(glob.glob(data + "P-batch-one-*-01-10.csv.gz")):
    for row in csv.DictReader(gzip.open(path, "rt")):
        pair = (row["speaker"], int(row["seed"]))
        runs[pair + (row["method"],)] = (np.array(list(row["answers"]), int), np.array(row["half_nats"].split(), float) / 2)
out = {}
for method in ("base", "conv-bn", "gold2", "noise-0.16"):
    memory, kappa, share = defaultdict(list), defaultdict(list), defaultdict(list)
    for speaker, seed in sorted({k[:2] for k in runs}):
        own = speakers == speaker
        (a0, m0), (ag, mg), (am, mm) = (tuple(x[own] for x in runs[speaker, seed, name]) for name in ("original", "gold", method))
        memory[speaker].append(spearmanr(m0 - mg, m0 - mm).statistic)
        kappa[speaker].append(cohen_kappa_score(am != a0, ag != a0))
        share[speaker].append(np.mean(am != a0))
    out[method] = [float(np.mean([np.mean(v) for v in d.values()])) for d in (memory, kappa, share)]
json.dump({"versions": f"SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}", "memory_kappa_share": out}, sys.stdout, indent=1)
