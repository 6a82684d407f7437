package audio

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// Stream computes the coefficients of a signal that arrives in pieces of any
// size. Its frames are those that [Extractor.MFCC] makes of the whole signal,
// bit for bit. A goroutine needs one of its own.
type Stream struct {
	e      *Extractor
	buffer []float64 // the samples of the next frame that are there
	skip   int       // samples before the next frame that are still to come
	frames int       // frames that were made
	m      mat.Dense // the coefficients of one
	column []float64 // the same, without gaps
}

// Stream returns a stream with the settings of e and scratch space of its own.
// It is an error where a frame depends on what has not arrived yet: Center
// looks ahead and beyond the beginning, TopDB and RefMax look for the loudest
// value of all, and DropLast for the last frame. [Kaldi]'s and [HTK]'s settings
// stream as they are.
func (e *Extractor) Stream() (*Stream, error) {
	for _, s := range []struct {
		set           bool
		name, why, to string
	}{
		{e.cfg.Center, "Center", "puts frames half before their time and pads the ends", "false"},
		{e.cfg.TopDB != 0, "TopDB", "clips under the loudest value of the whole signal", "0"},
		{e.cfg.RefMax, "RefMax", "measures against the loudest value of the whole signal", "false"},
		{e.cfg.DropLast, "DropLast", "leaves out the last frame, which only the end tells", "false"},
	} {
		if s.set {
			return nil, fmt.Errorf("audio stream: %s %s; set it to %s", s.name, s.why, s.to)
		}
	}
	s := &Stream{e: e.Clone()}
	s.buffer = make([]float64, 0, e.cfg.frameLength())
	s.column = make([]float64, e.cfg.Coefficients)
	return s, nil
}

// Write takes the next samples and calls each with the coefficients of every
// frame that they complete, in order. The slice is valid until each returns.
// Once the first frame is made, Write allocates nothing.
//
// Samples or features that are not finite and the end of the extractor's
// context are errors, after which the stream must not be used.
func (s *Stream) Write(samples []float64, each func(coefficients []float64)) error {
	for len(samples) > 0 {
		if s.skip > 0 {
			n := min(s.skip, len(samples))
			samples, s.skip = samples[n:], s.skip-n
			continue
		}
		n := min(cap(s.buffer)-len(s.buffer), len(samples))
		s.buffer = append(s.buffer, samples[:n]...)
		samples = samples[n:]
		if len(s.buffer) == cap(s.buffer) {
			if err := s.frame(each); err != nil {
				return fmt.Errorf("audio stream: frame %d: %w", s.frames, err)
			}
		}
	}
	return nil
}

// frame makes a frame of the buffer and moves on to the next.
func (s *Stream) frame(each func([]float64)) error {
	m, err := s.e.MFCC(&s.m, s.buffer)
	if err != nil {
		return err
	}
	raw := m.RawMatrix()
	for c := range s.column {
		s.column[c] = raw.Data[c*raw.Stride]
	}
	s.frames++
	if hop := s.e.cfg.Hop; hop < len(s.buffer) {
		s.buffer = s.buffer[:copy(s.buffer, s.buffer[hop:])]
	} else {
		s.skip, s.buffer = hop-len(s.buffer), s.buffer[:0]
	}
	each(s.column)
	return nil
}

// Frames returns how many frames were made.
func (s *Stream) Frames() int { return s.frames }
