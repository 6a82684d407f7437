package report

import (
	"cmp"
	"fmt"
	"slices"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// ClipsOfNames returns the clips of the list that stands beside the published
// answers, in its order, from the names of the recordings.
func ClipsOfNames(list []records.ClipName) ([]split.Clip, error) {
	clips := make([]split.Clip, len(list))
	for i, c := range list {
		label, speaker, take, err := corpus.ParseName(c.Name)
		if err != nil {
			return nil, err
		}
		clips[i] = split.Clip{Label: label, Speaker: speaker, Take: take}
	}
	return clips, nil
}

// NamedClips returns the clips of a corpus that has every take of every digit
// by every speaker, in the order of a corpus: by the bytes of their names, so
// that 7_theo_10.wav comes before 7_theo_2.wav. The published answers of the
// Free Spoken Digit Dataset, with its six speakers and 50 takes, are in this
// order, so they can be read without the recordings.
func NamedClips(speakers []string, takes int) ([]split.Clip, error) {
	var files []records.ClipName
	for digit := range 10 {
		for _, speaker := range speakers {
			for take := range takes {
				file, err := corpus.FileName(fmt.Sprint(digit), speaker, take)
				if err != nil {
					return nil, err
				}
				files = append(files, records.ClipName{Name: file})
			}
		}
	}
	slices.SortFunc(files, func(a, b records.ClipName) int { return cmp.Compare(a.Name, b.Name) })
	return ClipsOfNames(files)
}
