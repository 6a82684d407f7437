package report

import (
	"fmt"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
)

// AnswersTable lists the models' answers to some recordings, each with its
// probability. A cross marks a wrong answer.
func AnswersTable(labels []string, recordings []corpus.Recording, models []records.Asked) Table {
	t := Table{Title: "What each model hears, and how sure it is", Header: []string{"Clip", "Said"}}
	for _, r := range recordings {
		t.Rows = append(t.Rows, []string{r.Name, r.Label})
	}
	for _, m := range models {
		t.Header = append(t.Header, m.Model)
		if m.Run != "" {
			t.Notes = append(t.Notes, fmt.Sprintf("The %s model: %s.", m.Model, m.Run))
		}
		for i, r := range recordings {
			answer := labels[m.Classes[i]]
			text := fmt.Sprintf("%s (%s)", answer, plain(m.Probabilities[i], 2))
			if answer != r.Label {
				text = "✗ " + text
			}
			t.Rows[i] = append(t.Rows[i], text)
		}
	}
	return t
}
