"""Makes testdata/presets: what other libraries make of signals that are computed
here, by their own defaults (Kaldi without dither).

    python3 -m venv env
    env/bin/pip install torch==2.11.0 torchaudio==2.11.0 openai-whisper==20250625 \\
        kaldi-native-fbank==1.23.0 python_speech_features==0.6 scipy
    env/bin/python presets.py

README.md beside this file says when it was last run.
"""

import json
import pathlib

import kaldi_native_fbank as knf
import numpy as np
import python_speech_features as psf
import scipy.fft
import torch
import torchaudio
import whisper

HERE = pathlib.Path(__file__).parent
TO = HERE / "presets"


def signals():
    """Half a second at 16 kHz and 0.4 s at 8 kHz, as float32."""
    rng = np.random.default_rng(20261125)
    made = {}
    for rate, n in [(16000, 8000), (8000, 3200)]:
        t = np.arange(n) / rate
        # A voice-like comb under two moving formants, some noise, and a pause.
        comb = sum(np.sin(2 * np.pi * 120 * k * t + k) / k for k in range(1, int(rate / 2 / 120)))
        glide = np.sin(2 * np.pi * (300 * t + 2000 * t**2))
        x = 0.1 * comb * (1 + glide) + 0.02 * rng.standard_normal(n) + 0.01
        x[n // 3 : n // 2] *= 1e-3
        made[rate] = x.astype("f4")
    return made


def kaldi(x, rate, **change):
    o = knf.MfccOptions()
    o.frame_opts.samp_freq = rate
    o.frame_opts.dither = 0
    for name, value in change.items():
        setattr(o.mel_opts if name == "num_bins" else o, name, value)
    m = knf.OnlineMfcc(o)
    m.accept_waveform(rate, (x * 32768).tolist())
    m.input_finished()
    return np.stack([m.get_frame(i) for i in range(m.num_frames_ready)]).T


def htk(x, rate):
    """HCopy's MFCC_0 by the formulas of the HTK Book 3.4 (2006), section 5, on
    stages of python_speech_features where those are HTK's: framing, mel scale,
    magnitudes and lifter. Frames that the signal ends in are left out."""
    length, step = rate * 25 // 1000, rate // 100
    size = 1 << (length - 1).bit_length()
    frames = psf.sigproc.framesig(x.astype("f8") * 32768, length, step)
    frames = frames[: 1 + (len(x) - length) // step]
    frames = np.concatenate([frames[:, :1] * (1 - 0.97), frames[:, 1:] - 0.97 * frames[:, :-1]], axis=1)
    magnitude = psf.sigproc.magspec(frames * np.hamming(length), size)
    corners = np.linspace(0, psf.base.hz2mel(rate / 2), 26 + 2)
    at = psf.base.hz2mel(np.arange(size // 2 + 1) * rate / size)
    rise = (at - corners[:-2, None]) / (corners[1:-1] - corners[:-2])[:, None]
    fall = (corners[2:, None] - at) / (corners[2:] - corners[1:-1])[:, None]
    filters = np.maximum(0, np.minimum(rise, fall))
    level = np.log(np.maximum(1, magnitude @ filters.T))
    c = scipy.fft.dct(level, axis=1)[:, :13] * np.sqrt(2 / 26) / 2
    return psf.base.lifter(c, 22).T


def main():
    TO.mkdir(exist_ok=True)
    made = signals()
    for rate, x in made.items():
        np.save(TO / f"signal_{rate}.npy", x)
    torchaudio_mfcc = torchaudio.transforms.MFCC()
    whisper_mel = lambda x, mels: whisper.audio.log_mel_spectrogram(x, mels)  # noqa: E731
    cases = [
        ("kaldi", 16000, {}, kaldi(made[16000], 16000)),
        ("kaldi", 8000, {}, kaldi(made[8000], 8000)),
        ("kaldi", 16000, {"energy": False, "mels": 40, "n_mfcc": 40}, kaldi(made[16000], 16000, use_energy=False, num_bins=40, num_ceps=40)),
        ("torchaudio", 16000, {}, torchaudio_mfcc(torch.from_numpy(made[16000])).numpy()),
        ("whisper", 16000, {}, whisper_mel(made[16000], 80).numpy()),
        ("whisper", 16000, {"mels": 128, "n_mfcc": 128}, whisper_mel(made[16000], 128).numpy()),
        ("htk", 16000, {}, htk(made[16000], 16000)),
        ("htk", 8000, {}, htk(made[8000], 8000)),
    ]
    for i, (_, _, _, features) in enumerate(cases):
        np.save(TO / f"case_{i}.npy", np.ascontiguousarray(features, "f4"))
    lines = ",\n".join("  " + json.dumps({"preset": p, "rate": r, **change}) for p, r, change, _ in cases)
    (TO / "cases.json").write_text(f"[\n{lines}\n]\n")
    m = torch.from_numpy(np.load(HERE / "librosa/delta_in.npy").T.copy())
    for i, o in enumerate(CMVN):
        np.save(TO / f"cmvn_{i}.npy", torchaudio.functional.sliding_window_cmn(m, **o).numpy().T.copy())
    (TO / "cmvn.json").write_text(json.dumps(CMVN) + "\n")


CMVN = [
    {"cmn_window": 600},
    {"cmn_window": 6, "min_cmn_window": 3},
    {"cmn_window": 6, "min_cmn_window": 3, "norm_vars": True},
    {"cmn_window": 7, "center": True},
    {"cmn_window": 8, "center": True, "norm_vars": True},
]

if __name__ == "__main__":
    main()
