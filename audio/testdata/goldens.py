"""Makes testdata/librosa and testdata/resample: librosa's features of signals
that are computed here, so that nothing recorded is committed.

    python3 -m venv env && env/bin/pip install librosa==0.11.0
    env/bin/python goldens.py

README.md beside this file says with which versions and when it was last run.
"""

import json
import pathlib
import warnings

import librosa
import numpy as np
import scipy.fft

HERE = pathlib.Path(__file__).parent
warnings.filterwarnings("ignore")


def signals():
    """Signals as float32 at 8 kHz, by name."""
    rng = np.random.default_rng(20261124)
    t = np.arange(4000) / 8000
    chirp = 0.5 * np.sin(2 * np.pi * (100 * t + 3600 * t**2))
    tone = 0.4 * np.sin(2 * np.pi * 440 * t) + 0.1 * np.sin(2 * np.pi * 1333 * t)
    noise = 0.1 * rng.standard_normal(1500)
    burst = np.concatenate([np.zeros(900), 0.8 * rng.standard_normal(300).clip(-1, 1), np.zeros(1400)])
    return {
        "chirp": chirp.astype("f4"),
        "tone": tone.astype("f4"),
        "noise": noise.astype("f4"),
        "burst": burst.astype("f4"),
        "silence": np.zeros(1200, "f4"),
        "short": chirp[1000:1007].astype("f4"),
    }


# Each case is the signal and the arguments that differ from librosa's defaults
# at sr=8000, n_mfcc=20. Together they use every value of every setting.
CASES = [
    ("chirp", {}),
    ("tone", {}),
    ("noise", {}),
    ("burst", {}),
    ("silence", {}),
    ("short", {}),
    ("chirp", {"sr": 22050}),
    ("chirp", {"sr": 16000, "n_fft": 512, "hop_length": 160}),
    ("noise", {"n_fft": 1}),
    ("noise", {"n_fft": 401, "hop_length": 100, "n_mels": 24}),
    ("noise", {"n_fft": 400, "hop_length": 480, "n_mels": 40}),
    ("chirp", {"n_fft": 512, "hop_length": 128, "win_length": 400}),
    ("chirp", {"n_fft": 512, "hop_length": 128, "win_length": 333}),
    ("burst", {"n_fft": 512, "hop_length": 256, "window": "hamming"}),
    ("burst", {"n_fft": 512, "hop_length": 256, "window": "blackman"}),
    ("burst", {"n_fft": 512, "hop_length": 256, "window": "boxcar"}),
    ("tone", {"center": False}),
    ("tone", {"center": False, "n_fft": 511, "hop_length": 300}),
    ("tone", {"pad_mode": "reflect"}),
    ("tone", {"pad_mode": "edge"}),
    ("tone", {"pad_mode": "symmetric"}),
    ("short", {"pad_mode": "reflect"}),
    ("short", {"pad_mode": "symmetric"}),
    ("short", {"pad_mode": "edge"}),
    ("chirp", {"power": 1.0}),
    ("chirp", {"power": 1.5}),
    ("chirp", {"n_mels": 40, "n_mfcc": 13}),
    ("chirp", {"n_mels": 26, "n_mfcc": 26, "fmin": 60.0, "fmax": 3400.0}),
    ("chirp", {"n_mels": 40, "htk": True}),
    ("chirp", {"n_mels": 40, "norm": "none"}),
    ("chirp", {"n_mels": 40, "htk": True, "norm": "none", "fmin": 125.0}),
    ("burst", {"ref": 0.02}),
    ("burst", {"ref_max": True}),
    ("silence", {"ref_max": True}),
    ("burst", {"amin": 1e-4}),
    ("burst", {"top_db": 30.0}),
    ("burst", {"top_db": 0.0}),
    ("chirp", {"n_mfcc": 1}),
    ("chirp", {"n_mfcc": 128}),
    ("chirp", {"lifter": 22}),
    ("tone", {"lifter": 40, "n_mfcc": 40}),
    ("chirp", {"dct_type": 1}),
    ("burst", {"dct_type": 1, "n_mels": 40, "n_mfcc": 40}),
    ("chirp", {"dct_type": 3}),
    ("burst", {"dct_type": 3, "n_mels": 40, "n_mfcc": 40}),
    ("chirp", {"dct_norm": "none"}),
    ("chirp", {"dct_type": 1, "dct_norm": "none", "n_mels": 40, "n_mfcc": 40}),
    ("chirp", {"dct_type": 3, "dct_norm": "none"}),
    ("chirp", {"dct_norm": "htk", "htk": True, "norm": "none", "n_mels": 26, "n_mfcc": 13}),
    ("chirp", {"n_mels": 40, "norm": "1"}),
    ("chirp", {"n_mels": 40, "norm": "2.5", "htk": True}),
    ("chirp", {"n_mels": 40, "norm": "inf"}),
]


def norm_of(name):
    """The norm of the filters: slaney, None or a number."""
    return {"none": None, "slaney": "slaney"}[name] if name in ("none", "slaney") else float(name)


def features(y, sr=8000, norm="slaney", ref=1.0, ref_max=False, amin=1e-10, top_db=80.0, n_mfcc=20, dct_type=2, dct_norm="ortho", lifter=0, **mel):
    """librosa.feature.mfcc with every setting open; top_db 0 means None."""
    m = librosa.feature.melspectrogram(y=y, sr=sr, norm=norm_of(norm), **mel)
    db = librosa.power_to_db(m, ref=np.max if ref_max else ref, amin=amin, top_db=top_db or None)
    if dct_norm == "htk":
        # The HTK Book, 5.14: sqrt(2/N) for all rows, half of which is in SciPy's.
        return scipy.fft.dct(db, axis=0, type=2)[:n_mfcc] * np.sqrt(2 / len(db)) / 2
    return librosa.feature.mfcc(S=db, n_mfcc=n_mfcc, dct_type=dct_type, norm=None if dct_norm == "none" else dct_norm, lifter=lifter)


