package synth

// irregular holds what the rules of spelling would get wrong: the digits, their
// names, and the names of the letters.
var irregular = map[string]string{
	"0": "Z IH R OW UW", "zero": "Z IH R OW UW",
	"1": "W AH N", "one": "W AH N",
	"2": "T HH UW UW", "two": "T HH UW UW",
	"3": "TH R IY", "three": "TH R IY",
	"4": "F AO R", "four": "F AO R",
	"5": "F AA IH V", "five": "F AA IH V",
	"6": "S IH - K S", "six": "S IH - K S",
	"7": "S EH V AX N", "seven": "S EH V AX N",
	"8": "EY IY - T", "eight": "EY IY - T",
	"9": "N AA IH N", "nine": "N AA IH N",

	"a": "EY IY", "b": "B IY", "c": "S IY", "d": "D IY", "e": "IY IY", "f": "EH F",
	"g": "JH IY", "h": "EY IY - T SH", "i": "AA IH", "j": "JH EY IY", "k": "K EY IY",
	"l": "EH L", "m": "EH M", "n": "EH N", "o": "OW UW", "p": "P IY", "q": "K Y UW",
	"r": "AA R", "s": "EH S", "t": "T IY", "u": "Y UW", "v": "V IY",
	"w": "D AH - B L Y UW", "x": "EH - K S", "y": "W AA IH", "z": "Z IY",
}

// graphemes are the sounds of letters and groups of letters, none longer than
// maxGrapheme.
var graphemes = map[string]string{
	"a": "AE", "e": "EH", "i": "IH", "o": "AA", "u": "AH", "y": "IY",
	"ai": "EY IH", "ay": "EY IY", "ea": "IY", "ee": "IY IY", "ei": "EY IH", "ey": "EY IY",
	"ie": "IY", "igh": "AA IH", "eigh": "EY IY", "oa": "OW", "oi": "AO IH", "oy": "AO IY",
	"oo": "UW", "ou": "AA UW", "ow": "AA UW", "au": "AO", "aw": "AO", "ar": "AA R",
	"er": "AX R", "ir": "AX R", "or": "AO R", "ur": "AX R",

	"b": "B", "c": "K", "d": "D", "f": "F", "g": "G", "h": "HH", "j": "JH", "k": "K",
	"l": "L", "m": "M", "n": "N", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T",
	"v": "V", "w": "W", "x": "K S", "z": "Z",
	"ch": "T SH", "ck": "K", "gh": "", "kn": "N", "ng": "NG", "ph": "F", "qu": "K W",
	"sh": "SH", "tch": "T SH", "th": "TH", "wh": "W", "wr": "R",
}

const maxGrapheme = 4

// long are the vowels before a consonant and a silent e.
var long = map[byte]string{'a': "EY IY", 'i': "AA IH", 'o': "OW UW", 'u': "UW"}

// final are the vowels that sound different at the end of a word.
var final = map[byte]string{'a': "AX", 'e': "IY", 'i': "IY", 'o': "OW UW", 'u': "UW"}

// plosives are the sounds that need the mouth closed before.
var plosives = []string{"B", "D", "G", "JH", "K", "P", "T"}
