"""Writes step_jax.json: training steps of the network in float64, by JAX. Run: python step_jax.py > step_jax.json

Nothing is shared with the Go code but the definitions: convolutions and pooling are XLA's own and not matrix products and selections,
padding rows are left out and not weighted by 0, the penalty is a term of the loss and not of the gradient.
"""
import json
import sys

import jax

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")
import jax.numpy as jnp
import numpy as np
from jax import lax

import formula

LAYERS = ["conv1", "norm1", "conv2", "norm2", "conv3", "norm3", "dense1", "norm4", "dense2", "norm5", "dense3"]
LEARNT = [(name, shape) for name, shape in formula.tensors() if not formula.moves(name)]
SIZE = sum(int(np.prod(shape)) for _, shape in LEARNT)


def forward(w, x, masks, frozen):
    """Logits and the new moving statistics; in evaluation (masks None) every norm uses its moving ones, and so does a frozen norm in training."""
    moving = {}
    for i in range(5):
        unit, norm = LAYERS[2 * i], LAYERS[2 * i + 1]
        if i < 3:
            x = lax.conv_general_dilated(x, w[unit + "/kernel"], (1, 1), "SAME", dimension_numbers=("NHWC", "OHWI", "NHWC"))
        else:
            x = x.reshape(len(x), -1) @ w[unit + "/kernel"]
        x = x + w[unit + "/bias"]
        old = w[norm + "/moving_mean"], w[norm + "/moving_variance"]
        mean, variance = old
        if masks is not None and norm not in frozen:
            axes = tuple(range(x.ndim - 1))
            mean, variance = x.mean(axes), x.var(axes)
            moving[norm + "/moving_mean"] = 0.99 * old[0] + 0.01 * mean
            moving[norm + "/moving_variance"] = 0.99 * old[1] + 0.01 * variance
        x = jax.nn.relu((x - mean) / jnp.sqrt(variance + 1e-3) * w[norm + "/scale"] + w[norm + "/offset"])
        if i < 3:
            x = lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
        if masks is not None:
            x = x * masks[i]
    return x @ w["dense3/kernel"] + w["dense3/bias"], moving


def loss(learnt, moving, x, batch, masks, o):
    logits, new = forward(learnt | moving, x, masks, o["frozen"])
    ce = -jax.nn.log_softmax(logits)[jnp.arange(len(x)), batch["labels"]]
    soft = jax.nn.softmax(batch["teacher"] / o["temperature"])
    distilled = -(soft * jax.nn.log_softmax(logits / o["temperature"])).sum(1)
    per_clip = batch["weight"] * ce + o["distil"] * o["temperature"] ** 2 * distilled
    pull = sum((o["penalty"][k] / 2 * (learnt[k] - o["anchor"][k]) ** 2).sum() for k in learnt)
    return per_clip.mean() + pull, (new, per_clip.sum())


def step(s, features, index, number, o):
    shapes = [(len(index), n, n, c) for n, c in ((10, 16), (5, 32), (2, 64))] + [(len(index), 128), (len(index), 64)]
    masks = [formula.dropout_mask(o["seed"], number, i, shape) for i, shape in enumerate(shapes)]
    batch = {k: o[k][index] for k in ("labels", "weight", "teacher")}
    g, (moving, total) = jax.grad(loss, has_aux=True)(s["w"], s["moving"], features[index], batch, masks, o)
    t = s["t"] + 1
    rate = 1e-3 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    w, m, v = {}, {}, {}
    for k in g:
        keep = ~o["open"][k] | (k.split("/")[0] in o["frozen"])
        m[k] = np.where(keep, s["m"][k], 0.9 * s["m"][k] + 0.1 * g[k])
        v[k] = np.where(keep, s["v"][k], 0.999 * s["v"][k] + 0.001 * g[k] ** 2)
        w[k] = np.where(keep, s["w"][k], s["w"][k] - rate * m[k] / (np.sqrt(v[k]) + 1e-7))
    return {"w": w, "m": m, "v": v, "moving": s["moving"] | {k: np.asarray(x) for k, x in moving.items()}, "t": t}, float(total)


