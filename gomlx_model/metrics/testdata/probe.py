"""Writes probe.json: ridge-regression probes by scikit-learn. Run: python probe.py > probe.json"""
import json
import sys

import numpy as np
import sklearn
from sklearn.linear_model import Ridge
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

UNITS, FOLDS, RIDGE = 6, 5, 0.01


def stream(seed, n):
    """n numbers in [-1, 1): x <- 1664525 x + 1013904223 mod 2^32, each as x / 2^31 - 1."""
    out = np.empty(n)
    for i in range(n):
        seed = (1664525 * seed + 1013904223) % 2**32
        out[i] = seed / 2**31 - 1
    return out


def case(clips, seed, lift):
    """Every fourth clip is a member, and lift is added to its first two units; the last unit is always 0, as a dead ReLU's."""
    x = stream(seed, clips * UNITS).reshape(clips, UNITS)
    member, fold = np.arange(clips) % 4 == 1, np.arange(clips) // 4 % FOLDS
    x[member, :2] += lift
    x[:, -1] = 0
    x = x.astype(np.float32).astype(float)
    aucs = []
    for out in range(FOLDS):
        learn = fold != out
        scale = StandardScaler().fit(x[learn])
        probe = Ridge(alpha=RIDGE * learn.sum()).fit(scale.transform(x[learn]), member[learn])
        aucs.append(roc_auc_score(member[~learn], probe.predict(scale.transform(x[~learn]))))
    return {"clips": clips, "seed": seed, "lift": lift, "auc": float(np.mean(aucs))}


json.dump(
    {"versions": f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}", "units": UNITS, "folds": FOLDS,
     "cases": [case(200, 1, 0.0), case(200, 2, 0.5), case(400, 3, 0.25)]},
    sys.stdout, indent=1,
)
