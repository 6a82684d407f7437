package report

import (
	"fmt"
	"slices"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/split"
)

// labelsOf returns the class of each clip: the place of its label among all
// labels, sorted.
func labelsOf(clips []split.Clip) []int8 {
	var all []string
	for _, c := range clips {
		all = append(all, c.Label)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	classes := make([]int8, len(clips))
	for i, c := range clips {
		class, _ := slices.BinarySearch(all, c.Label)
		classes[i] = int8(class)
	}
	return classes
}

// NamedClips returns the clips of a corpus that has every take of every digit
// by every speaker, in the order of a corpus: by the bytes of the names, in
// which 7_theo_10.wav comes before 7_theo_2.wav. The published answers of the
// Free Spoken Digit Dataset are in this order, with its six speakers and 50
// takes, so that they can be read without the recordings.
func NamedClips(speakers []string, takes int) ([]split.Clip, error) {
	var files []string
	for digit := range 10 {
		for _, speaker := range speakers {
			for take := range takes {
				file, err := corpus.FileName(fmt.Sprint(digit), speaker, take)
				if err != nil {
					return nil, err
				}
				files = append(files, file)
			}
		}
	}
	slices.Sort(files)
	clips := make([]split.Clip, len(files))
	for i, file := range files {
		label, speaker, take, err := corpus.ParseName(file)
		if err != nil {
			return nil, err
		}
		clips[i] = split.Clip{Label: label, Speaker: speaker, Take: take}
	}
	return clips, nil
}
