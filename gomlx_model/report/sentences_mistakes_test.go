package report

import (
	"testing"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// answering is a run of ann whose answers a function of the clip gives.
func answering(c *corpus.Corpus, method string, seed int,
	answer func(corpus.Recording) int8) records.Run {
	run := records.Run{Name: records.Name{Protocol: names.ProtocolPaper, Speaker: "ann",
		Seed: seed, Method: method}}
	for _, r := range c.Recordings {
		run.Answers = append(run.Answers, answer(r))
	}
	return run
}

// answered2 are results of ann with the labels answered as some takes say: the
// first takes of label 0 are answered 1, and the last of label 1 are answered
// 0, so many of each.
func answered2(c *corpus.Corpus, seeds int, wrong map[string][2]int) *records.Results {
	r := &records.Results{Settings: settings.Settings{Speakers: []string{"ann"},
		Methods: []string{"base"}}}
	for method, n := range wrong {
		for seed := 1; seed <= seeds; seed++ {
			r.Runs = append(r.Runs, answering(c, method, seed, func(of corpus.Recording) int8 {
				said := int8(of.Label[0] - '0')
				if of.Take < n[said] {
					return 1 - said
				}
				return said
			}))
		}
	}
	return r
}

// TestMistakesSentence: of ann's ten clips of each label gold mistakes six of
// label 1, base four of label 0 and one of label 1; two labels make four
// mistakes a pattern.
func TestMistakesSentence(t *testing.T) {
	c := twoVoices()
	r := answered2(c, 1, map[string][2]int{names.Original: {0, 0}, names.Gold: {1, 6},
		"base": {4, 1}, "all-bn": {0, 5}, "few": {1, 0}, "tied": {3, 3}})
	say := func(methods ...string) string {
		text, err := MistakesSentence(r, c, names.SetExcluded, methods...)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	tell(t,
		told{"scheme and gold", say(names.Original, "base", names.Gold), []string{
			"`original` makes no mistake in 20 answers of 1 run.",
			"`base` makes 5 mistakes in 20 answers of 1 run, most often with “0”: 4 of its 10 clips, " +
				"80.0 % of all mistakes; 4 of these it takes for “1”",
			"`base` and gold mistake different labels"}},
		told{"like gold", say("all-bn", names.Gold), []string{"`all-bn` and gold mistake the same label"}},
		told{"few", say("few"), []string{"makes 1 mistake in 20 answers of 1 run, too few"}},
		told{"tied", say("tied"), []string{"most often with “0” and “1”: 3 with each"}},
		told{"not run", say("conv-bn"), []string{"`conv-bn` has no answers."}},
		told{"none", say(), []string{"No method was named."}},
	)
	if _, err := MistakesSentence(r, c, "nothing", names.Gold); err == nil {
		t.Error("a set that is not there has a sentence")
	}
}

// TestChangedSentence: gold answers six of ann's clips of label 1 otherwise
// than the original; base four of the same, so that agreement rises from 14 to
// 18 of 20, by 20 points with each seed. Worse does as much with label 0.
func TestChangedSentence(t *testing.T) {
	c := twoVoices()
	say := func(base [2]int, without string) string {
		r := answered2(c, 2, map[string][2]int{names.Original: {0, 0}, names.Gold: {0, 6},
			"base": base})
		if without != "" {
			runs := r.Runs
			r.Runs = nil
			for _, run := range runs {
				if run.Method != without {
					r.Runs = append(r.Runs, run)
				}
			}
		}
		text, err := ChangedSentence(r, c)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	tell(t,
		told{"to gold", say([2]int{0, 4}, ""), []string{"Of 20 answers", "`base` 4.0 (100.0 %)",
			"(means, 2 runs, 1 speaker)", "gold was 70.0 %", "(+20.0 [+20.0, +20.0]) rose"}},
		told{"away", say([2]int{4, 0}, ""), []string{"`base` 4.0 (0.0 %)", "(−20.0 [−20.0, −20.0]) fell"}},
		told{"nothing", say([2]int{0, 0}, ""), []string{"`base` 0.0 (no share)", noChange}},
		told{"no gold", say([2]int{0, 0}, names.Gold), []string{"No method has answers"}},
	)
	r := answered2(c, 1, map[string][2]int{names.Original: {}, names.Gold: {}})
	r.Runs[0].Protocol, r.Runs[1].Protocol = "nothing", "nothing"
	if _, err := ChangedSentence(r, c); err == nil {
		t.Error("a protocol that is not there has a sentence")
	}
}
