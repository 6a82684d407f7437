"""Times epochs of 158 batches of 16 in Keras, on random data. Run: python epoch_keras.py jax|tensorflow [jit]"""
import os, sys, time

os.environ["KERAS_BACKEND"] = sys.argv[1]
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
from keras import layers as L

net = [keras.Input((20, 20, 1))]
for width, rate in ((16, 0.1), (32, 0.2), (64, 0.3)):
    net += [L.Conv2D(width, 3, padding="same"), L.BatchNormalization(), L.Activation("relu"), L.MaxPooling2D(2), L.Dropout(rate)]
net += [L.Flatten()]
for width, rate in ((128, 0.4), (64, 0.5)):
    net += [L.Dense(width), L.BatchNormalization(), L.Activation("relu"), L.Dropout(rate)]
model = keras.Sequential(net + [L.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", jit_compile=len(sys.argv) > 2)


class Clock(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.time()

    def on_epoch_end(self, epoch, logs=None):
        print(f"keras {keras.__version__} {' '.join(sys.argv[1:])} epoch {epoch} {time.time() - self.start:.3f} s", flush=True)


x = np.random.randn(158 * 16, 20, 20, 1).astype("f4")
y = np.random.randint(0, 10, 158 * 16)
model.fit(x, y, batch_size=16, epochs=int(os.environ.get("EPOCHS", 6)), verbose=0, callbacks=[Clock()])
