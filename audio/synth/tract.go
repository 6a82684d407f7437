package synth

// Rate is the sample rate of all that is spoken, in hertz.
const Rate = 8000

// tract is a voice with formants in cascade, and noise beside them.
type tract struct {
	voice    glottis
	noise    noiseSource
	formants [4]resonator
	audible  int // formants below the Nyquist frequency
	hiss     resonator
	now      phoneme
}

// Formants are at least formantGap hertz apart, because two that met would
// whistle, and those above formantTop are left out: 8 kHz cannot carry them.
const (
	formantGap = 400
	formantTop = 3600
)

// fourth is the centre of the fourth formant of a tract of length 1, in hertz:
// a tube closed at one end has resonances at 500, 1500, 2500 and 3500 Hz if it
// is 17.5 cm long, as an adult male's tract is. No phoneme moves it much.
const fourth = 3500

// bandwidths are those of the formants, in hertz: about as wide as Klatt 1980
// gives for vowels, and wider for higher formants.
var bandwidths = [4]float64{60, 90, 150, 250}

// frication is the level of noise at a constriction beside the voice's, whose
// amplitude of 1 is a vowel's. It was chosen, not measured.
const frication = 0.12

// set tunes the tract to a target.
func (t *tract) set(p phoneme, v *voice) {
	t.now = p
	t.audible = 0
	centre := 0.0
	for i, f := range [4]float64{p.f1, p.f2, p.f3, fourth / v.tract} {
		if i > 0 {
			f = max(f, centre+formantGap)
		}
		centre = f
		if centre > formantTop {
			break
		}
		t.formants[i].tune(centre, bandwidths[i])
		t.audible++
	}
	if p.noise > 0 {
		t.hiss.tune(p.at, p.width)
	}
}

// next returns a sample of speech.
func (t *tract) next(pitch float64, v *voice) float64 {
	x := mul(t.now.voice, t.voice.next(pitch, v)) + mul(t.now.breath, t.noise.normal())
	for i := range t.audible {
		x = t.formants[i].next(x)
	}
	return x + mul(mul(frication, t.now.noise), t.hiss.next(t.noise.normal()))
}
