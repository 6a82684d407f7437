package metrics

import "errors"

// ErrDiverged is wrapped by every error about a loss, a weight or a logit that
// is not a finite number: training has failed, and nothing computed from it
// would mean anything.
var ErrDiverged = errors.New("training no longer gives finite numbers: lower the learning rate " +
	"or the noise")
