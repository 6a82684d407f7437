package models

import (
	"fmt"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/network"
)

// A Lesson says what a model is taught and what it is then asked: a few clips
// of the excluded speaker, and the rest of them.
type Lesson struct {
	Few, Rest []int32
	Rate      float64
	Seed      int  // decides dropout
	Wrong     bool // every label is the next class: the control that must bring nothing back
}

// pupil is an explain.Pupil.
type pupil struct {
	engine *gomlxmodel.Engine
	state  *network.State
	lesson Lesson
	labels []int32
	steps  int
}

// Pupil returns a model that learns a lesson. One step is a step of Adam on all
// of Few, which must fit into one batch of the engine. Normalisations are
// frozen: the mean and variance of a batch of five say nothing about speech.
func Pupil(e *gomlxmodel.Engine, w network.Weights, l Lesson) explain.Pupil {
	p := &pupil{engine: e, state: network.NewState(w), lesson: l}
	if l.Wrong {
		p.labels = slices.Clone(e.Data.Labels)
		for i := range p.labels {
			p.labels[i] = (p.labels[i] + 1) % int32(e.Network.Classes)
		}
	}
	return p
}

func (p *pupil) Step() error {
	if p.engine.Data.StepsOf(len(p.lesson.Few)) != 1 {
		return fmt.Errorf("pupil: %d clips do not make one step: give from one clip to a batch",
			len(p.lesson.Few))
	}
	o := gomlxmodel.DefaultOptions()
	o.Rate, o.Labels, o.Frozen = p.lesson.Rate, p.labels, p.engine.Network.Norms()
	o.Seed = network.Stream(p.lesson.Seed, "", "dropout", "relearn", p.steps).Uint32()
	p.steps++
	_, err := p.engine.Epoch(p.state, p.lesson.Few, o)
	return err
}

func (p *pupil) Knows() (right []bool, err error) {
	logits, err := p.engine.Logits(p.state.Weights, p.lesson.Rest)
	if err != nil {
		return nil, err
	}
	classes := p.engine.Network.Classes
	for i, label := range Labels(p.engine, p.lesson.Rest) {
		right = append(right, metrics.Argmax(logits[i*classes:][:classes]) == int(label))
	}
	return right, nil
}
