"""Times the paper's procedure for one excluded speaker and one seed, in Keras on JAX: original, gold, Base, All BN and Conv BN. Run: python study_keras.py DIR SPEAKER SEED"""
import glob, os, sys, time, warnings

os.environ["KERAS_BACKEND"] = "jax"
warnings.filterwarnings("ignore")
import keras
import librosa
import numpy as np
from keras import layers as L

folder, speaker, seed = sys.argv[1], sys.argv[2], int(sys.argv[3])
epochs = [int(e) for e in os.environ.get("EPOCHS", "100,120,5").split(",")]


def features(path):
    y, sr = librosa.load(path, sr=8000)
    m = librosa.feature.mfcc(y=y, sr=sr, n_mfcc=20)
    return np.pad(m, ((0, 0), (0, max(0, 20 - m.shape[1]))))[:, :20].astype("f4")


files = sorted(glob.glob(folder + "/*.wav"))
x = np.stack([features(f) for f in files])[..., None]
names = [os.path.basename(f).split("_") for f in files]
digit, voice = np.array([int(n[0]) for n in names]), np.array([n[1] for n in names])
keras.utils.set_random_seed(seed)
rng = np.random.default_rng(seed)
excluded = np.where(voice == speaker)[0]
rest = rng.permutation(np.where(voice != speaker)[0])
test, train = rest[:250], rest[475:]


def build():
    net = [keras.Input((20, 20, 1))]
    for width, rate in ((16, 0.1), (32, 0.2), (64, 0.3)):
        net += [L.Conv2D(width, 3, padding="same"), L.BatchNormalization(), L.Activation("relu"), L.MaxPooling2D(2), L.Dropout(rate)]
    net += [L.Flatten()]
    for width, rate in ((128, 0.4), (64, 0.5)):
        net += [L.Dense(width), L.BatchNormalization(), L.Activation("relu"), L.Dropout(rate)]
    return keras.Sequential(net + [L.Dense(10, activation="softmax")])


def fit(model, index, n):
    model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", jit_compile=True)
    model.fit(x[index], digit[index], batch_size=16, epochs=n, verbose=0)


def f1(model, index):
    guess, truth, scores = model.predict(x[index], batch_size=250, verbose=0).argmax(1), digit[index], []
    for c in range(10):
        hit, miss, false = ((guess == c) & (truth == c)).sum(), ((guess != c) & (truth == c)).sum(), ((guess == c) & (truth != c)).sum()
        scores.append(2 * hit / max(1, 2 * hit + miss + false))
    return np.mean(scores)


start = time.time()


def report(name, model):
    print(f"{speaker} {seed} {name:9} test {f1(model, test):.4f} excluded {f1(model, excluded):.4f} {time.time() - start:.0f} s", flush=True)


original = build()
fit(original, np.concatenate([train, excluded]), epochs[0])
report("original", original)
gold = build()
fit(gold, train, epochs[1])
report("gold", gold)
weights = original.get_weights()
last_conv = max(i for i, l in enumerate(original.layers) if isinstance(l, L.Conv2D)) + 1
for scheme in ("base", "all-bn", "conv-bn"):
    model = original
    model.trainable = True
    for layer in model.layers:
        layer.trainable = True
    model.set_weights(weights)
    for i, (layer, fresh) in enumerate(zip(model.layers, build().layers)):
        is_norm = isinstance(layer, L.BatchNormalization)
        if isinstance(layer, L.Dense) or is_norm and (scheme == "all-bn" or scheme == "conv-bn" and i <= last_conv):
            layer.set_weights(fresh.get_weights())
    fit(model, train, epochs[2])
    for _ in range(epochs[2]):
        weighted = [l for l in model.layers if l.get_weights()]
        chosen = [weighted[i] for i in rng.choice(len(weighted), rng.integers(1, len(weighted) + 1), replace=False)]
        for layer in model.layers:
            layer.trainable = layer in chosen
        for layer in chosen:
            if not isinstance(layer, L.BatchNormalization):
                layer.set_weights([w + 0.08 * rng.standard_normal(w.shape).astype("f4") for w in layer.get_weights()])
        fit(model, train, 1)
    for layer in model.layers:
        layer.trainable = True
    fit(model, train, epochs[2])
    report(scheme, model)
