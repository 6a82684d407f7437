package models

import (
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/network"

	"gonum.org/v1/gonum/stat"
)

// asked is an explain.Model: weights on an engine.
type asked struct {
	engine  *gomlxmodel.Engine
	weights network.Weights
}

func (a *asked) LogitsOf(features []float32) ([]float32, error) {
	return a.engine.LogitsOf(a.weights, features)
}

func (a *asked) InputGradient(features, factors []float32) ([]float32, error) {
	return a.engine.InputGradient(a.weights, features, factors)
}

// Model returns a network of these weights as the model that attributions need.
func Model(e *gomlxmodel.Engine, w network.Weights) explain.Model { return &asked{e, w} }

// Layers returns what each layer of a model gives to the next for some clips,
// the logits last.
func Layers(e *gomlxmodel.Engine, w network.Weights, clips []int32) ([]explain.Layer, error) {
	all, err := e.Activations(w, clips)
	if err != nil {
		return nil, err
	}
	var layers []explain.Layer
	for _, a := range all {
		l := explain.Layer{Name: a.Name, Positions: 1, Channels: a.Dims[len(a.Dims)-1],
			Values: a.Values}
		for _, d := range a.Dims[:len(a.Dims)-1] {
			l.Positions *= d
		}
		layers = append(layers, l)
	}
	return layers, nil
}

// Last returns what the last layer of a model reads and answers for some clips.
func Last(e *gomlxmodel.Engine, w network.Weights, clips []int32) (l explain.Last, err error) {
	if l.Hidden, err = e.Hidden(w, clips); err != nil {
		return l, err
	}
	if l.Logits, err = e.Logits(w, clips); err != nil {
		return l, err
	}
	l.Labels = Labels(e, clips)
	return l, nil
}

// Labels returns the classes of some clips.
func Labels(e *gomlxmodel.Engine, clips []int32) []int32 {
	labels := make([]int32, len(clips))
	for i, c := range clips {
		labels[i] = e.Data.Labels[c]
	}
	return labels
}

// Features returns the features of some clips, clip × coefficient × frame.
func Features(e *gomlxmodel.Engine, clips []int32) (features []float32) {
	size := e.Network.Features()
	for _, c := range clips {
		features = append(features, e.Data.Features[int(c)*size:][:size]...)
	}
	return features
}

// Margin returns a model's mean margin over some clips, in nats. It is a score
// for what the model knows of a speaker. Unlike the share of right answers, it
// can still fall when all answers are wrong.
func Margin(e *gomlxmodel.Engine, w network.Weights, clips []int32) (float64, error) {
	logits, err := e.Logits(w, clips)
	if err != nil {
		return 0, err
	}
	return stat.Mean(metrics.Margins(logits, Labels(e, clips), e.Network.Classes), nil), nil
}
