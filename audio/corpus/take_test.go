package corpus

import (
	"fmt"
	"testing"
)

func TestTake(t *testing.T) {
	c := &Corpus{Labels: []string{"0", "1"}, Speakers: []string{"ann", "ben"}}
	for _, label := range c.Labels {
		for _, speaker := range c.Speakers {
			for take := range 10 {
				name := fmt.Sprintf("%s_%s_%d.wav", label, speaker, take)
				c.Recordings = append(c.Recordings, Recording{Name: name, Label: label,
					Speaker: speaker, Take: take})
			}
		}
	}
	if r, err := c.Take("1", "ben", 3); err != nil || r.Name != "1_ben_3.wav" {
		t.Errorf("got %s, %v", r.Name, err)
	}
	if _, err := c.Take("7", "ben", 3); err == nil {
		t.Error("a label that nobody says is found")
	}
	if got := c.TakesOf("ann", 9); len(got) != 2 || got[1].Name != "1_ann_9.wav" {
		t.Errorf("takes %v", got)
	}
}
