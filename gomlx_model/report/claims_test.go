package report

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// A truth is what made-up records are drawn around.
type truth struct {
	level    map[string]float64 // macro F1 by "method set"; others have the set's
	noise    float64            // standard deviation by speaker and by seed
	speakers int
	without  []string // methods that were not run
}

// setLevels are chosen so that a difference of 0.004 is within every margin,
// and one of 0.1 beyond: of 1,000 clips with 50 errors four more are a ratio of
// 54.5/50.5 = 1.08, a hundred one of 150.5/50.5; on excluded 0.004 is 1.6
// points of a way of 0.25, and GoldMargin is 0.005 and 0.039.
var setLevels = map[string]float64{names.SetTest: 0.95, names.SetRetained: 0.95,
	names.SetExcluded: 0.85, names.Original + " " + names.SetExcluded: 0.95,
	names.Gold + " " + names.SetExcluded: 0.70}

const (
	quiet = 0.0003
	loud  = 0.05
	step  = 0.1
	tiny  = 0.004
)

// judged are the claims of truths that were tried: of the same truth the same
// records are drawn, and many claims ask about the same methods.
var judged = map[string][]Claim{}

// claims draws the records and judges them.
func (u truth) claims(t *testing.T) []Claim {
	t.Helper()
	name := fmt.Sprintf("%#v", u)
	if judged[name] == nil {
		judged[name] = u.judge(t)
	}
	return judged[name]
}

func (u truth) judge(t *testing.T) []Claim {
	t.Helper()
	rng := rand.New(rand.NewPCG(21, 9))
	var all []records.Record
	for _, speaker := range simulate.SixSpeakers[:u.speakers] {
		for _, m := range []string{names.Original, names.Gold, names.Base, names.AllBN,
			names.ConvBN, names.AllBNStats, names.ConvBNStats, "noise-first", "noise-0.04x3"} {
			for _, set := range []string{names.SetTest, names.SetRetained, names.SetExcluded} {
				around := u.levelOf(m, set) + u.noise*rng.NormFloat64()
				for seed := 1; seed <= 10; seed++ {
					f1 := min(1, around+u.noise*rng.NormFloat64())
					if slices.Contains(u.without, m) {
						continue
					}
					all = append(all, records.Record{Corpus: "c", Protocol: "P", Norm: "batch",
						Speaker: speaker, Seed: seed, Method: m, Set: set, N: 1000, F1: f1,
						Accuracy: f1, Confidence: f1, Status: names.StatusOK,
						Key: fmt.Sprint(m, speaker, seed)})
				}
			}
		}
	}
	e, err := NewEvidence(all)
	if err != nil {
		t.Fatal(err)
	}
	return Claims(e)
}

// levelOf is the truth of a method on a set.
func (u truth) levelOf(method, set string) float64 {
	for _, levels := range []map[string]float64{u.level, setLevels} {
		if f1, ok := levels[method+" "+set]; ok {
			return f1
		}
	}
	return setLevels[set]
}

// find returns the claim with a text.
func find(t *testing.T, claims []Claim, text string) Claim {
	t.Helper()
	i := slices.IndexFunc(claims, func(c Claim) bool { return c.Text == text })
	if i < 0 {
		t.Fatalf("no claim %q", text)
	}
	return claims[i]
}

// A contrasted claim is about methods − reference on a set, in a direction of
// F1, 0 for a claim of no difference.
type contrasted struct {
	text      string
	methods   []string
	reference string
	set       string
	direction int
	paper     float64 // the paper's number, 0 for none
	marginal  bool    // whether there is a margin
}

