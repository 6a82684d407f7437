package audio

import (
	"fmt"
	"math"
	"sync"
)

// The filter is our own because no library fitted when they were weighed, in
// November 2026: go-audio-resampler is under the LGPL, and zaf/resample and
// gosamplerate call C libraries, which the pure-Go build cannot.
//
// The low-pass filter of a [Resampler]: a sinc, cut off in the middle of the
// transition band from 0.91 to 1.0 of the lower Nyquist frequency, under a
// Kaiser window. Kaiser's estimate for an attenuation of A dB over a
// transition of w radians a sample is a length of (A-7.95)/(2.285·w) and
// β = 0.1102(A-8.7). For A = 100 and w = 0.09π that is 142.5 samples of the
// lower rate, 71.3 on each side.
const (
	resampleCutoff = 0.955
	resampleSide   = 72
	resampleBeta   = 10.06126
)

// maxRatio bounds how far apart the rates may be, and with it the memory that
// a sample rate from a damaged header can ask for.
const maxRatio = 256

// maxPhases bounds the planned filter table, in weights (8 MiB).
const maxPhases = 1 << 20

// Resampler changes the sample rate of signals by the ratio up/down in lowest
// terms. It is planned once and may then be used by many goroutines.
type Resampler struct {
	up, down int
	taps     int       // input samples that make an output sample
	scale    float64   // lower rate over input rate
	table    []float64 // up × taps weights, or nil if that is too many
}

// NewResampler returns a band-limited resampler from one rate to another, in
// hertz. It is linear in phase without delay: output sample n is the signal at
// time n/to. Above the lower of the two Nyquist frequencies at least 80 dB are
// rejected; below 0.9 of it the ripple is at most 0.1 dB. The lengths are
// those of librosa.resample with soxr_hq.
//
// Rates below 1 Hz and rates that differ more than 256-fold are errors.
func NewResampler(from, to int) (*Resampler, error) {
	up, down, err := ratio(from, to)
	if err != nil {
		return nil, err
	}
	r := &Resampler{up: up, down: down, scale: min(1, float64(to)/float64(from))}
	r.taps = 2 * int(math.Ceil(resampleSide/r.scale))
	if r.up*r.taps <= maxPhases && r.up != r.down {
		r.table = make([]float64, r.up*r.taps)
		for phase := range r.up {
			r.weights(r.table[phase*r.taps:][:r.taps], phase)
		}
	}
	return r, nil
}

// ratio returns to/from in lowest terms, or why it is refused.
func ratio(from, to int) (up, down int, err error) {
	if from < 1 || to < 1 || from > maxSampleRate || to > maxSampleRate {
		return 0, 0, fmt.Errorf("resample %d Hz to %d Hz: give rates of 1 to %d Hz",
			from, to, maxSampleRate)
	}
	if from > to*maxRatio || to > from*maxRatio {
		return 0, 0, fmt.Errorf("resample %d Hz to %d Hz: the rates differ more than %d-fold; "+
			"check the sample rate of the file", from, to, maxRatio)
	}
	g := gcd(from, to)
	return to / g, from / g, nil
}

// Len returns the length that n samples have after resampling, ⌈n·to/from⌉.
// Count with it, not with a duration in seconds: a product of floats can fall
// just short of a whole number, and it does not round up.
func (r *Resampler) Len(n int) int { return resampledLen(n, r.up, r.down) }

// resampledLen returns ⌈n·up/down⌉.
func resampledLen(n, up, down int) int {
	return int((int64(n)*int64(up) + int64(down) - 1) / int64(down))
}

// Check returns an error of the kind [ErrTooLarge] if n samples make more than
// a gibibyte of them at the new rate, as with a header that says 32 Hz.
func (r *Resampler) Check(n int) error {
	if int64(n)*int64(r.up) > int64(maxSamples)*int64(r.down) {
		return badFile(ErrTooLarge, "%d samples make more than %d at the new rate; mend the sample "+
			"rate in the header, or cut the file", n, maxSamples)
	}
	return nil
}

