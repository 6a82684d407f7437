package explain

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// A Plane is a picture of representations in two dimensions.
type Plane struct {
	Points [][2]float64 // of each clip
	Share  [2]float64   // of the variance, along each axis
	means  []float64
	axes   *mat.Dense // unit × 2
}

// Planes projects the last hidden layer of each model of a lineup, clip × unit,
// onto a plane of its own. Units of two trainings do not correspond, so only
// the pictures can be compared. Models of one lineage can share a plane by
// [Plane.Place].
func Planes(models Lineup[[]float32], units int) (Judged[*Plane], error) {
	return Judge(models, func(x []float32) (*Plane, error) { return newPlane(x, units) })
}

// newPlane finds the two directions in which the activations, clip × unit, vary
// most: principal components (K. Pearson, On Lines and Planes of Closest Fit,
// 1901), by gonum's singular values. The sign of an axis is chosen so that its
// largest entry is positive. Clips that are far apart in the plane are far
// apart over all units, but not the other way round: judge by [Silhouettes],
// which uses all units. It is an error if there are fewer than three clips or
// two units, the sizes do not fit, or all clips are alike.
func newPlane(activations []float32, units int) (*Plane, error) {
	if units < 2 || len(activations) < 3*units || len(activations)%units != 0 {
		return nil, fmt.Errorf("plane: %d activations of %d units: it needs three clips and two "+
			"units", len(activations), units)
	}
	x := mat.NewDense(len(activations)/units, units, nil)
	for i, v := range activations {
		x.Set(i/units, i%units, float64(v))
	}
	var pc stat.PC
	if !pc.PrincipalComponents(x, nil) {
		return nil, fmt.Errorf("plane: the activations have no principal components: one is not " +
			"a finite number")
	}
	variances, total := pc.VarsTo(nil), 0.0
	for _, v := range variances {
		total += v
	}
	if !(total > 0) {
		return nil, fmt.Errorf("plane: all clips are alike")
	}
	var vectors mat.Dense
	pc.VectorsTo(&vectors)
	p := &Plane{means: make([]float64, units), axes: mat.NewDense(units, 2, nil)}
	for u := range units {
		p.means[u] = stat.Mean(mat.Col(nil, u, x), nil)
	}
	for axis := range 2 {
		column := mat.Col(nil, axis, &vectors)
		largest := 0.0
		for _, v := range column {
			if math.Abs(v) > math.Abs(largest)+1e-9 {
				largest = v
			}
		}
		for u, v := range column {
			p.axes.Set(u, axis, math.Copysign(1, largest)*v)
		}
		p.Share[axis] = variances[axis] / total
	}
	p.Points = p.Place(activations)
	return p, nil
}

// Place projects other activations onto the plane: those of the same clips in
// another model, to show what moved. Their units must be those of the plane.
func (p *Plane) Place(activations []float32) [][2]float64 {
	units := len(p.means)
	points := make([][2]float64, len(activations)/units)
	for i, v := range activations[:len(points)*units] {
		for axis := range 2 {
			points[i/units][axis] += (float64(v) - p.means[i%units]) * p.axes.At(i%units, axis)
		}
	}
	return points
}
