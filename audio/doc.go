// Package audio turns recordings of speech into mel-frequency cepstral
// coefficients (MFCCs) that agree with librosa's, or, with a [Preset], with
// those of Kaldi, torchaudio, Whisper or HTK. It also turns coefficients back
// into sound.
//
//	file ─Read→ samples ─Resample→ samples ─Power→ spectrum
//	    ─Mel→ bands ─DB→ levels ─DCT→ MFCC ─Delta, CMVN→ MFCC
//	MFCC ─InverseMFCC→ bands ─InverseMel→ spectrum ─GriffinLim→ samples
//
// Begin with [ReadFile] for a signal and its rate, with [NewResampler] to bring
// it to another rate, and with [DefaultConfig] or [Preset], [NewExtractor] and
// [Extractor.MFCC] for its coefficients. Each stage is a method of its own;
// [Extractor.Stream] takes a signal in pieces; [Extractor.Sound] turns
// coefficients into a signal, so that you can hear what they keep.
//
// Package audiounlearning/audio/corpus computes the features of whole folders
// of recordings, and audiounlearning/audio/synth makes speech where there are
// none.
//
// # Vocabulary
//
// A signal is a slice of samples in [-1, 1] at a sample rate R, in hertz. It
// holds no frequencies above R/2, the Nyquist frequency. It is cut into frames
// of FFT samples, one every Hop samples, and tapered by a window; frame t is
// centred on sample t·Hop, with zeros beyond the ends.
//
// The Fourier transform of a frame has FFT/2 + 1 bins, bin k at k·R/FFT hertz;
// its squared magnitudes are the power spectrum. A filter bank of triangles
// sums them into bands that are equally wide in mels, a scale on which equal
// steps sound equally far apart. The bands' levels in decibels are clipped at
// TopDB below the loudest. A discrete cosine transform (DCT) over the bands
// gives the coefficients. C0 is the overall level, C1 the tilt of the spectrum,
// and the next few its coarse shape, which the mouth makes. The last are its
// fine ripple, the voice's pitch, and are left out (Davis and Mermelstein, IEEE
// Transactions on Acoustics, Speech, and Signal Processing 28, 1980).
//
// Matrices have a row for each bin, band or coefficient and a column for each
// frame, as librosa's arrays do.
//
// # Why do mine differ from theirs?
//
// Libraries agree on the name MFCC and on little else. These are their default
// settings; the first column is the field of [Config]. Find the line in which
// yours differs.
//
//	                 librosa    torchaudio  Whisper    Kaldi        HTK
//	SampleRate       22050      16000       16000      16000        the file's
//	Gain             1          1           1          32768        32768
//	frame            2048       400         400        25 ms        25 ms
//	FFT              2048       400         400        512          512
//	Hop              512        200         160        10 ms        10 ms
//	Window           hann       hann        hann       povey        hamming
//	Symmetric        no         no          no         yes          yes
//	Center           yes        yes         yes        no           no
//	Pad              constant   reflect     reflect    -            -
//	ZeroPad          no         no          no         yes          yes
//	DropLast         no         no          yes        no           no
//	RemoveDC         no         no          no         yes          no
//	PreEmphasis      0          0           0          0.97         0.97
//	Power            2          2           2          2            1
//	Mels             128        128         80         23           26
//	FMin … FMax      0 … R/2    0 … R/2     0 … R/2    20 … R/2     0 … R/2
//	Scale            slaney     htk         slaney     htk          htk
//	Norm             slaney     none        slaney     none         none
//	MelTriangles     no         no          no         yes          yes
//	Level            10 log10   10 log10    1+log10/4  ln           ln
//	AMin             1e-10      1e-10       1e-10      1.19e-7      1
//	TopDB            80         80          80         no           no
//	Coefficients     20         40          80         13           13
//	DCT              2          2           none       2            2
//	DCTNorm          ortho      ortho       -          ortho        √(2/N), C0 too
//	Lifter           0          0           -          22, from 0   22, from 0
//	Energy as C0     no         no          -          yes          no
//	dither           no         no          no         yes: here 0  no
//	order            C0 first   C0 first    -          C0 first     C0 last: here first
//	C0 means         level      level       -          energy       level
//
// A frame is the span of the window. If it is shorter than FFT, librosa puts it
// in the middle of FFT samples, Kaldi and HTK at their start (ZeroPad).
// librosa's lifter gives C0 the weight that Kaldi's gives C1 (LifterFrom).
// Filters are triangles over hertz in librosa and torchaudio, and over mels in
// Kaldi and HTK (MelTriangles). Whisper first pads signals to 30 s.
// python_speech_features is like none of these: it rounds the corners of its
// filters to bins, divides the power by FFT, has a rectangular window, filters
// the whole signal for pre-emphasis, and pads the last frame with zeros.
//
// # Parity
//
// [Librosa] is tested against librosa 0.11.0. [DefaultConfig] has the defaults
// of its librosa.feature.mfcc at sr=8000: n_mfcc 20, n_fft 2048, hop_length
// 512, win_length n_fft, a periodic Hann window, centred frames padded with
// zeros, power 2, 128 Slaney mels from 0 Hz to the Nyquist frequency with
// Slaney's norm, ref 1, amin 1e-10, top_db 80 and an orthonormal DCT-II.
//
// Every value of every setting is tested against librosa's output. Coefficients
// and levels in decibels differ by at most 1e-3; power and mel energies by at
// most 1e-5 of the value plus 1e-7 of the largest, because librosa computes in
// single precision and this package in double. The largest difference found in
// a default coefficient is 1.2e-4; package audiounlearning/audio/parity
// measures it on recordings. Deltas agree to 1e-10, the inverses from
// coefficients to bands to 1e-5 of the value, and Griffin and Lim's signals,
// from the same phases, to 1e-5. This package lacks librosa's tuned windows and
// some of its pad modes.
//
// The other libraries were compared on signals that a script computes:
// kaldi-native-fbank 1.23.0 to 2e-4 (largest difference found 6.2e-5),
// torchaudio 2.11.0 to 1e-3 (5.3e-4), openai-whisper 20250625 to 1e-5 (1e-6).
// HTK itself was not run. Its reference is the formulas of the HTK Book,
// computed with those stages of python_speech_features that follow them, to
// 2e-5 (3.8e-6).
//
// [Resampler] agrees with librosa.resample by soxr_hq in length and delay, and
// for signals in the pass band to 1e-4 in the samples. In the transition band,
// from 0.9 of the Nyquist frequency, the two filters differ.
package audio
