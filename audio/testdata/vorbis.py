"""Makes testdata/vorbis: a synthetic word as Ogg Vorbis files, and what
libsndfile decodes of each, the mean over the channels.

    env/bin/python testdata/vorbis.py [FOLDER]

from the folder audio, with the environment of goldens.py, which has soundfile
and with it libvorbis. With a FOLDER it makes many more files there: of 1 to 8
channels, rates of 8 to 96 kHz, qualities from the lowest to the highest, and
signals that begin, end and click at all kinds of places.
"""

import itertools
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import soundfile

TO = pathlib.Path(__file__).parent / "vorbis"


def word():
    """Returns the synthetic word, at 8 kHz."""
    with tempfile.TemporaryDirectory() as folder:
        file = folder + "/word.wav"
        subprocess.run(["go", "run", "testdata/say.go", file], check=True)
        return soundfile.read(file)[0]


def write(folder, name, x, rate, compression=0.6):
    file = folder / f"{name}.ogg"
    soundfile.write(file, x, rate, format="OGG", subtype="VORBIS", compression_level=compression)
    y, same = soundfile.read(file, dtype="float32", always_2d=True)
    assert same == rate
    # In double precision: the decoder's channels are single, their mean is not.
    np.save(folder / f"{name}.npy", y.astype("f8").mean(axis=1).astype("f4"))


def survey(folder, x):
    for channels, rate, compression in itertools.product(
        [1, 2, 3, 4, 8], [8000, 11025, 16000, 22050, 32000, 44100, 48000, 96000], [0, 0.5, 1]
    ):
        y = np.stack([np.roll(x, 97 * c) * 0.8**c for c in range(channels)], axis=1)
        write(folder, f"c{channels}_r{rate}_q{compression}", y, rate, compression)
    random = np.random.default_rng(1)
    for n in [1, 2, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1000, 1023, 1024, 1025, 4096, 9999, 70000]:
        write(folder, f"noise_{n}", 0.3 * random.standard_normal(n), 44100)
        clicks = np.zeros(n)
        clicks[:: max(1, n // 5)] = 0.9
        write(folder, f"clicks_{n}", clicks, 44100)
        write(folder, f"silence_{n}", np.zeros(n), 8000)


def main():
    x = word()
    if len(sys.argv) > 1:
        folder = pathlib.Path(sys.argv[1])
        folder.mkdir(exist_ok=True)
        survey(folder, x)
        return
    TO.mkdir(exist_ok=True)
    write(TO, "mono", x, 8000)
    # As if it were at 32 kHz, in blocks of two lengths, with channels that differ.
    write(TO, "stereo", np.stack([x, 0.5 * x[::-1]], axis=1), 32000)


if __name__ == "__main__":
    main()
