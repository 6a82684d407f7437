package report

import (
	"cmp"
	"fmt"
	"slices"

	"audiounlearning/audio"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// seconds is the length of a recording.
func seconds(r audio.Recording) float64 { return float64(len(r.Samples)) / float64(r.SampleRate) }

// ByLength returns the recordings from the shortest to the longest; equally long ones stay in the corpus's order.
func ByLength(corpus *audio.Corpus) []audio.Recording {
	sorted := slices.Clone(corpus.Recordings)
	slices.SortStableFunc(sorted, func(a, b audio.Recording) int { return cmp.Compare(seconds(a), seconds(b)) })
	return sorted
}

// CorpusTable counts each speaker's clips and says how long they are.
func CorpusTable(corpus *audio.Corpus) Table {
	t := Table{Title: "Who speaks", Header: []string{"Speaker", "Clips", "Shortest, s", "Median, s", "Longest, s"}}
	sorted := ByLength(corpus)
	row := func(name string, keep func(audio.Recording) bool) {
		var lengths []float64
		for _, r := range sorted {
			if keep(r) {
				lengths = append(lengths, seconds(r))
			}
		}
		n := len(lengths)
		median := (lengths[(n-1)/2] + lengths[n/2]) / 2
		t.Rows = append(t.Rows, []string{name, fmt.Sprint(n), plain(lengths[0], 2), plain(median, 2), plain(lengths[n-1], 2)})
	}
	for _, s := range corpus.Speakers {
		row(s, func(r audio.Recording) bool { return r.Speaker == s })
	}
	row("all", func(audio.Recording) bool { return true })
	t.Notes = []string{fmt.Sprintf("Corpus %s, %s.", corpus.Name, records.Plural(len(corpus.Labels), "label"))}
	return t
}

// FramesTable says what a fixed number of frames keeps of some recordings and of the whole corpus: how many frames they have by the
// features' settings, how many of those are kept, and how many of zeros are added.
func FramesTable(corpus *audio.Corpus, cfg audio.Config, frames int, some ...audio.Recording) (Table, error) {
	e, err := audio.NewExtractor(cfg)
	if err != nil {
		return Table{}, err
	}
	count := func(r audio.Recording) int { return e.Frames(int(seconds(r) * float64(cfg.SampleRate))) }
	t := Table{Title: fmt.Sprintf("What %d frames keep", frames), Header: []string{"Clip", "Seconds", "Its frames", "Kept", "Zeros added"}}
	for _, r := range some {
		n := count(r)
		t.Rows = append(t.Rows, []string{r.Name, plain(seconds(r), 2), fmt.Sprint(n), fmt.Sprint(min(n, frames)), fmt.Sprint(max(0, frames-n))})
	}
	cut, filled := 0, 0
	for _, r := range corpus.Recordings {
		switch n := count(r); {
		case n > frames:
			cut++
		case n < frames:
			filled++
		}
	}
	all := float64(len(corpus.Recordings))
	t.Notes = []string{fmt.Sprintf("Of all %s, %s are filled up with zeros and %s are cut.", records.Plural(len(corpus.Recordings), "clip"),
		percent(float64(filled)/all), percent(float64(cut)/all))}
	return t, nil
}

// SetTable counts the clips of one set of a split, labels in rows and speakers in columns.
func SetTable(corpus *audio.Corpus, split split.Split, set string) (Table, error) {
	members, err := split.Set(set)
	if err != nil {
		return Table{}, err
	}
	counts := map[[2]string]int{}
	for _, i := range members {
		r := corpus.Recordings[i]
		counts[[2]string{r.Label, r.Speaker}]++
	}
	t := Table{Title: fmt.Sprintf("Clips in the set %s", set), Header: append(append([]string{"Label"}, corpus.Speakers...), "All")}
	sums := make([]int, len(corpus.Speakers)+1)
	for _, label := range corpus.Labels {
		row, sum := []string{label}, 0
		for k, speaker := range corpus.Speakers {
			n := counts[[2]string{label, speaker}]
			row, sum = append(row, fmt.Sprint(n)), sum+n
			sums[k] += n
		}
		sums[len(sums)-1] += sum
		t.Rows = append(t.Rows, append(row, fmt.Sprint(sum)))
	}
	last := []string{"all"}
	for _, n := range sums {
		last = append(last, fmt.Sprint(n))
	}
	t.Rows = append(t.Rows, last)
	return t, nil
}
