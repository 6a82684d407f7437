package report

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// PublishedAnswers returns the committed answers, by pair. Where there are none
// yet the error wraps fs.ErrNotExist.
func PublishedAnswers() (*explain.Answers, error) {
	data, err := records.PublishedFile("")
	if err != nil {
		return nil, err
	}
	published, err := records.ReadPublished(data)
	if err != nil {
		return nil, err
	}
	if len(published.Clips) == 0 {
		return nil, fmt.Errorf("published answers: %w", fs.ErrNotExist)
	}
	clips, err := ClipsOfNames(published.ClipNames)
	if err != nil {
		return nil, err
	}
	return explain.NewAnswers(published.Clips, clips)
}

// MemorySentence says whether a method forgets what was memorised, as much as
// gold2 does and more than noise does.
func MemorySentence(a *explain.Answers, method string) (string, error) {
	j, err := a.Memory(method)
	if err != nil {
		return "", err
	}
	own, floor, noise := j.Found.Rank, j.Floor.Rank, j.Control.Rank
	return fmt.Sprintf("Over the speaker's clips, what `%s` forgets correlates with what was "+
		"memorised, with ρ = %s (%s). For gold2, ρ is %s; for `%s`, which only damages, %s. The "+
		"method's is %s gold2's and %s that of damage.", method, estimated(own.Test(), 2), own.Size(),
		estimated(floor.Test(), 2), j.ControlName, estimated(noise.Test(), 2),
		bySide(own.Minus(floor).Test(), "below", "not shown to differ from", "above"),
		bySide(own.Minus(noise).Test(), "below", "not shown to differ from", "above")), nil
}

// MovesTable says which answers the speaker's clips get when their answer
// changes.
func MovesTable(j explain.Judged[explain.Changes], labels []string) Table {
	t := Table{Title: fmt.Sprintf("Which digits change, and to what? %s, clips of the excluded "+
		"speaker", j.Method), Header: []string{"Digit", "Change", "gold2", j.ControlName,
		"Most often to", "Of those that change"}}
	for d, share := range j.Found.ByDigit {
		if math.IsNaN(share) {
			continue
		}
		name := fmt.Sprint(d)
		if d < len(labels) {
			name = labels[d]
		}
		row := []string{name, percent(share), percent(at(j.Floor.ByDigit, d)),
			percent(at(j.Control.ByDigit, d))}
		best, all := -1, 0.0
		for to, n := range j.Found.Moves[d] {
			all += n
			if n > 0 && (best < 0 || n > j.Found.Moves[d][best]) {
				best = to
			}
		}
		if best < 0 {
			t.Rows = append(t.Rows, append(row, none, none))
			continue
		}
		to := fmt.Sprint(best)
		if best < len(labels) {
			to = labels[best]
		}
		t.Rows = append(t.Rows, append(row, to, percent(j.Found.Moves[d][best]/all)))
	}
	t.Notes = []string{"Change: the share of a digit's clips whose answer is no longer the " +
		"original's (" + j.Found.Share.Size() + ")."}
	return t
}

// ClipSentence says how often a clip changes its answer, and to what; the most
// frequent answer comes first.
func ClipSentence(a *explain.Answers, c explain.ClipChange) string {
	times := map[int8]int{}
	for _, to := range c.To {
		times[to]++
	}
	answers := slices.SortedFunc(maps.Keys(times), func(x, y int8) int {
		return cmp.Or(times[y]-times[x], int(x)-int(y))
	})
	var to []string
	for _, answer := range answers {
		to = append(to, fmt.Sprintf("%d (%s)", answer, records.Plural(times[answer], "time")))
	}
	clip := a.Clips[c.Clip]
	return fmt.Sprintf("In %d of %d pairs, the answer to %s's take %d of “%s” changes: to "+
		"%s.", c.Changed,
		c.Pairs, clip.Speaker, clip.Take, clip.Label, listed(to))
}

// at returns a value of a list, or NaN beyond its end.
func at(list []float64, i int) float64 {
	if i < len(list) {
		return list[i]
	}
	return math.NaN()
}

// Voices returns the distances between the speakers' voices, in the order of
// the interference matrix, or nil if they were not measured.
func (r Readings) Voices(speakers []string) [][]float64 {
	var m [][]float64
	for _, name := range speakers {
		for _, x := range r {
			if x.Analysis == "voices" && x.Speaker == name && len(x.Values) == len(speakers) {
				m = append(m, x.Values)
				break
			}
		}
	}
	if len(m) != len(speakers) {
		return nil
	}
	return m
}

// MantelTable asks whether the same speakers suffer for the same others as in
// retraining, and whether they are those with similar voices.
func MantelTable(a *explain.Answers, r Readings, methods ...string) (Table, error) {
	t := Table{Title: "Do the same speakers suffer for the same others? Mantel tests of the " +
		"centred matrices",
		Header: []string{"Method", "With gold's, rank correlation", "p", "With the distance of " +
			"voices", "p"}}
	row := func(name string, like explain.Mantel, x explain.Interference) error {
		cells := []string{name, plain(like.Rank, 2), FormatP(like.P), none, none}
		if voices := r.Voices(x.Speakers); voices != nil {
			m, err := explain.NewMantel(explain.Centred(x.Means()), explain.Centred(voices))
			if err != nil {
				return err
			}
			cells[3], cells[4] = plain(m.Rank, 2), FormatP(m.P)
		}
		t.Rows = append(t.Rows, cells)
		return nil
	}
	for i, method := range methods {
		like, err := a.InterferenceLikeGold(method, explain.Loss)
		if err != nil {
			return Table{}, err
		}
		x, err := a.Interference(method, explain.Loss)
		if err != nil {
			return Table{}, err
		}
		if err := row(method, like.Found, x.Found); err != nil {
			return Table{}, err
		}
		if i < len(methods)-1 {
			continue
		}
		if err := row(names.Gold2, like.Floor, x.Floor); err != nil {
			return Table{}, err
		}
		if err := row(like.ControlName, like.Control, x.Control); err != nil {
			return Table{}, err
		}
	}
	t.Notes = []string{"Spearman's correlation over the cells off the diagonal, after row and " +
		"column means were subtracted. Exact p over all permutations of the speakers, 720 for six. " +
		"Gold's matrix is from even seeds and the method's from odd ones: both are changes from the " +
		"original, which they would otherwise share. In gold2's row, the first column compares with " +
		"gold on other seeds, the second uses gold2's change from gold. A negative correlation with " +
		"distance means that similar voices suffer."}
	return t, nil
}

// InterferenceSentence says whether the same speakers suffer for the same
// others after a method as after retraining.
func InterferenceSentence(a *explain.Answers, method string) (string, error) {
	like, err := a.InterferenceLikeGold(method, explain.Loss)
	if err != nil {
		return "", err
	}
	verdict := func(m explain.Mantel) string {
		text, p := "is not shown to agree", "p = "+FormatP(m.P)
		if m.P < 0.05 && m.Rank > 0 {
			text = "agrees"
		}
		return fmt.Sprintf("%s (ρ = %s, %s)", text, plain(m.Rank, 2),
			strings.Replace(p, "= <", "<", 1))
	}
	text := fmt.Sprintf("Who suffers for whom after `%s`, compared with retraining: the pattern %s. "+
		"After a second retraining, with other draws: the pattern %s.", method, verdict(like.Found),
		verdict(like.Floor))
	if !(like.Floor.P < 0.05 && like.Floor.Rank > 0) {
		text += " Since retraining is not shown to agree with itself, no method can be expected " +
			"to agree with it."
	}
	return text, nil
}
