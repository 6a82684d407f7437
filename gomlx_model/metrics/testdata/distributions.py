"""Writes distributions.json: KLOM, its pooled form, the challenge's forgetting quality and leave-pairs-out LiRA, written
from their formulas a second time, on margins that every language computes alike, and their means on normal numbers.
Run: python distributions.py > distributions.json"""
import json
import sys

import numpy as np


def stream(seed, n):
    """n numbers in [-1, 1): x <- 1664525 x + 1013904223 mod 2^32, each as x / 2^31 - 1."""
    out = np.empty(n)
    for i in range(n):
        seed = (1664525 * seed + 1013904223) % 2**32
        out[i] = seed / 2**31 - 1
    return out


def margins(seed, models, clips, shift):
    """Sums of three uniform numbers, models x clips."""
    return 2 * stream(seed, 3 * models * clips).reshape(models, clips, 3).sum(-1) + shift


def binned_kl(p, q):
    p, q = np.clip(p, -100, 100), np.clip(q, -100, 100)
    edges = np.linspace(min(p.min(), q.min()), max(p.max(), q.max()), 21)
    P = np.histogram(p, edges)[0] / len(p)  # the last bin is closed
    Q = np.histogram(q, edges)[0] / len(q)
    Q = np.where(P > 0, np.maximum(Q, 1e-5), Q)
    Q = Q / Q.sum()
    return float(sum(a * np.log(a / b) for a, b in zip(P, Q) if a > 0))


def klom(u, g):
    return [binned_kl(u[:, c], g[:, c]) for c in range(u.shape[1])]


def pooled(u, g, reference):
    mean, sd = reference.mean(0), reference.std(0, ddof=1)
    return binned_kl(((u - mean) / sd).ravel(), ((g - mean) / sd).ravel())


def epsilon_of(fpr, fnr):
    if fpr == 0 and fnr == 0:
        return np.inf
    if fpr == 0 or fnr == 0:
        return 0.0
    best = 0.0
    for a, b in ((fpr, fnr), (fnr, fpr)):
        if 1 - 1e-5 - a > 0:
            best = max(best, np.log(1 - 1e-5 - a) - np.log(b))
    return best


def grid(low, high):
    return low + np.arange(int(np.ceil((high - low) * 100)) + 1) / 100


def epsilon(u, g, intervals=True):
    spread = sorted((np.ptp(u), np.ptp(g)))
    if spread[0] < 0.01 * spread[1]:
        return 50.0
    low, high = (u, g) if np.median(u) <= np.median(g) else (g, u)
    best = 0.0
    for t in grid(min(u.min(), g.min()) - 0.01, max(u.max(), g.max()) + 0.01):
        best = max(best, epsilon_of(np.mean(low > t), np.mean(high <= t)))
    if intervals:
        narrow, wide = (g, u) if np.ptp(g) < np.ptp(u) else (u, g)
        seen = set()
        starts = {(int((narrow <= t).sum()), int((wide <= t).sum())) for t in grid(narrow.min() - 2, narrow.min() + 2)}
        ends = {(int((narrow <= t).sum()), int((wide <= t).sum())) for t in grid(narrow.max() - 2, narrow.max() + 2)}
        for s in starts:
            for e in ends:
                inside = (e[0] - s[0], e[1] - s[1])
                if min(inside) >= 0 and inside not in seen:
                    seen.add(inside)
                    best = max(best, epsilon_of(inside[1] / len(wide), 1 - inside[0] / len(narrow)))
    return min(50.0, best)


def quality(u, g, intervals=True):
    top = np.ceil(np.log(max(2, min(len(u), len(g)) - 1)))
    total = 0.0
    for c in range(u.shape[1]):
        e = epsilon(u[:, c], g[:, c], intervals)
        total += 0.0 if e >= top else 2.0 ** -int(e / 0.5)
    return total / u.shape[1]


def lira(u, g):
    wins, n = 0.0, len(u)
    for i in range(n):
        for j in range(n):
            rest = [k for k in range(n) if k not in (i, j)]
            a, b = u[rest].mean(0), g[rest].mean(0)
            s, t = ((a - b) * (u[i] - (a + b) / 2)).sum(), ((a - b) * (g[j] - (a + b) / 2)).sum()
            wins += 1.0 if s > t else 0.5 if s == t else 0.0
    return wins / n**2


cases = []
for models, clips, shift in ((6, 5, 0.0), (10, 8, 1.0), (24, 3, 0.5)):
    u, g, r = margins(1, models, clips, shift), margins(2, models, clips, 0), margins(3, models, clips, 0)
    cases.append({"models": models, "clips": clips, "shift": shift, "klom": klom(u, g), "pooled": pooled(u, g, r),
                  "epsilon": [epsilon(u[:, c], g[:, c]) for c in range(clips)], "quality": quality(u, g),
                  "lira": lira(u, g)})

random = np.random.default_rng(1)
normal = lambda models, clips, shift=0.0: random.normal(shift, 1, (models, clips))
mean_klom = [{"models": n, "shift": s, "mean": float(np.mean(klom(normal(n, 4000, s), normal(n, 4000))))}
             for n in (10, 20, 100) for s in (0.0, 1.0)]
mean_pooled = [{"shift": s, "mean": float(np.mean([pooled(normal(10, 200, s), normal(10, 200), normal(10, 200))
                                                   for _ in range(100)]))} for s in (0.0, 0.5, 1.0)]
reused = []
for _ in range(100):
    golds = normal(10, 200)
    reused.append(pooled(normal(10, 200), golds, golds))
json.dump({"versions": f"NumPy {np.__version__}", "cases": cases, "mean_klom": mean_klom, "mean_pooled": mean_pooled,
           "mean_pooled_reused": float(np.mean(reused)),
           "mean_quality_by_threshold": quality(normal(64, 1000), normal(64, 1000), intervals=False)},
          sys.stdout, indent=1)
print()
