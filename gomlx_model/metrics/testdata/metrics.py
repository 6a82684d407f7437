"""Writes metrics.json: what scikit-learn and SciPy say of random logits. Run: python metrics.py > metrics.json"""
import json
import sys

import numpy as np
import scipy
import sklearn
from scipy.special import logsumexp, softmax
from sklearn.metrics import accuracy_score, confusion_matrix, log_loss, precision_recall_fscore_support

rng = np.random.default_rng(20261124)


def case(name, n, classes, scale, labels=None):
    logits = (scale * rng.standard_normal((n, classes))).astype(np.float32)
    labels = rng.integers(0, classes, n) if labels is None else np.array(labels)
    z = logits.astype(np.float64)
    p = softmax(z, axis=1)
    answers = logits.argmax(axis=1)
    precision, recall, f1, _ = precision_recall_fscore_support(labels, answers, average="macro", zero_division=0)
    others = np.where(np.arange(classes)[None] == labels[:, None], -np.inf, z)
    true = z[np.arange(n), labels]
    return {
        "name": name,
        "classes": classes,
        "logits": [float(v) for v in logits.ravel()],
        "labels": labels.tolist(),
        "accuracy": accuracy_score(labels, answers),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "confidence": p.max(axis=1).mean(),
        "confidence_true": p[np.arange(n), labels].mean(),
        # log_loss clips probabilities, so large scales are left to logsumexp.
        "loss": (logsumexp(z, axis=1) - true).mean(),
        "log_loss": log_loss(labels, p, labels=list(range(classes))) if scale < 10 else None,
        "margins": (true - logsumexp(others, axis=1)).tolist(),
        "confusion": confusion_matrix(labels, answers, labels=list(range(classes))).tolist(),
    }


json.dump(
    {
        "versions": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}",
        "cases": [
            case("ten classes", 60, 10, 2.0),
            case("two classes", 9, 2, 1.0),
            case("large logits", 20, 10, 300.0),
            case("a single class in the labels", 12, 10, 1.5, [3] * 12),
            case("classes that never occur", 5, 10, 1.0, [0, 1, 0, 1, 2]),
            case("one clip", 1, 10, 1.0, [7]),
        ],
    },
    sys.stdout,
    default=float,
    indent=0,
)
