"""Computes what statistics.json holds from the inputs that it holds: paired t, signed ranks, Holm and AUC as SciPy, statsmodels and scikit-learn see them.
Run: python statistics.py < statistics.json > again.json"""
import json
import sys

import numpy as np
from scipy import stats
from sklearn.metrics import roc_auc_score
from statsmodels.stats.multitest import multipletests

given = json.load(sys.stdin)


def paired(a, b):
    d = np.array(b) - np.array(a)
    t = stats.ttest_rel(b, a)
    low, high = t.confidence_interval(0.95)
    w = stats.wilcoxon(d)
    return {"a": a, "b": b, "t": t.statistic, "t_p": t.pvalue, "mean_diff": d.mean(), "ci_low": low, "ci_high": high,
            "cohens_dz": d.mean() / d.std(ddof=1), "wilcoxon_w": w.statistic, "wilcoxon_p": w.pvalue}


auc, holm = given["auc"], given["holm"]
json.dump(
    {
        "paired": [paired(g["a"], g["b"]) for g in given["paired"]],
        "auc": auc | {"auc": roc_auc_score(auc["labels"], auc["scores"])},
        "holm": holm | {"adjusted": multipletests(holm["p"], method="holm")[1].tolist()},
    },
    sys.stdout,
    default=float,
)
