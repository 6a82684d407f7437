package survey

import (
	"context"
	"fmt"
	"time"

	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// An Analysis looks into the models of one pair.
type Analysis struct {
	Name string
	// Readings says what the parts of its readings hold.
	Readings string
	run      func(*subject) ([]records.Reading, error)
}

// Analyses lists all that are run, in their order.
func Analyses() []Analysis {
	return []Analysis{
		{"voices", "distance of the speaker's voice from each, by name", voices},
		{"embedding", "silhouette of each speaker's clips, the excluded one's first; in the " +
			"first seed x and y of some clips, and which", embedding},
		{"rounding", "share of excluded clips right, and their mean margin, before rounding and " +
			"after, by bits", rounding},
		{"cka", "to a reference on a set, by layer", layersLike},
		{"probe", "AUC of the excluded speaker and of shuffled ones, by layer", probe},
		{"influence", "rank correlation with the effect of leaving out", influence},
		{"map", "of the input by integrated gradients and by occlusion; way and off", maps},
		{"curve", "deletion and insertion by a map, mean logit", curves},
		{"relearning", "clips lost; of them the share that is known after each step", relearning},
		{"patch", "what each block carries, and what a foreign one destroys", patches},
	}
}

// Methods returns the methods whose weights are looked into, besides original
// and gold.
func Methods() []string {
	return []string{names.Gold2, names.Base, names.ConvBN, "retrain-15", "retrain-30",
		"retrain-40", "retrain-60"}
}

// Run surveys the pairs of what was opened, one analysis after the other, the
// cheap ones first, and each seed by seed: so a survey that is stopped has
// looked at all speakers as far as it went. An analysis of a pair that is among
// the known readings, by the key of the pair's original, is not run again. Keep
// is given what one analysis found of one pair as soon as it is found; log
// hears of each.
func Run(ctx context.Context, o *models.Opened, known []records.Reading,
	keep func([]records.Reading) error, log func(string)) error {
	type done struct{ analysis, key string }
	finished := map[done]bool{}
	for _, r := range known {
		finished[done{r.Analysis, r.Key}] = true
	}
	subjects, err := subjectsOf(o)
	if err != nil {
		return fmt.Errorf("survey: %w", err)
	}
	for _, a := range Analyses() {
		for _, s := range subjects {
			if finished[done{a.Name, s.key}] {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			began := time.Now()
			list, err := a.run(s)
			if err != nil {
				return fmt.Errorf("survey: %s of %s, seed %d: %w", a.Name, s.speaker, s.seed, err)
			}
			for i := range list {
				list[i].Analysis, list[i].Key = a.Name, s.key
			}
			if err := keep(list); err != nil {
				return err
			}
			log(fmt.Sprintf("%s of %s, seed %d: %s, %s", a.Name, s.speaker, s.seed,
				records.Plural(len(list), "reading"), time.Since(began).Round(time.Second/10)))
		}
	}
	return nil
}
