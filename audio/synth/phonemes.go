package audio

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

// phonemes are the sounds of the English digits: formants after Peterson and
// Barney, "Control methods used in a study of the vowels", JASA 24 (1952), for
// the vowels, and after Klatt, "Software for a cascade/parallel formant
// synthesizer", JASA 67 (1980), Table III, for the consonants, rounded, and
// with noise brought below 4 kHz where 8 kHz sampling needs it.
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
	"V":  {f1: 260, f2: 1100, f3: 2100, voice: 0.3, noise: 0.05, at: 3000, width: 2500, length: 0.06},
	"Z":  {f1: 250, f2: 1500, f3: 2600, voice: 0.25, noise: 0.35, at: 3600, width: 700, length: 0.09},
	"S":  {f1: 320, f2: 1400, f3: 2550, noise: 0.9, at: 3700, width: 600, length: 0.12},
	"F":  {f1: 340, f2: 1100, f3: 2100, noise: 0.18, at: 2500, width: 3500, length: 0.10},
	"TH": {f1: 320, f2: 1300, f3: 2550, noise: 0.14, at: 3200, width: 2500, length: 0.09},
	"T":  {f1: 350, f2: 1700, f3: 2600, breath: 0.15, noise: 0.8, at: 3500, width: 1200, length: 0.03},
	"K":  {f1: 320, f2: 1900, f3: 2500, breath: 0.1, noise: 0.7, at: 1900, width: 500, length: 0.03},
	"HH": {f1: 400, f2: 1500, f3: 2400, breath: 0.25, length: 0.03},
	"-":  {f1: 350, f2: 1600, f3: 2500, length: 0.05}, // the closure before a plosive
}

// words are the digits, phoneme by phoneme.
var words = [10][]string{
	{"Z", "IH", "R", "OW", "UW"},
	{"W", "AH", "N"},
	{"T", "HH", "UW", "UW"},
	{"TH", "R", "IY"},
	{"F", "AO", "R"},
	{"F", "AA", "IH", "V"},
	{"S", "IH", "-", "K", "S"},
	{"S", "EH", "V", "AX", "N"},
	{"EY", "IY", "-", "T"},
	{"N", "AA", "IH", "N"},
}

// voiceOf describes one synthetic speaker.
type voiceOf struct {
	tract  float64 // vocal-tract length relative to an adult male's; formants go as 1/tract
	pitch  float64 // mean fundamental frequency, in hertz
	fall   float64 // how far the pitch falls over a word, as a fraction
	rate   float64 // speed of speech
	tilt   float64 // pole of the glottal low-pass: nearer to 1 is darker
	hoarse float64 // noise in the voice, relative to it
	mic    float64 // zero of the microphone: positive is thin, negative is dull
	hiss   float64 // level of the recording's background noise
	level  float64 // peak of the recording
}

// voices are synth1 to synth6: lengths from a large man's to a child's.
var voices = [6]voiceOf{
	{tract: 1.22, pitch: 88, fall: 0.25, rate: 0.88, tilt: 0.80, hoarse: 0.02, mic: 0.2, hiss: 0.0010, level: 0.55},
	{tract: 1.08, pitch: 118, fall: 0.10, rate: 1.18, tilt: 0.55, hoarse: 0.08, mic: 0.7, hiss: 0.0040, level: 0.30},
	{tract: 1.01, pitch: 142, fall: 0.30, rate: 0.80, tilt: 0.90, hoarse: 0.01, mic: -0.8, hiss: 0.0003, level: 0.75},
	{tract: 0.94, pitch: 178, fall: 0.15, rate: 1.25, tilt: 0.35, hoarse: 0.05, mic: 0.5, hiss: 0.0020, level: 0.20},
	{tract: 0.87, pitch: 214, fall: 0.35, rate: 0.85, tilt: 0.60, hoarse: 0.15, mic: -0.2, hiss: 0.0030, level: 0.45},
	{tract: 0.80, pitch: 258, fall: 0.20, rate: 1.08, tilt: 0.20, hoarse: 0.04, mic: 0.3, hiss: 0.0015, level: 0.65},
}
