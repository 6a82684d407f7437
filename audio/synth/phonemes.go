package synth

// phoneme is a target that the vocal tract moves to: what a stretch of a word
// sounds like in its middle.
type phoneme struct {
	f1, f2, f3 float64 // formants of a vocal tract of length 1, in hertz
	voice      float64 // amplitude of the glottal pulses
	breath     float64 // amplitude of noise through the formants
	noise      float64 // amplitude of noise at the constriction
	at, width  float64 // centre and bandwidth of that noise, in hertz
	length     float64 // duration at rate 1, in seconds
}

// fullVoice is the voice of a sound that can carry a syllable.
const fullVoice = 0.7

// phonemes are the sounds by their names in the ARPABET: formants after
// Peterson and Barney, "Control methods used in a study of the vowels", JASA 24
// (1952), for the vowels, and after Klatt, "Software for a cascade/parallel
// formant synthesizer", JASA 67 (1980), Table III, for the consonants, rounded,
// and with noise brought below 4 kHz where 8 kHz sampling needs it. Those of
// the digits must never change, because stored results depend on the default
// corpus.
var phonemes = map[string]phoneme{
	"IY": {f1: 280, f2: 2280, f3: 2950, voice: 1, length: 0.15},
	"IH": {f1: 400, f2: 1990, f3: 2550, voice: 1, length: 0.11},
	"EH": {f1: 540, f2: 1800, f3: 2480, voice: 1, length: 0.11},
	"AH": {f1: 640, f2: 1190, f3: 2390, voice: 1, length: 0.13},
	"AA": {f1: 730, f2: 1120, f3: 2440, voice: 1, length: 0.13},
	"AO": {f1: 570, f2: 840, f3: 2410, voice: 1, length: 0.16},
	"OW": {f1: 480, f2: 900, f3: 2350, voice: 1, length: 0.13},
	"UW": {f1: 310, f2: 900, f3: 2240, voice: 1, length: 0.16},
	"EY": {f1: 480, f2: 2080, f3: 2600, voice: 1, length: 0.11},
	"AX": {f1: 500, f2: 1400, f3: 2400, voice: 0.7, length: 0.06},
	"R":  {f1: 400, f2: 1250, f3: 1620, voice: 0.8, length: 0.07},
	"W":  {f1: 290, f2: 640, f3: 2150, voice: 0.6, length: 0.07},
	"N":  {f1: 270, f2: 1500, f3: 2500, voice: 0.35, length: 0.09},
	"V": {f1: 260, f2: 1100, f3: 2100, voice: 0.3, noise: 0.05, at: 3000, width: 2500,
		length: 0.06},
	"Z": {f1: 250, f2: 1500, f3: 2600, voice: 0.25, noise: 0.35, at: 3600, width: 700,
		length: 0.09},
	"S":  {f1: 320, f2: 1400, f3: 2550, noise: 0.9, at: 3700, width: 600, length: 0.12},
	"F":  {f1: 340, f2: 1100, f3: 2100, noise: 0.18, at: 2500, width: 3500, length: 0.10},
	"TH": {f1: 320, f2: 1300, f3: 2550, noise: 0.14, at: 3200, width: 2500, length: 0.09},
	"T": {f1: 350, f2: 1700, f3: 2600, breath: 0.15, noise: 0.8, at: 3500, width: 1200,
		length: 0.03},
	"K": {f1: 320, f2: 1900, f3: 2500, breath: 0.1, noise: 0.7, at: 1900, width: 500,
		length: 0.03},
	"HH": {f1: 400, f2: 1500, f3: 2400, breath: 0.25, length: 0.03},
	"-":  {f1: 350, f2: 1600, f3: 2500, length: 0.05}, // the closure before a plosive

	// The digits do without these.
	"AE": {f1: 660, f2: 1720, f3: 2410, voice: 1, length: 0.14},
	"Y":  {f1: 260, f2: 2070, f3: 3020, voice: 0.6, length: 0.06},
	"L":  {f1: 310, f2: 1050, f3: 2880, voice: 0.6, length: 0.07},
	"M":  {f1: 270, f2: 1100, f3: 2150, voice: 0.35, length: 0.09},
	"NG": {f1: 270, f2: 2000, f3: 2850, voice: 0.35, length: 0.10},
	"SH": {f1: 300, f2: 1840, f3: 2750, noise: 0.9, at: 2700, width: 700, length: 0.12},
	"B": {
		f1: 200, f2: 1100, f3: 2150, voice: 0.3, breath: 0.05,
		noise: 0.3, at: 900, width: 600, length: 0.03,
	},
	"D": {
		f1: 200, f2: 1600, f3: 2600, voice: 0.3, breath: 0.05,
		noise: 0.4, at: 3400, width: 1200, length: 0.03,
	},
	"G": {
		f1: 200, f2: 1990, f3: 2850, voice: 0.3, breath: 0.05,
		noise: 0.4, at: 2000, width: 500, length: 0.03,
	},
	"JH": {f1: 260, f2: 1800, f3: 2820, voice: 0.25, noise: 0.5, at: 2700, width: 700,
		length: 0.06},
	"P": {f1: 400, f2: 1100, f3: 2150, breath: 0.15, noise: 0.5, at: 1000, width: 800,
		length: 0.03},
}