def save(name, x):
    np.save(HERE / name, np.ascontiguousarray(x, "f4"))


def stages(y):
    """Every stage of one signal in a framing that keeps the files small."""
    z = librosa.stft(y, n_fft=256, hop_length=200, win_length=240)
    power = np.abs(z) ** 2
    filters = librosa.filters.mel(sr=8000, n_fft=256, n_mels=24)
    mel = filters @ power
    save("librosa/stage_real.npy", z.real)
    save("librosa/stage_imag.npy", z.imag)
    save("librosa/stage_power.npy", power)
    save("librosa/stage_filters.npy", filters)
    save("librosa/stage_mel.npy", mel)
    save("librosa/stage_db.npy", librosa.power_to_db(mel))
    save("librosa/stage_mfcc.npy", librosa.feature.mfcc(S=librosa.power_to_db(mel), n_mfcc=13))


DELTAS = [
    {},
    {"width": 3},
    {"width": 5, "order": 2},
    {"width": 7, "order": 3, "mode": "nearest"},
    {"width": 5, "mode": "nearest"},
    {"width": 9, "mode": "mirror"},
    {"width": 9, "order": 2, "mode": "constant"},
    {"width": 11, "mode": "wrap"},
]


def deltas(y):
    """Derivatives of 13 coefficients over 16 frames, in double precision."""
    m = librosa.feature.mfcc(y=y, sr=8000, n_mfcc=13, n_fft=512, hop_length=250)[:, :16].astype("f8")
    np.save(HERE / "librosa/delta_in.npy", m)
    for i, settings in enumerate(DELTAS):
        np.save(HERE / f"librosa/delta_{i}.npy", librosa.feature.delta(m, **settings))
    (HERE / "librosa/deltas.json").write_text(json.dumps(DELTAS) + "\n")


def inverses(y):
    """The way back from coefficients to sound, in double precision. Of the spectrum
    that librosa finds, which is one of many, the error is what counts."""
    y = y.astype("f8")
    framing = {"n_fft": 256, "hop_length": 64}
    m = librosa.feature.mfcc(y=y, sr=8000, n_mfcc=13, n_mels=24, lifter=9, dct_type=2, **framing)
    mel = librosa.feature.inverse.mfcc_to_mel(m, n_mels=24, lifter=9)
    spectrum = librosa.feature.inverse.mel_to_stft(mel, sr=8000, n_fft=256)
    filters = librosa.filters.mel(sr=8000, n_fft=256, n_mels=24, dtype=np.float64)
    error = np.linalg.norm(filters @ spectrum**2 - mel) / np.linalg.norm(mel)
    (HERE / "librosa/inverse.json").write_text(json.dumps({"mel_to_stft_error": float(error)}) + "\n")
    magnitude = np.abs(librosa.stft(y, **framing))
    save("librosa/inverse_mfcc.npy", m)
    save("librosa/inverse_mel.npy", librosa.feature.inverse.mfcc_to_mel(m.astype("f4").astype("f8"), n_mels=24, lifter=9))
    save("librosa/griffinlim_in.npy", magnitude)
    for i, settings in enumerate([{"n_iter": 1}, {"n_iter": 8}, {"n_iter": 8, "momentum": 0.0}]):
        save(f"librosa/griffinlim_{i}.npy", librosa.griffinlim(magnitude.astype("f4").astype("f8"), init=None, **settings, **framing))
    for kind, dct_norm in [(1, "ortho"), (1, None), (2, None), (3, "ortho"), (3, None)]:
        inverse = librosa.feature.inverse.mfcc_to_mel(m.astype("f4").astype("f8"), n_mels=24, dct_type=kind, norm=dct_norm, ref=2.0)
        save(f"librosa/inverse_mel_{kind}_{dct_norm or 'none'}.npy", librosa.power_to_db(inverse, amin=1e-300, top_db=None))
    save("librosa/preemphasis.npy", librosa.effects.preemphasis(y, coef=0.9))


def resampling():
    """A third of a second of tones, below and above the new Nyquist."""
    for rate, target in [(16000, 8000), (22050, 8000), (44100, 8000), (48000, 8000), (8000, 16000), (11025, 8000)]:
        t = np.arange(rate // 3) / rate
        nyquist = min(rate, target) / 2
        x = sum(a * np.sin(2 * np.pi * f * t + f) for a, f in [(0.3, 0.11 * nyquist), (0.2, 0.53 * nyquist), (0.1, 0.88 * nyquist)])
        if rate > target:
            x = x + 0.1 * np.sin(2 * np.pi * 1.2 * nyquist * t)
        x = (x * np.hanning(len(x))).astype("f4")
        save(f"resample/{rate}_{target}_in.npy", x)
        save(f"resample/{rate}_{target}_out.npy", librosa.resample(x, orig_sr=rate, target_sr=target))


def main():
    made = signals()
    for name, y in made.items():
        save(f"librosa/signal_{name}.npy", y)
    cases = []
    for i, (signal, settings) in enumerate(CASES):
        save(f"librosa/case_{i:02}.npy", features(made[signal], **settings))
        cases.append({"signal": signal, **settings})
    text = ",\n".join("  " + json.dumps(c) for c in cases)
    (HERE / "librosa/cases.json").write_text(f"[\n{text}\n]\n")
    stages(made["chirp"])
    deltas(made["chirp"])
    inverses(made["chirp"][:1500])
    resampling()


if __name__ == "__main__":
    main()
