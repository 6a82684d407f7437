"""Writes keras_rules.json: what Keras itself makes of batch norm, Adam and the network in evaluation, in float64. Run: python keras_rules.py > keras_rules.json"""
import json
import os
import sys

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"
import jax

jax.config.update("jax_enable_x64", True)
import keras
import numpy as np
from keras import layers as L

import formula

keras.config.set_floatx("float64")
numbers = lambda x: [float(f"{float(v):.12g}") for v in np.asarray(x).ravel()]


def batch_norm(shape, seed):
    """Two training calls, one evaluation, and one training call of a layer that is frozen."""
    channels = shape[-1]
    layer = L.BatchNormalization()
    layer.build(shape)
    layer.set_weights([1 + formula.stream(seed + 10, channels) / 2, formula.stream(seed + 11, channels) / 4, np.zeros(channels), np.ones(channels)])
    calls = []
    for i in range(2):
        y = layer(formula.stream(seed + i, int(np.prod(shape))).reshape(shape) * 5 + 2, training=True)
        calls.append({"y": numbers(y[0]), "mean": numbers(layer.moving_mean), "variance": numbers(layer.moving_variance)})
    layer.trainable = False
    y = layer(formula.stream(seed + 2, int(np.prod(shape))).reshape(shape) * 5 + 2, training=True)
    calls.append({"y": numbers(y[0]), "mean": numbers(layer.moving_mean), "variance": numbers(layer.moving_variance)})
    return {"shape": shape, "seed": seed, "calls": calls}


def adam(gradients, steps):
    weights = keras.Variable(np.zeros(len(gradients)))
    optimizer = keras.optimizers.Adam()
    optimizer.build([weights])
    after = []
    for _ in range(steps):
        optimizer.apply([np.array(gradients)], [weights])
        after.append(numbers(weights))
    return {"gradients": gradients, "after": after}


def logits():
    net = [keras.Input((20, 20, 1))]
    for width in (16, 32, 64):
        net += [L.Conv2D(width, 3, padding="same"), L.BatchNormalization(), L.Activation("relu"), L.MaxPooling2D(2), L.Dropout(0.1)]
    net += [L.Flatten()]
    for width in (128, 64):
        net += [L.Dense(width), L.BatchNormalization(), L.Activation("relu"), L.Dropout(0.1)]
    model = keras.Sequential(net + [L.Dense(10)])
    model.set_weights([w.transpose(1, 2, 3, 0) if w.ndim == 4 else w for w in formula.weights().values()])
    return numbers(model.predict(formula.clips()[0][:4, ..., None], verbose=0))


json.dump(
    {
        "versions": f"Keras {keras.__version__} on JAX {jax.__version__}, NumPy {np.__version__}",
        "batch_norm": [batch_norm((13, 3, 2, 4), 100), batch_norm((13, 5), 200)],
        "adam": adam([1.0, 1e-3, 1e-6, 1e-8], 3),
        "logits": logits(),
    },
    sys.stdout,
    indent=0,
)
