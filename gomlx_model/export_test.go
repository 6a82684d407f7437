package gomlxmodel

// Compilations returns how many graphs were compiled so far: one for training
// and one for each kind of evaluation that was asked for.
func (e *Engine) Compilations() int { return e.compilations }
