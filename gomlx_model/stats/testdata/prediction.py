"""Writes prediction.json: the exact sign flip by SciPy's permutation test, and the prediction interval of one speaker and three seeds from SciPy's analysis of variance and t.
Run: python prediction.py > prediction.json"""
import json
import sys

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(20261124)


def flip(d):
    """With one sample and type 'samples' SciPy flips the signs of the observations; the sum is the statistic."""
    r = stats.permutation_test((np.array(d),), np.sum, permutation_type="samples", n_resamples=np.inf, alternative="two-sided")
    return {"differences": list(map(float, d)), "p": float(r.pvalue)}


def predict(clusters, seeds):
    """s2_speaker and s2_within from the F test's mean squares, then design's formula as it stands."""
    n = np.array([len(c) for c in clusters])
    k, N = len(n), n.sum()
    msw = sum(((np.array(c) - np.mean(c)) ** 2).sum() for c in clusters) / (N - k)
    msb = stats.f_oneway(*clusters).statistic * msw
    n0 = (N - (n**2).sum() / N) / (k - 1)
    speaker = max(0.0, (msb - msw) / n0)
    variance = speaker * (1 + 1 / k) + msw * (1 / seeds + 1 / N)
    a = (1 + 1 / k) / n0 if speaker > 0 else 0.0
    b = 1 / seeds + 1 / N - a
    df = variance**2 / ((a * msb) ** 2 / (k - 1) + (b * msw) ** 2 / (N - k))
    mean = np.mean([np.mean(c) for c in clusters])
    half = stats.t.ppf(0.975, df) * variance**0.5
    return {"clusters": [list(map(float, c)) for c in clusters], "seeds": seeds, "mean": mean, "sd": variance**0.5, "df": df, "low": mean - half, "high": mean + half}


balanced = [(m + 0.01 * rng.standard_normal(10)).tolist() for m in (-0.02, 0.0, 0.01, 0.015, -0.005, 0.03)]
ragged = [[0.01, 0.02, 0.015], [0.03], [-0.01, 0.0]]
pure = [[0.1, -0.1, 0.0], [0.0, 0.1, -0.1]]  # equal means: no speaker component
json.dump(
    {
        "versions": f"SciPy {scipy.__version__}, NumPy {np.__version__}",
        "flip": [flip(rng.normal(0.5, 1, 6)), flip(rng.normal(0, 1, 10)), flip([0.1, 0.2, 0.3, 0.1, 0.2, 0.3]), flip([1, -1, 2, 0, 0.5]), flip(rng.normal(0.3, 1, 13))],
        "predict": [predict(balanced, 3), predict(ragged, 3), predict(pure, 3), predict(balanced, 1)],
    },
    sys.stdout,
    default=float,
    indent=0,
)