def split(flat):
    result, at = {}, 0
    for name, shape in LEARNT:
        n = int(np.prod(shape))
        result[name], at = flat[at : at + n].reshape(shape), at + n
    return result


def options(labels, **changes):
    plain = {"frozen": [], "labels": labels, "weight": np.ones(formula.CLIPS), "teacher": np.zeros((formula.CLIPS, formula.CLASSES)),
             "distil": 0.0, "temperature": 1.0, "open": split(np.ones(SIZE, bool)), "penalty": split(np.zeros(SIZE)), "anchor": split(np.zeros(SIZE))}
    return plain | changes


def digits(x):
    return float(f"{float(x):.9g}")


def summary(number, x):
    """Norm, projection on a pseudo-random vector (which a change of any one entry moves), the largest magnitude, and five entries."""
    x = np.asarray(x).ravel()
    picks = np.linspace(0, x.size - 1, 4).astype(int).tolist() + [int(np.abs(x).argmax())]
    u = formula.stream(2000 + number, x.size)
    return {"norm": digits(np.sqrt((x * x).sum())), "projection": digits(u @ x), "largest": digits(np.abs(x).max()), "at": picks, "values": [digits(x[i]) for i in picks]}


features, labels = formula.clips()
features = features[..., None].astype(np.float64)
start = {k: x.astype(np.float64) for k, x in formula.weights().items()}
learnt = {k: start[k] for k, _ in LEARNT}
zeros = {k: np.zeros(shape) for k, shape in LEARNT}
state = {"w": learnt, "m": zeros, "v": zeros, "moving": {k: x for k, x in start.items() if formula.moves(k)}, "t": 0}
u = {k: formula.stream(seed, n) for k, seed, n in (("weight", 2, formula.CLIPS), ("teacher", 3, formula.CLIPS * formula.CLASSES), ("open", 4, SIZE), ("penalty", 5, SIZE), ("anchor", 6, SIZE))}
phases = [
    ("plain", (np.arange(13) * 5 + 2) % 32, options(labels, seed=7)),
    ("frozen", (np.arange(29) * 11 + 5) % 32, options(labels, seed=8, frozen=["conv1", "norm2", "conv3", "norm4", "dense2"])),
    ("options", (np.arange(16) * 3 + 1) % 32, options(
        (3 * labels + 1) % 10, seed=0xFFFFFFFF, weight=u["weight"], teacher=(3 * u["teacher"]).reshape(-1, 10), distil=0.5, temperature=2.0,
        open=split(u["open"] > -0.5), penalty=split((1 + u["penalty"]) / 8), anchor=split(u["anchor"] / 4))),
]
result = {"versions": f"JAX {jax.__version__}, NumPy {np.__version__}", "phases": []}
for name, order, o in phases:
    before, total = state, 0.0
    for number in range(0, len(order), 16):
        state, sum_of_batch = step(state, features, order[number : number + 16], number // 16, o)
        total += sum_of_batch
    logits, _ = forward(state["w"] | state["moving"], features[:3], None, [])
    entries = {}
    for i, (k, _) in enumerate(formula.tensors()):
        if formula.moves(k):
            entries[k] = {"change": summary(i, state["moving"][k] - before["moving"][k])}
        else:
            entries[k] = {"change": summary(i, state["w"][k] - before["w"][k]), "m": summary(i, state["m"][k]), "v": summary(i, state["v"][k])}
    result["phases"].append({"name": name, "loss": digits(total / len(order)), "logits": [digits(x) for x in logits.ravel()], "tensors": entries})
# One line a tensor keeps the file readable and its differences small.
text = json.dumps(result).replace('"tensors": {', '"tensors": {\n').replace("}}, ", "}},\n").replace("]}, {\"name\"", "]},\n{\"name\"")
sys.stdout.write(text + "\n")
