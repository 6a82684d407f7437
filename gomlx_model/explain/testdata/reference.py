"""Writes reference.json: Cohen's kappa, silhouettes and principal components by scikit-learn, CKA by U-centred matrices, the Mantel test by SciPy and all
orders, the centred matrix by least squares, and influence by NumPy. Run: python reference.py > reference.json"""
import itertools
import json
import sys

import numpy as np
import scipy
import sklearn
from scipy.stats import spearmanr
from sklearn.decomposition import PCA
from sklearn.metrics import cohen_kappa_score, silhouette_samples


def stream(seed, n):
    """n numbers in [-1, 1): x <- 1664525 x + 1013904223 mod 2^32, each as x / 2^31 - 1."""
    out = np.empty(n)
    for i in range(n):
        seed = (1664525 * seed + 1013904223) % 2**32
        out[i] = seed / 2**31 - 1
    return out


def rows(seed, clips, units):
    return stream(seed, clips * units).reshape(clips, units).astype(np.float32).astype(float)


def centred(k):
    """U-centring (Szekely and Rizzo, Annals of Statistics 42, 2014): <U(K), U(L)>/(n(n-3)) is the unbiased HSIC."""
    n = len(k)
    k = k.copy()
    np.fill_diagonal(k, 0)
    u = k - k.sum(0)[None, :] / (n - 2) - k.sum(1)[:, None] / (n - 2) + k.sum() / ((n - 1) * (n - 2))
    np.fill_diagonal(u, 0)
    return u


def cka(x, y):
    a, b = centred(x @ x.T), centred(y @ y.T)
    return (a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum())


x = rows(1, 20, 6)
y = np.hstack([x[:, :3] ** 2, rows(2, 20, 40)]).astype(np.float32).astype(float)  # more units than clips
groups = np.arange(20) % 3
groups[7] = 3  # alone in its group
scores = silhouette_samples(x, groups)
pca = PCA(2, svd_solver="full").fit(x)
axes = pca.components_ * np.sign(pca.components_[np.arange(2), np.abs(pca.components_).argmax(1)])[:, None]

a, b = stream(3, 25).reshape(5, 5), stream(4, 25).reshape(5, 5)
off = ~np.eye(5, dtype=bool)
rho = spearmanr(a[off], b[off]).statistic
rhos = [spearmanr(a[off], b[np.ix_(o, o)][off]).statistic for o in itertools.permutations(range(5))]
cells = [(i, j) for i in range(5) for j in range(5) if i != j]
design = np.zeros((20, 11))
for c, (i, j) in enumerate(cells):
    design[c, [0, 1 + i, 6 + j]] = 1
values = np.array([a[c] for c in cells])
residual = values - design @ np.linalg.lstsq(design, values, rcond=None)[0]


def last(seed, clips):
    return rows(seed, clips, 3), rows(seed + 1, clips, 2), np.arange(clips) * 7 % 2


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def gradients(h, z, y):
    return np.stack([np.outer(np.append(u, 1), p - np.eye(2)[k]).ravel() for u, p, k in zip(h, softmax(z), y)])


training, group, test = last(10, 12), last(20, 4), last(30, 5)
step = gradients(*group).sum(0)
H = np.zeros((8, 8))
for u, p in zip(training[0], softmax(training[1])):
    v = np.append(u, 1)
    H += np.kron(np.outer(v, v), np.diag(p) - np.outer(p, p)) / 12
H += 0.1 * np.trace(H) / 8 * np.eye(8)

m, g = stream(5, 40) > 0.2, stream(6, 40) > 0
json.dump(
    {
        "versions": f"NumPy {np.__version__}, SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}",
        "kappa": cohen_kappa_score(m, g),
        "cka": cka(x, y),
        "silhouette": [scores[groups == k].mean() for k in range(4)],
        "plane": {"points": ((x - x.mean(0)) @ axes.T).tolist(), "share": pca.explained_variance_ratio_.tolist()},
        "mantel": {"rank": rho, "p": float(np.mean(np.abs(rhos) >= abs(rho) - 1e-12))},
        "centred": residual.tolist(),
        "tracin": (0.5 * gradients(*test) @ step).tolist(),
        "influence": (gradients(*test) @ np.linalg.solve(H, step) / 12).tolist(),
    },
    sys.stdout,
    indent=1,
)
