package report

import (
	"cmp"
	"fmt"
	"slices"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// seconds is the length of a recording.
func seconds(r corpus.Recording) float64 { return float64(len(r.Samples)) / float64(r.SampleRate) }

// ByLength returns the recordings from the shortest to the longest. Recordings
// of equal length stay in the corpus's order.
func ByLength(c *corpus.Corpus) []corpus.Recording {
	sorted := slices.Clone(c.Recordings)
	slices.SortStableFunc(sorted, func(a, b corpus.Recording) int {
		return cmp.Compare(seconds(a),
			seconds(b))
	})
	return sorted
}

// CorpusTable counts each speaker's clips and says how long they are.
func CorpusTable(c *corpus.Corpus) Table {
	t := Table{Title: "Who speaks", Header: []string{"Speaker", "Clips", "Shortest, s", "Median, s",
		"Longest, s"}}
	sorted := ByLength(c)
	row := func(name string, keep func(corpus.Recording) bool) {
		var lengths []float64
		for _, r := range sorted {
			if keep(r) {
				lengths = append(lengths, seconds(r))
			}
		}
		n := len(lengths)
		median := (lengths[(n-1)/2] + lengths[n/2]) / 2
		t.Rows = append(t.Rows, []string{name, fmt.Sprint(n), plain(lengths[0], 2),
			plain(median, 2), plain(lengths[n-1], 2)})
	}
	for _, s := range c.Speakers {
		row(s, func(r corpus.Recording) bool { return r.Speaker == s })
	}
	row("all", func(corpus.Recording) bool { return true })
	t.Notes = []string{fmt.Sprintf("Corpus %s, %s.", c.Name,
		records.Plural(len(c.Labels), "label"))}
	return t
}

// FramesTable says what a fixed number of frames keeps of some recordings and
// of the whole corpus: how many frames they have by the features' settings, how
// many of those are kept, and how many of zeros are added.
func FramesTable(c *corpus.Corpus, cfg audio.Config, frames int, some ...corpus.Recording) (Table,
	error) {
	e, err := audio.NewExtractor(cfg)
	if err != nil {
		return Table{}, err
	}
	counts := map[string]int{} // frames by the recording's name
	for _, r := range slices.Concat(some, c.Recordings) {
		if counts[r.Name], err = e.FramesAt(len(r.Samples), r.SampleRate); err != nil {
			return Table{}, fmt.Errorf("%s: %w", r.Name, err)
		}
	}
	t := Table{Title: fmt.Sprintf("What %d frames keep", frames),
		Header: []string{"Clip", "Seconds", "Its frames", "Kept", "Zeros added"}}
	for _, r := range some {
		n := counts[r.Name]
		t.Rows = append(t.Rows, []string{r.Name, plain(seconds(r), 2), fmt.Sprint(n),
			fmt.Sprint(min(n, frames)), fmt.Sprint(max(0, frames-n))})
	}
	cut, filled := 0, 0
	for _, r := range c.Recordings {
		switch n := counts[r.Name]; {
		case n > frames:
			cut++
		case n < frames:
			filled++
		}
	}
	all := float64(len(c.Recordings))
	t.Notes = []string{fmt.Sprintf("Of all %s, %s are padded with zeros and %s are cut.",
		records.Plural(len(c.Recordings), "clip"),
		percent(float64(filled)/all), percent(float64(cut)/all))}
	return t, nil
}

// SetTable counts the clips of one set of a split, labels in rows and speakers
// in columns.
func SetTable(c *corpus.Corpus, split split.Split, set string) (Table, error) {
	members, err := split.Set(set)
	if err != nil {
		return Table{}, err
	}
	counts := map[[2]string]int{}
	for _, i := range members {
		r := c.Recordings[i]
		counts[[2]string{r.Label, r.Speaker}]++
	}
	t := Table{Title: fmt.Sprintf("Clips in the set %s", set),
		Header: append(append([]string{"Label"}, c.Speakers...), "All")}
	sums := make([]int, len(c.Speakers)+1)
	for _, label := range c.Labels {
		row, sum := []string{label}, 0
		for k, speaker := range c.Speakers {
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
