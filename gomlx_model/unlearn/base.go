package unlearn

// Base is the paper's basic scheme: layer reset and weight perturbation without
// a batch-norm reset.
func init() {
	scheme("base", "dense layers reset, noise rounds, fine-tuning; batch norms left alone",
		func(*Procedure) {})
}
