package report

import (
	"fmt"
	"slices"
	"strings"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// MistakesSentence says what confusion matrices of methods show on a set: how
// many answers are wrong, which label each method mistakes most and for what,
// and whether that is the label that gold mistakes most. All runs count
// together, as in the figure.
func MistakesSentence(r *records.Results, c *corpus.Corpus, set string,
	methods ...string) (string, error) {
	text, worst := "", map[string][]string{}
	for _, method := range methods {
		counts, n, err := Confusion(r, c, method, set)
		if err != nil {
			return "", err
		}
		m := mistakesOf(counts, c.Labels)
		m.runs = n
		text += fmt.Sprintf("`%s` %s. ", method, m)
		if m.pattern() {
			worst[method] = m.labels
		}
	}
	gold, ok := worst[names.Gold]
	for _, method := range methods {
		mine, patterned := worst[method]
		if method == names.Gold || !ok || !patterned {
			continue
		}
		like := "different labels"
		if slices.Equal(mine, gold) {
			like = "the same label"
		}
		text += fmt.Sprintf("`%s` and gold mistake %s most often. ", method, like)
	}
	if text == "" {
		return "No method was named.", nil
	}
	return text[:len(text)-1], nil
}

// mistakes sum up a confusion matrix.
type mistakes struct {
	wrong, total, classes int
	runs                  int
	labels                []string // mistaken most often; several where they tie
	ofLabel, clips        int      // mistakes with each of them, and its clips
	answer                string   // the most frequent wrong answer to the first of them
	ofAnswer              int
}

// mistakesOf counts them.
func mistakesOf(counts [][]int, labels []string) mistakes {
	m := mistakes{classes: len(labels)}
	for i, row := range counts {
		wrong, clips, answer := 0, 0, -1
		for j, n := range row {
			clips += n
			if j == i {
				continue
			}
			wrong += n
			if answer < 0 || n > row[answer] {
				answer = j
			}
		}
		m.wrong, m.total = m.wrong+wrong, m.total+clips
		switch {
		case wrong == 0 || wrong < m.ofLabel:
		case wrong == m.ofLabel:
			m.labels = append(m.labels, labels[i])
		default:
			m.labels, m.ofLabel, m.clips = []string{labels[i]}, wrong, clips
			m.answer, m.ofAnswer = labels[answer], row[answer]
		}
	}
	return m
}

// pattern reports whether there are enough mistakes to speak of a label: two
// for each, so that an even spread would not leave most labels without any.
func (m mistakes) pattern() bool { return m.wrong >= 2*m.classes }

// String says what a model does.
func (m mistakes) String() string {
	answers := fmt.Sprintf("%d answers of %s", m.total, records.Plural(m.runs, "run"))
	switch {
	case m.total == 0:
		return "has no answers"
	case m.wrong == 0:
		return fmt.Sprintf("makes no mistake in %s", answers)
	case !m.pattern():
		return fmt.Sprintf("makes %s in %s, too few to read a pattern from",
			records.Plural(m.wrong, "mistake"), answers)
	}
	text := fmt.Sprintf("makes %d mistakes in %s, most often with “%s”", m.wrong, answers,
		strings.Join(m.labels, "” and “"))
	if len(m.labels) > 1 {
		return text + fmt.Sprintf(": %d with each", m.ofLabel)
	}
	return text + fmt.Sprintf(": %d of its %d clips, %s of all mistakes; %d of these it takes "+
		"for “%s”", m.ofLabel, m.clips, percent(float64(m.ofLabel)/float64(m.wrong)), m.ofAnswer,
		m.answer)
}
