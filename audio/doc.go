// Package audio turns recordings of speech into mel-frequency cepstral
// coefficients (MFCCs) that agree with librosa's.
//
//	WAV ─ReadWAV→ samples ─Resample→ samples ─Power→ spectrum
//	    ─Mel→ bands ─DB→ levels ─DCT→ MFCC
//
// Begin with [ReadWAVFile] for a signal and its rate, with [NewResampler] to
// bring it to another rate, and with [DefaultConfig], [NewExtractor] and
// [Extractor.MFCC] for its coefficients. Each stage is a method of its own.
//
// Package audiounlearning/audio/corpus has the features of whole folders of
// recordings, and audiounlearning/audio/synth makes speech where there are
// none.
//
// # Vocabulary
//
// A signal is a slice of samples in [-1, 1] at a sample rate R, in hertz. Half
// of R is the Nyquist frequency, above which it can say nothing. The signal is
// cut into frames of FFT samples, one each Hop samples, and tapered by a
// window; frame t is centred on sample t·Hop, with zeros beyond the ends.
//
// The Fourier transform of a frame has FFT/2 + 1 bins, bin k at k·R/FFT hertz;
// its squared magnitudes are the power spectrum. A filter bank of triangles
// sums them into bands that are equally wide in mels, a scale on which equal
// steps sound equally far apart. Their levels in decibels are clipped at TopDB
// under the loudest, and a discrete cosine transform (DCT) over the bands
// gives the coefficients: C0 the overall level, C1 the tilt of the spectrum,
// the next its coarse shape, which the mouth makes, and the last its fine
// ripple, which is left out because it is the voice's pitch (Davis and
// Mermelstein, IEEE Transactions on Acoustics, Speech, and Signal Processing
// 28, 1980).
//
// Matrices have a row for each bin, band or coefficient and a column for each
// frame, as librosa's arrays do.
//
// # Parity with librosa
//
// The reference is librosa 0.11.0. [DefaultConfig] has the defaults of its
// librosa.feature.mfcc at sr=8000 (librosa's own rate is 22050): n_mfcc 20,
// n_fft 2048, hop_length 512, win_length n_fft, a periodic Hann window,
// centred frames padded with zeros, power 2, 128 Slaney mels from 0 Hz to the
// Nyquist frequency with Slaney's norm, ref 1, amin 1e-10, top_db 80 and an
// orthonormal DCT-II.
//
// Every value of every setting is tested against librosa's output: on any
// coefficient and on levels in decibels the difference is at most 1e-3, and on
// power and mel energies at most 1e-5 of the value, plus 1e-7 of the largest,
// for librosa computes in single precision and this package in double. The
// largest difference of a coefficient that was met is 1.2e-4; package
// audiounlearning/audio/parity measures it on recordings. What librosa also
// has and this package does not: other DCT types, liftering, numeric filter
// norms, tuned windows, and HTK's DCT scale.
//
// [Resampler] agrees with librosa.resample by soxr_hq in length and delay, and
// in the samples of what lies in the pass band to 1e-4; in the transition band,
// from 0.9 of the Nyquist frequency, the two filters differ.
package audio
