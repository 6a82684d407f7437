"""Makes testdata/files: the same computed signal in each kind of file that is
read, written by libsndfile.

    env/bin/python files.py

with the environment of goldens.py, which has soundfile.
"""

import pathlib

import numpy as np
import soundfile

TO = pathlib.Path(__file__).parent / "files"


def main():
    TO.mkdir(exist_ok=True)
    t = np.arange(1000) / 8000
    mono = 0.4 * np.sin(2 * np.pi * 440 * t) + 0.1 * np.sin(2 * np.pi * 1333 * t)
    stereo = np.stack([mono, 0.5 * mono[::-1]], axis=1)
    # As integers, so that every writer has the same ones.
    mono, stereo = np.round(mono * 32767).astype("i2"), np.round(stereo * (2**23 - 1)).astype("i4") << 8
    for name, x, kind, coding in [
        ("mono.wav", mono, "WAV", "PCM_16"),
        ("mono.rf64", mono, "RF64", "PCM_16"),
        ("mono.w64", mono, "W64", "PCM_16"),
        ("mono.flac", mono, "FLAC", "PCM_16"),
        ("stereo24.wav", stereo, "WAV", "PCM_24"),
        ("stereo24.w64", stereo, "W64", "PCM_24"),
        ("stereo24.flac", stereo, "FLAC", "PCM_24"),
    ]:
        soundfile.write(TO / name, x, 8000, format=kind, subtype=coding)
    # At a rate that the decoder remarks on.
    soundfile.write(TO / "rate24k.flac", mono, 24000, format="FLAC", subtype="PCM_16")


if __name__ == "__main__":
    main()