// contrastedClaims lists them with the paper's numbers as its tables print
// them.
func contrastedClaims() []contrasted {
	schemes := []string{names.Base, names.AllBN, names.ConvBN}
	list := []contrasted{
		{"The original knows the excluded speaker better than gold does",
			[]string{names.Original}, names.Gold, names.SetExcluded, 1, 0.3, true},
		{"On test the original is below gold", []string{names.Original}, names.Gold, names.SetTest,
			-1, -0.014, true},
		{"Accuracy on the excluded speaker drops", schemes, names.Original, names.SetExcluded, -1,
			0, false},
		{"Confidence on the excluded speaker drops", schemes, names.Original, names.SetExcluded,
			-1, 0, false},
		{"The loss on test is minimal", schemes, names.Original, names.SetTest, 0, -0.0208, true},
		{"Performance on the retained clips is preserved", schemes, names.Original,
			names.SetRetained, 0, 0, true},
		{"The place of the perturbation in the order does not matter", []string{"noise-first"},
			names.Base, names.SetExcluded, 0, 0, true},
		{"Noise 0.04 in 3 steps forgets less than 0.08 in 5", []string{"noise-0.04x3"},
			names.Base, names.SetExcluded, 1, 0, true},
		{"Moving averages remember the speaker: resetting them alone forgets more than base",
			[]string{names.AllBNStats, names.ConvBNStats}, names.Base, names.SetExcluded, -1, 0,
			true},
		{"all-bn and base do not differ significantly, test", schemes[1:2], names.Base, names.SetTest, 0,
			0.0016, true},
		{"conv-bn keeps more of test than base", schemes[2:], names.Base, names.SetTest, 1, 0.003,
			true},
		{"conv-bn and all-bn do not differ significantly, test", schemes[2:], names.AllBN, names.SetTest, 0,
			0.0014, true},
		{"all-bn and base do not differ significantly, excluded", schemes[1:2], names.Base, names.SetExcluded,
			0, -0.0071, true},
		{"conv-bn forgets more than base", schemes[2:], names.Base, names.SetExcluded, -1,
			-0.0197, true},
		{"conv-bn and all-bn do not differ significantly, excluded", schemes[2:], names.AllBN,
			names.SetExcluded, 0, -0.0126, true},
	}
	for i, numbers := range [][4]float64{{-0.0223, -0.1596, -0.04, 0.14},
		{-0.0207, -0.1667, -0.03, 0.13}, {-0.0193, -0.1793, -0.03, 0.12}} {
		for k, number := range numbers {
			reference := []string{names.Original, names.Gold}[k/2]
			set := []string{names.SetTest, names.SetExcluded}[k%2]
			list = append(list, contrasted{fmt.Sprintf("F1 of %s − %s, %s", schemes[i], reference,
				set), schemes[i : i+1], reference, set, sign(number), number, true})
		}
	}
	return list
}

// with is the truth in which the claim's methods are so far above its
// reference.
func (c contrasted) with(difference, noise float64) truth {
	u := truth{level: map[string]float64{}, noise: noise, speakers: 6}
	for _, m := range c.methods {
		u.level[m+" "+c.set] = u.levelOf(c.reference, c.set) + difference
	}
	return u
}

// TestDirections drives every claim that is a contrast through each verdict on
// its direction; the truth of the made-up records decides what is right.
func TestDirections(t *testing.T) {
	for _, c := range contrastedClaims() {
		d := float64(c.direction)
		type wanted struct {
			truth truth
			want  string
		}
		cases := []wanted{{c.with(0, loud), "undecided"},
			{truth{speakers: 6, without: c.methods}, "not run"}}
		switch {
		case c.direction == 0:
			within, above, below := "same (different, but within the margin)", "opposite", "opposite"
			switch {
			case strings.Contains(c.text, "do not differ significantly"): // ours do
				within = "different, but within the margin"
			case c.reference == names.Original: // a loss is lower F1, more errors
				above, below = "same", "beyond our margin"
			}
			cases = append(cases, wanted{c.with(0, quiet), "same"},
				wanted{c.with(tiny, quiet), within}, wanted{c.with(step, quiet), above},
				wanted{c.with(-step, quiet), below})
		default:
			cases = append(cases, wanted{c.with(d*step, quiet), "same"},
				wanted{c.with(-d*step, quiet), "opposite"})
			if c.marginal {
				cases = append(cases, wanted{c.with(0, quiet), "refuted"},
					wanted{c.with(d*tiny, quiet), "same (different, but within the margin)"},
					wanted{c.with(-d*tiny, quiet), "opposite (different, but within the margin)"})
			}
		}
		for _, w := range cases {
			if got := find(t, w.truth.claims(t), c.text); got.Direction() != w.want {
				t.Errorf("%s, truth %v, noise %g: %s (p %g; %s), want %s", c.text, w.truth.level,
					w.truth.noise, got.Direction(), got.Corrected, got.Why, w.want)
			}
		}
	}
}

