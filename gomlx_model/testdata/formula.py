"""The inputs of step_jax.py and keras_rules.py, by a formula that step_test.go computes bit for bit alike."""
import math

import numpy as np

SIDE, CLASSES, CLIPS = 20, 10, 32
WIDTHS = (16, 32, 64, 128, 64, CLASSES)
RATES = (0.1, 0.2, 0.3, 0.4, 0.5)


def stream(seed, n):
    """n numbers in [-1, 1): x <- 1664525 x + 1013904223 mod 2^32, each as x / 2^31 - 1, exact in float64."""
    out, x = np.empty(n), seed
    for i in range(n):
        x = (1664525 * x + 1013904223) % 2**32
        out[i] = x / 2**31 - 1
    return out


def tensors():
    """(name, shape) of all tensors, from input to output."""
    result, channels = [], 1
    for i, width in enumerate(WIDTHS):
        unit, norm = (f"conv{i + 1}", f"norm{i + 1}") if i < 3 else (f"dense{i - 2}", f"norm{i + 1}")
        fan = channels if i != 3 else 2 * 2 * channels
        result += [(unit + "/kernel", (width, 3, 3, fan) if i < 3 else (fan, width)), (unit + "/bias", (width,))]
        if i < 5:
            result += [(f"{norm}/{kind}", (width,)) for kind in ("scale", "offset", "moving_mean", "moving_variance")]
        channels = width
    return result


def moves(name):
    return "/moving_" in name


def weights():
    """Name -> float32 values: kernels on the Glorot interval, the rest around the values that a training begins with."""
    result = {}
    for i, (name, shape) in enumerate(tensors()):
        u = stream(1000 + i, math.prod(shape)).reshape(shape)
        kind = name.split("/")[1]
        if kind == "kernel":
            value = u * math.sqrt(6 / (math.prod(shape[1:-1]) * (shape[0] + shape[-1])))
        elif kind in ("scale", "moving_variance"):
            value = 1 + u / 2
        else:
            value = u / 4
        result[name] = value.astype(np.float32)
    return result


def clips():
    """Features [32, 20, 20] of about the size of normalised MFCCs, and labels."""
    features = (3 * stream(1, CLIPS * SIDE * SIDE)).astype(np.float32).reshape(CLIPS, SIDE, SIDE)
    return features, np.arange(CLIPS) * 7 % CLASSES


def finalise(h):
    """MurmurHash3's last mixing (Appleby), on uint32, which wraps."""
    h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return h ^ (h >> np.uint32(16))


def dropout_mask(seed, step, block, shape):
    """What a block's activations of that shape are multiplied by: 0, or 1/(1 - rate)."""
    key = np.array([((seed + step) * 0x9E3779B9 + (block + 1) * 0x85EBCA77) % 2**32], np.uint32)
    position = np.arange(math.prod(shape), dtype=np.uint32) + np.uint32(0x9E3779B9)
    bits = finalise(finalise(position) ^ finalise(key))
    kept = bits >= np.uint32(int(RATES[block] * 2**32))
    return np.where(kept, 1 / (1 - RATES[block]), 0.0).reshape(shape)
