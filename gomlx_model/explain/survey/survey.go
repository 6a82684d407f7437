package survey

import (
	"context"
	"fmt"
	"time"

	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// An analysis looks into the models of one pair. Its function says what its
// readings hold.
type analysis struct {
	name string
	run  func(*subject) ([]records.Reading, error)
}

// analyses are all that are run, the cheap ones first.
var analyses = []analysis{
	{"voices", voices}, {"embedding", embedding}, {"rounding", rounding}, {"cka", layersLike},
	{"probe", probe}, {"relearning", relearning}, {"influence", influence}, {"map", maps},
	{"curve", curves}, {"patch", patches},
}

// Methods returns the methods whose weights are looked into, besides original
// and gold.
func Methods() []string {
	return []string{names.Gold2, names.Base, names.ConvBN, "retrain-15", "retrain-30",
		"retrain-40", "retrain-60"}
}

// Run surveys the pairs of the opened study, one analysis after the other, the
// cheap ones first, and each analysis seed by seed. So a survey that is stopped
// early has covered all speakers for the seeds that it reached. It skips an
// analysis of a pair if the known readings have it, under the key of the pair's
// original. It calls keep with the readings of each analysis of a pair as soon
// as it has them, and log with a line on each.
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
	for _, a := range analyses {
		for _, s := range subjects {
			if finished[done{a.name, s.key}] {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			began := time.Now()
			list, err := a.run(s)
			if err != nil {
				return fmt.Errorf("survey: %s of %s, seed %d: %w", a.name, s.speaker, s.seed, err)
			}
			for i := range list {
				list[i].Analysis, list[i].Key = a.name, s.key
			}
			if err := keep(list); err != nil {
				return err
			}
			log(fmt.Sprintf("%s of %s, seed %d: %s, %s", a.name, s.speaker, s.seed,
				records.Plural(len(list), "reading"), time.Since(began).Round(time.Second/10)))
		}
	}
	return nil
}
