"""Writes inference.json: equivalence, bootstrap, power, ties and variance components as SciPy, NumPy and statsmodels see them.
Run: python inference.py > inference.json"""
import itertools
import json
import sys

import numpy as np
import scipy
import statsmodels
from scipy import stats
from scipy.optimize import brentq
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.weightstats import DescrStatsW

rng = np.random.default_rng(20261124)


def tost(d, margin):
    p, lower, upper = DescrStatsW(d).ttost_mean(-margin, margin)
    return {"differences": d.tolist(), "margin": margin, "p": p, "p_lower": lower[1], "p_upper": upper[1]}


def bootstrap(clusters):
    means = [np.mean(c) for c in clusters]
    draws = [np.mean(c) for c in itertools.product(means, repeat=len(means))]
    low, high = np.quantile(draws, [0.025, 0.975])
    return {"clusters": [list(map(float, c)) for c in clusters], "mean": np.mean(means), "low": low, "high": high}


def signed_rank(d):
    r = stats.wilcoxon(d)
    return {"differences": list(map(float, d)), "w": r.statistic, "p": r.pvalue}


def components(clusters):
    """One-way analysis of variance; F from SciPy, the components from its mean squares."""
    n = np.array([len(c) for c in clusters])
    msw = sum(((np.array(c) - np.mean(c)) ** 2).sum() for c in clusters) / (n.sum() - len(n))
    f = stats.f_oneway(*clusters).statistic
    between = max(0.0, (f * msw - msw) / ((n.sum() - (n**2).sum() / n.sum()) / (len(n) - 1)))
    return {"clusters": [list(map(float, c)) for c in clusters], "between": between**0.5, "within": msw**0.5, "icc": between / (between + msw)}


power = TTestPower()
balanced = [(m + 0.01 * rng.standard_normal(10)).tolist() for m in (-0.02, 0.0, 0.01, 0.015, -0.005, 0.03)]
ragged = [[0.01, 0.02, 0.015], [0.03], [-0.01, 0.0]]
pure = [[0.1, -0.1, 0.0], [0.0, 0.1, -0.1]]
tied = [0.01, -0.01, 0.02, 0.03, 0.03, 0.0, 0.05]
holm_p = rng.uniform(0, 0.2, 9)

json.dump(
    {
        "versions": f"SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}, NumPy {np.__version__}",
        "tost": [tost(0.002 + 0.004 * rng.standard_normal(6), 0.01), tost(0.03 * rng.standard_normal(6), 0.01),
                 tost(-0.02 + 0.004 * rng.standard_normal(60), 0.01)],
        "bootstrap": [bootstrap(balanced), bootstrap(ragged), bootstrap([[0.2], [0.3]])],
        "wilcoxon": [signed_rank(tied), signed_rank(np.round(rng.normal(0.3, 1, 13), 1)), signed_rank(np.round(rng.normal(0.3, 1, 14), 1)),
                     signed_rank(np.round(rng.normal(0.3, 1, 60), 1)), signed_rank(rng.normal(0.2, 1, 50)), signed_rank(rng.normal(0.2, 1, 51)),
                     signed_rank([0.1]), signed_rank([-0.5, -0.25])],
        "power": [{"n": n, "dz": dz, "power": power.power(dz, n, 0.05, alternative="two-sided")}
                  for n in (2, 3, 6, 10, 18, 60) for dz in (0.05, 0.3, 0.8, 1.5, 4.04)
                  if dz * n**0.5 < 25],  # beyond, SciPy's noncentral t returns NaN
        "smallest": [{"n": n, "dz": brentq(lambda dz: power.power(dz, n, 0.05) - 0.8, 1e-3, 6 / n**0.5, xtol=1e-14)} for n in (3, 4, 6, 18, 60, 200)],
        "pairs": [{"dz": dz, "n": power.solve_power(dz, None, 0.05, 0.8, "two-sided")} for dz in (0.05, 0.2, 0.36, 0.5, 0.8, 1.2)],
        "components": [components(balanced), components(ragged), components(pure)],
        "holm": {"p": holm_p.tolist(), "adjusted": multipletests(holm_p, method="holm")[1].tolist()},
    },
    sys.stdout,
    default=float,
    indent=0,
)
