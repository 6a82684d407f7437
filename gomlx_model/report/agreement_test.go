package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// TestCompareByHand: of five clips of class 0 gold errs on the last two, with
// 1 and 2; the method errs on the last three, with 1, 1 and 1. They agree on
// the first two and on the fourth: 3 of 5. Of gold's two wrong ones the method
// errs on both, once as gold does; of the three right ones on one. The margins
// fall in the same order but for one exchange of neighbours: ρ = 1 − 6·2/(5·24)
// = 0.9.
func TestCompareByHand(t *testing.T) {
	gold := records.Run{Result: records.Result{Answers: []int8{0, 0, 0, 1, 2},
		Margins: []float32{5, 4, 3, -1, -2}}}
	run := records.Run{Result: records.Result{Answers: []int8{0, 0, 1, 1, 1},
		Margins: []float32{9, 8, -3, -2, -4}}}
	var a Agreement
	a.compare(run, gold, []int{0, 1, 2, 3, 4}, make([]int8, 5))
	for _, c := range []struct {
		what string
		got  records.Sample
		want float64
	}{{"as gold", a.AsGold, 0.6}, {"wrong too", a.WrongToo, 1}, {"alone", a.WrongAlone, 1. / 3},
		{"same wrong", a.SameWrong, 0.5}, {"rank", a.Rank, 0.9}} {
		if len(c.got.Pairs) != 1 || !(math.Abs(c.got.Pairs[0].Value-c.want) <= 1e-12) {
			t.Errorf("%s: %v, want %g", c.what, c.got.Pairs, c.want)
		}
	}
	a = Agreement{}
	gold.Answers = make([]int8, 5)
	if a.compare(run, gold, []int{0, 1}, make([]int8, 5)); len(a.WrongToo.Pairs) != 0 ||
		len(a.SameWrong.Pairs) != 0 {
		t.Error("a gold without errors gave a share of them")
	}
}

// TestNamedClips wants the order of bytes, as of the names of files.
func TestNamedClips(t *testing.T) {
	clips, err := NamedClips([]string{"theo", "ann"}, 11)
	want := []split.Clip{{Label: "0", Speaker: "ann", Take: 0},
		{Label: "0", Speaker: "ann", Take: 1},
		{Label: "0", Speaker: "ann", Take: 10}, {Label: "0", Speaker: "ann", Take: 2}}
	if err != nil || len(clips) != 220 || fmt.Sprint(clips[:4]) != fmt.Sprint(want) {
		t.Errorf("%v, %v; want 220 from %v", clips[:4], err, want)
	}
	if _, err := NamedClips([]string{"a_b"}, 1); err == nil {
		t.Error("a speaker that no name can carry gave no error")
	}
}

// TestAgreementOfPublished compares with the table of a referee, who computed
// it in Python from the same published answers over 60 pairs, and the rest with
// a script of Python of its own.
func TestAgreementOfPublished(t *testing.T) {
	list := publishedAgreements(t)
	for method, want := range readGolden(t).Agreement {
		a, ok := agreementOf(list, method)
		if !ok || len(a.AsGold.Pairs) != 60 {
			t.Errorf("%s has %d pairs, want 60", method, len(a.AsGold.Pairs))
			continue
		}
		for i, got := range []float64{a.AsGold.Test().Mean, a.WrongToo.Test().Mean,
			a.WrongAlone.Test().Mean, a.Rank.Test().Mean} {
			if !(math.Abs(got-want[i]) <= 1e-9) {
				t.Errorf("%s, number %d: %.10f, want %.10f", method, i, got, want[i])
			}
		}
	}
}

// TestAgreementTables reads cells of the published study that stand in the
// referee's table, and sentences of known truth.
func TestAgreementTables(t *testing.T) {
	list := publishedAgreements(t)
	agreement, softening := AgreementTable(list).Text(),
		SofteningTable(list, publishedView(t)).Text()
	base := readGolden(t).Agreement[names.Base]
	for _, want := range []string{percent(base[0]), percent(base[1]), percent(base[2]),
		plain(base[3], 2)} {
		if !strings.Contains(agreement, want) {
			t.Errorf("no %s in\n%s", want, agreement)
		}
	}
	confidence := publishedView(t).Level(records.Confidence, names.SetTest,
		names.ConvBN).Test().Mean
	for _, want := range []string{plain(confidence, 3), "Way by margin"} {
		if !strings.Contains(softening, want) {
			t.Errorf("no %s in\n%s", want, softening)
		}
	}
	for method, want := range map[string]string{
		names.Base: "it doubts everybody more", "finetune": "surer of them than gold",
		names.Gold2: "cannot be told from gold's", "other": "no answers of both",
	} {
		if got := AgreementSentence(list, method); !strings.Contains(got, want) {
			t.Errorf("%s: %q lacks %q", method, got, want)
		}
	}
}

// publishedAnswers are the published answers of seeds 1 to 10, and the clips
// that they answer.
func publishedAnswers(t *testing.T) ([]records.Run, []split.Clip) {
	t.Helper()
	data, err := records.PublishedFile("")
	if err != nil {
		t.Fatal(err)
	}
	published, err := records.ReadPublished(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(published.Clips) == 0 {
		t.Skip("no answers are published yet")
	}
	clips, err := ClipsOfNames(published.ClipNames)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(published.Clips, func(r records.Run) bool {
		return r.Seed > 10
	}), clips
}

// publishedAgreements compares the published answers of seeds 1 to 10. The
// clips by the rule of names must be those that are listed beside them.
func publishedAgreements(t *testing.T) []Agreement {
	t.Helper()
	answers, clips := publishedAnswers(t)
	byRule, err := NamedClips([]string{"george", "jackson", "lucas", "nicolas", "theo",
		"yweweler"}, 50)
	if err != nil || !slices.Equal(byRule, clips) {
		t.Errorf("the rule of names gives other clips than names.csv (%v)", err)
	}
	list, err := Agreements(answers, byRule)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
