// Package corpus reads, finds, makes and writes folders of recordings, and
// computes the features of all of them.
//
//	folder ─Open→ Corpus ─Features→ recordings × coefficients × frames
//
// Begin with [Find] for the corpus to study, with [Open] for a folder of your
// own, with [Synthetic] for one that nobody spoke, and with [Corpus.Features]
// for the coefficients of all of it. [Corpus.Subset] and [New] make further
// corpora of recordings at hand; [Write] writes a corpus to a folder.
//
// # Corpora
//
// A corpus is any folder of {label}_{speaker}_{take}.wav files, nested or
// flat, such as the Free Spoken Digit Dataset (FSDD) and AudioMNIST; FLAC, Ogg
// Vorbis, W64 and RF64 files are read too. A label is what is said, a speaker
// who says it, and a take which repetition it is. There may be any number of
// each; a study needs two labels and two speakers, and every label by every
// speaker (see [Corpus.Complete]).
//
// A recording may be there only once: neither two files of the same label,
// speaker and take, nor two files of the same bytes, for one of them could be
// in training and the other in the test.
//
// # Digest
//
// The digest of a corpus is the SHA-256 of the lines
//
//	<SHA-256 of the file>  <name>\n
//
// of its files in byte order of their names, names being paths below the folder
// with slashes. It says which recordings a result was computed from. For a
// synthetic corpus the files are those that [Write] would make.
//
// To add a source that a study can name, write a function that returns a
// [Corpus] and a case in [Find].
package corpus
