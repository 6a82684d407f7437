package figures

import (
	"fmt"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Clip is one recording with the stages of its features. Matrices have a
// column for each frame; frame t is centred on sample t·Hop. The matrix of a
// stage that is not drawn may be nil.
type Clip struct {
	Name       string
	SampleRate int        // Hz
	Hop        int        // samples between frames
	Samples    []float64  // in [−1, 1]
	Power      mat.Matrix // squared magnitude, a row for each frequency from 0 to half the rate
	Mel        mat.Matrix // power in mel bands, a row for each band
	DB         mat.Matrix // the same in decibels
	MFCC       mat.Matrix // a row for each coefficient
	MelHz      []float64  // centres of the mel bands in Hz, ascending; nil: bands are numbered
}

// A Stage is one step from samples to coefficients.
type Stage int

// The stages in their order.
const (
	Waveform Stage = iota
	PowerSpectrum
	MelSpectrum
	Decibels
	Cepstrum
)

// stageNames head the panels and name the stages in the CSV.
var stageNames = [...]string{
	"waveform", "power spectrum", "mel spectrum", "mel spectrum in decibels", "MFCC",
}

// String returns what the stage is called in figures.
func (s Stage) String() string {
	if s < 0 || int(s) >= len(stageNames) {
		return "stage " + strconv.Itoa(int(s))
	}
	return stageNames[s]
}

// matrix returns the stage's matrix, nil for the waveform.
func (c Clip) matrix(s Stage) mat.Matrix {
	return [...]mat.Matrix{nil, c.Power, c.Mel, c.DB, c.MFCC}[s]
}

// Heights in the figure of a clip.
const (
	clipPanel = vg.Length(60) // of a stage: ten of them still fit on a page
	clipFoot  = vg.Length(20) // of the time axis with its label
)

// ClipStages draws stages of a clip below one another over one time axis. If no
// stage is named, it draws the waveform, the mel spectrum in decibels and the
// MFCC. The figure is one column wide.
//
// The colour scale of power follows its cube root, so weak parts show beside
// strong ones. Coefficient 0 of the MFCC is the loudness and far larger than
// the others, so it has its own panel. The colour scale of the others follows
// the signed square root. The data hold no samples, since a recording may not
// be free to pass on.
//
// It returns ErrNoData for a clip without samples or without the matrix of a
// stage.
func ClipStages(clip Clip, stages ...Stage) (*Figure, error) {
	if len(stages) == 0 {
		stages = []Stage{Waveform, Decibels, Cepstrum}
	}
	if len(clip.Samples) == 0 || clip.SampleRate < 1 || clip.Hop < 1 {
		return nil, noData("clip "+clip.Name, "it has no samples, sample rate or hop",
			"make the clip with ClipOf")
	}
	var panels []panel
	var bars []*colourBar
	var shares []float64
	data := [][]string{{"stage", "row", "seconds", "value"}}
	for _, s := range stages {
		if s < Waveform || s > Cepstrum {
			return nil, fmt.Errorf("figure clip: %v is not a stage; give Waveform to Cepstrum", s)
		}
		m := clip.matrix(s)
		if s != Waveform && (m == nil || isEmpty(m)) {
			return nil, noData("clip "+clip.Name, "it has no matrix for the "+s.String(),
				"make the clip with ClipOf")
		}
		for _, part := range clip.panels(s) {
			part.X.Min, part.X.Max = clip.extent(stages)
			panels, bars, shares = append(panels, part.panel), append(bars, part.bar),
				append(shares, part.share)
		}
		data = append(data, clip.rows(s)...)
	}
	for i, p := range panels {
		if i < len(panels)-1 {
			p.X.Tick.Marker = unlabelled{niceTicks{}}
		}
	}
	panels[len(panels)-1].X.Label.Text = "time in s"
	return &Figure{
		Caption: clip.caption(stages),
		width:   ColumnWidth, height: clipFoot + clipPanel*vg.Length(len(panels)),
		draw: func(c draw.Canvas) {
			areas := drawStack(draw.Crop(c, 1, -2, 1, -1), panels, shares, 1, barRoom)
			for i, bar := range bars {
				if bar != nil {
					bar.draw(c, areas[i].Rectangle)
				}
			}
		},
		data: data,
	}, nil
}

// unlabelled is a ticker with ticks but no labels.
type unlabelled struct{ plot.Ticker }

// Ticks implements plot.Ticker.
func (u unlabelled) Ticks(low, high float64) []plot.Tick {
	ticks := u.Ticker.Ticks(low, high)
	for i := range ticks {
		ticks[i].Label = ""
	}
	return ticks
}

func isEmpty(m mat.Matrix) bool {
	rows, cols := m.Dims()
	return rows == 0 || cols == 0
}

// caption says what is drawn and what the colours mean.
func (c Clip) caption(stages []Stage) string {
	s := fmt.Sprintf("The clip %s (%s s at %d Hz, one frame every %s ms).", c.Name,
		number(float64(len(c.Samples))/float64(c.SampleRate), 2), c.SampleRate,
		number(1000*float64(c.Hop)/float64(c.SampleRate), 0))
	if slices.Contains(stages, PowerSpectrum) || slices.Contains(stages, MelSpectrum) {
		s += " The colour scale follows the cube root of the power."
	}
	if slices.Contains(stages, Cepstrum) {
		s += " Coefficient 0 of the MFCC is the loudness. For the other coefficients the colour " +
			"scale follows the signed square root."
	}
	return s
}

// extent returns the time in seconds that the stages span together.
func (c Clip) extent(stages []Stage) (low, high float64) {
	high = float64(len(c.Samples)) / float64(c.SampleRate)
	for _, s := range stages {
		if m := c.matrix(s); m != nil {
			_, frames := m.Dims()
			left, right := c.span(frames)
			low, high = min(low, left), max(high, right)
		}
	}
	return low, high
}

// span returns the left edge of the first frame and the right edge of the last,
// in seconds.
func (c Clip) span(frames int) (low, high float64) {
	hop := float64(c.Hop) / float64(c.SampleRate)
	return -hop / 2, (float64(frames) - 0.5) * hop
}

// rows lists a stage for the CSV; the waveform has none.
func (c Clip) rows(s Stage) [][]string {
	m := c.matrix(s)
	if m == nil {
		return nil
	}
	var all [][]string
	rows, frames := m.Dims()
	for i := range rows {
		for t := range frames {
			seconds := float64(t*c.Hop) / float64(c.SampleRate)
			all = append(all, []string{s.String(), strconv.Itoa(i), exact(seconds),
				exact(m.At(i, t))})
		}
	}
	return all
}
