"""Times librosa on every recording of a folder: 20 MFCCs of 20 frames each. Run: python mfcc_librosa.py DIR"""
import glob, sys, time, warnings
import librosa
import numpy as np

warnings.filterwarnings("ignore")


def features(path):
    y, sr = librosa.load(path, sr=8000)
    m = librosa.feature.mfcc(y=y, sr=sr, n_mfcc=20)
    return np.pad(m, ((0, 0), (0, max(0, 20 - m.shape[1]))))[:, :20]


files = sorted(glob.glob(sys.argv[1] + "/*.wav"))
features(files[0])
start = time.time()
x = np.stack([features(f) for f in files])
print(f"librosa {librosa.__version__}: {len(files)} clips in {time.time() - start:.2f} s, {x.shape}")
