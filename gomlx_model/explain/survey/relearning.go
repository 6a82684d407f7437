package survey

import (
	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// The lesson: five clips of the excluded speaker, at training's rate, all five
// in each step.
const (
	lessonClips = 5
	lessonSteps = 40
	askedClips  = 125 // of the rest, after each step
	lessonRate  = 1e-3
)

// relearning teaches five clips of the excluded speaker and asks for a quarter
// of the rest.
func relearning(s *subject) (list []records.Reading, err error) {
	excluded := models.Indices(s.sets.Excluded)
	network.Stream(s.seed, s.speaker, "lesson", "", 0).Shuffle(len(excluded),
		func(i, j int) { excluded[i], excluded[j] = excluded[j], excluded[i] })
	last := min(lessonClips+askedClips, len(excluded))
	lesson := models.Lesson{Few: excluded[:lessonClips], Rest: excluded[lessonClips:last],
		Rate: lessonRate, Seed: s.seed}
	l, err := s.lineup(names.ConvBN, names.Gold, "retrain-30")
	if err != nil {
		return nil, err
	}
	pupils, err := explain.Judge(l, func(w network.Weights) (explain.Pupil, error) {
		return models.Pupil(s.Engine, w, lesson), nil
	})
	if err != nil {
		return nil, err
	}
	taught := pupils.Lineup()
	lesson.Wrong = true
	taught.Control, taught.ControlName = models.Pupil(s.Engine, l.Found, lesson),
		explain.WrongLabels
	// until all is known again, so that the curve goes on beyond any share that
	// a reader asks for
	j, err := explain.Relearn(taught, 1, lessonSteps)
	if err != nil {
		return nil, err
	}
	list = readings(s, j, "lost", func(r explain.Relearning) []float64 {
		return []float64{float64(r.Lost), float64(len(lesson.Rest))}
	})
	return append(list, readings(s, j, "known again", func(r explain.Relearning) []float64 {
		return r.Share
	})...), nil
}