// TestSizes puts the paper's number at the truth, far outside it, and before
// one speaker alone, of whom nobody else can be foretold.
func TestSizes(t *testing.T) {
	for _, c := range contrastedClaims() {
		inside, outside, unknown := SizeInside, SizeOutside, SizeUnknown
		if c.paper == 0 {
			inside, outside, unknown = SizeNone, SizeNone, SizeNone
		}
		one := c.with(c.paper, quiet)
		one.speakers = 1
		for _, w := range []struct {
			truth truth
			want  SizeVerdict
		}{{c.with(c.paper, quiet), inside}, {c.with(c.paper-step, quiet), outside},
			{one, unknown}} {
			if got := find(t, w.truth.claims(t), c.text); got.Size != w.want {
				t.Errorf("%s, truth %v: size %s by [%g, %g], want %s", c.text, w.truth.level,
					got.Size, got.Prediction.Low, got.Prediction.High, w.want)
			}
		}
	}
}

// TestOtherClaims judges the claims that are no contrast, and wants every claim
// to be tried by this file.
func TestOtherClaims(t *testing.T) {
	layers := func(values ...float64) []records.LayerSample {
		var s records.Sample
		for i, v := range values {
			s.Pairs = append(s.Pairs, records.Pair{Speaker: "ann", Seed: i + 1, Value: v})
		}
		return []records.LayerSample{{Layer: "conv1", Sample: s}}
	}
	trace := func(phases ...string) (points []records.TracePoint) {
		for i, p := range phases {
			points = append(points, records.TracePoint{Phase: p, Epoch: i + 1})
		}
		return points
	}
	cheap, dear := passes(t, 100, 800), passes(t, 200, 800)
	tried := map[string]bool{}
	for _, c := range []struct {
		text     string
		evidence Evidence
		want     Verdict
	}{
		{"Convolution weights are", Evidence{Magnitudes: layers(0.1, 0.11)}, Same},
		{"Convolution weights are", Evidence{Magnitudes: layers(0.3, 0.301)}, Opposite},
		{"Convolution weights are", Evidence{Magnitudes: layers(0.1, 0.2)}, Undecided},
		{"Convolution weights are", Evidence{}, NotRun},
		{"The noise is large", Evidence{Magnitudes: layers(0.1)}, Same},     // 0.8
		{"The noise is large", Evidence{Magnitudes: layers(0.4)}, Opposite}, // 0.2, below 0.4
		{"The noise is large", Evidence{}, NotRun},
		{"Unlearning takes an eighth", Evidence{Batch: cheap}, Same},
		{"Unlearning takes an eighth", Evidence{Batch: dear}, Opposite},
		{"Unlearning takes an eighth", Evidence{}, NotRun},
		{"Reset, perturbation and", Evidence{Trace: trace("reset", "noise1", "finetune")}, Same},
		{"Reset, perturbation and", Evidence{Trace: trace("reset", "reset", "finetune")},
			Opposite},
		{"Reset, perturbation and", Evidence{}, NotRun},
		{"With layer norm", Evidence{Batch: cheap, Layer: cheap}, NoVerdict},
		{"With layer norm", Evidence{Batch: cheap}, NotRun},
		{"With instance norm", Evidence{Batch: cheap, Instance: cheap}, NoVerdict},
		{"With instance norm", Evidence{Batch: cheap}, NotRun},
	} {
		for _, got := range Claims(c.evidence) {
			if strings.HasPrefix(got.Text, c.text) {
				tried[got.Text] = true
				if got.Verdict != c.want || got.Size != SizeNone {
					t.Errorf("%s: %s (%s), want %s", got.Text, got.Verdict, got.Why, c.want)
				}
			}
		}
	}
	for _, c := range contrastedClaims() {
		tried[c.text] = true
	}
	for _, c := range Claims(Evidence{}) {
		if !tried[c.Text] {
			t.Errorf("no test tries %q", c.Text)
		}
	}
}

// passes is a view of one speaker and two seeds, whose base takes so many
// passes and whose gold so many.
func passes(t *testing.T, base, gold int) *records.View {
	t.Helper()
	all := fourRuns()
	for i := range all {
		all[i].Passes = map[string]int{names.Base: base, names.Gold: gold}[all[i].Method]
	}
	return mustSelect(t, all)
}