// Resample returns samples at the new rate in a new slice,
//
//	y[n] = Σ_i x[i] h(n·down/up - i),
//
// where x is 0 beyond its ends and h is the windowed sinc above.
func (r *Resampler) Resample(samples []float64) []float64 {
	y := make([]float64, r.Len(len(samples)))
	if r.up == r.down {
		copy(y, samples)
		return y
	}
	var row []float64
	if r.table == nil {
		row = make([]float64, r.taps)
	}
	for n := range y {
		position := int64(n) * int64(r.down)
		whole, phase := int(position/int64(r.up)), int(position%int64(r.up))
		if r.table != nil {
			row = r.table[phase*r.taps:][:r.taps]
		} else {
			r.weights(row, phase)
		}
		// row[j] weighs sample whole - taps/2 + 1 + j; some may not exist.
		first := whole - r.taps/2 + 1
		lo := max(0, -first)
		hi := min(r.taps, len(samples)-first)
		if lo < hi {
			y[n] = dot(row[lo:hi], samples[first+lo:first+hi])
		}
	}
	return y
}

// weights fills row with the filter for outputs that lie phase/up after an
// input sample. They are made to sum to 1, so that a constant stays what it is.
func (r *Resampler) weights(row []float64, phase int) {
	h := kernel
	if r.table == nil {
		h = kernelBetween
	}
	sum := 0.0
	for j := range row {
		t := float64(r.taps/2-1-j) + float64(phase)/float64(r.up)
		row[j] = h(t * r.scale)
		sum += row[j]
	}
	for j := range row {
		row[j] /= sum
	}
}

// kernel returns the windowed sinc at t samples of the lower rate.
func kernel(t float64) float64 {
	u := t / resampleSide
	if u <= -1 || u >= 1 {
		return 0
	}
	sinc := 1.0
	if x := math.Pi * resampleCutoff * t; x != 0 {
		sinc = math.Sin(x) / x
	}
	return sinc * besselI0(resampleBeta*math.Sqrt(1-u*u))
}

// kernelSteps is how many values of the kernel are tabulated for a sample of
// the lower rate. In between straight lines are off by at most 2e-8, π²/24 of
// the squared step, which is 150 dB down.
const kernelSteps = 4096

var kernelTable = sync.OnceValue(func() []float64 {
	table := make([]float64, resampleSide*kernelSteps+2)
	for i := range table {
		table[i] = kernel(float64(i) / kernelSteps)
	}
	return table
})

// kernelBetween returns kernel(t) from the table, for resamplers that have
// too many phases to plan.
func kernelBetween(t float64) float64 {
	t = math.Abs(t) * kernelSteps
	if t >= resampleSide*kernelSteps {
		return 0
	}
	i := int(t)
	table := kernelTable()
	return table[i] + (t-float64(i))*(table[i+1]-table[i])
}

// besselI0 returns the modified Bessel function of the first kind and order 0
// by its power series Σ ((x/2)^k / k!)², to full precision for x ≤ 20.
func besselI0(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > sum*1e-17; k++ {
		term *= x * x / 4 / (k * k)
		sum += term
	}
	return sum
}

// dot returns Σ a[i]·b[i] in four partial sums, which the processor adds side
// by side.
func dot(a, b []float64) float64 {
	var s0, s1, s2, s3 float64
	b = b[:len(a)]
	for len(a) >= 4 && len(b) >= 4 {
		s0 += a[0] * b[0]
		s1 += a[1] * b[1]
		s2 += a[2] * b[2]
		s3 += a[3] * b[3]
		a, b = a[4:], b[4:]
	}
	for i, v := range a {
		s0 += v * b[i]
	}
	return (s0 + s1) + (s2 + s3)
}

// gcd returns the greatest common divisor of two positive integers.
func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
