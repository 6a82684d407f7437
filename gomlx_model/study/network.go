package study

import gomlxmodel "audiounlearning/gomlx_model"

// network is the shape that every run trains; networkOf is it with another norm.
var network = gomlxmodel.DefaultNetwork()

func networkOf(norm string) gomlxmodel.Network {
	n := gomlxmodel.DefaultNetwork()
	n.Norm = gomlxmodel.Norm(norm)
	return n
}
