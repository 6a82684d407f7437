"""Times epochs of 158 batches of 16 in plain JAX: a whole epoch is one compiled scan, convolutions are matrix products. Run: python epoch_jax.py"""
import os
import time
import jax
import jax.numpy as jnp
from jax import lax


def conv(x, w):  # 3x3, same padding, as im2col and one matrix product
    b, h, wd, c = x.shape
    p = jnp.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    cols = jnp.concatenate([p[:, i:i + h, j:j + wd, :] for i in range(3) for j in range(3)], -1)
    return (cols.reshape(b * h * wd, 9 * c) @ w).reshape(b, h, wd, -1)


def norm(x, g, b):
    axes = tuple(range(x.ndim - 1))
    return (x - x.mean(axes)) * lax.rsqrt(x.var(axes) + 1e-3) * g + b


def dropout(key, x, rate):
    return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0)


WIDTHS = ((9, 16), (144, 32), (288, 64), (256, 128), (128, 64))
RATES = (0.1, 0.2, 0.3, 0.4, 0.5)


def init(key):
    keys = jax.random.split(key, 6)
    p = [(jax.random.normal(k, s) * (2 / s[0]) ** 0.5, jnp.zeros(s[1]), jnp.ones(s[1]), jnp.zeros(s[1])) for k, s in zip(keys, WIDTHS)]
    return p + [(jax.random.normal(keys[5], (64, 10)) * 0.1, jnp.zeros(10))]


def loss(p, x, y, key):
    keys = jax.random.split(key, 5)
    for i, (w, b, g, o) in enumerate(p[:-1]):
        if i == 3:
            x = x.reshape(x.shape[0], -1)
        x = jax.nn.relu(norm((conv(x, w) if i < 3 else x @ w) + b, g, o))
        if i < 3:
            n, h, wd, c = x.shape
            x = x[:, :h // 2 * 2, :wd // 2 * 2].reshape(n, h // 2, 2, wd // 2, 2, c).max((2, 4))
        x = dropout(keys[i], x, RATES[i])
    logits = x @ p[-1][0] + p[-1][1]
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], 1).mean()


def step(carry, batch):
    p, m, v, t, key = carry
    key, sub = jax.random.split(key)
    g = jax.grad(loss)(p, *batch, sub)
    t = t + 1
    m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, g)
    v = jax.tree.map(lambda a, b: 0.999 * a + 0.001 * b * b, v, g)
    lr = 1e-3 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    p = jax.tree.map(lambda p, a, b: p - lr * a / (jnp.sqrt(b) + 1e-7), p, m, v)
    return (p, m, v, t, key), 0.0


epoch = jax.jit(lambda c, x, y: lax.scan(step, c, (x, y))[0])
p = init(jax.random.key(0))
zeros = jax.tree.map(jnp.zeros_like, p)
carry = (p, zeros, zeros, jnp.float32(0), jax.random.key(3))
x = jax.random.normal(jax.random.key(1), (158, 16, 20, 20, 1))
y = jax.random.randint(jax.random.key(2), (158, 16), 0, 10)
for e in range(int(os.environ.get("EPOCHS", 6))):
    start = time.time()
    carry = jax.block_until_ready(epoch(carry, x, y))
    print(f"jax {jax.__version__} epoch {e} {time.time() - start:.3f} s", flush=True)
