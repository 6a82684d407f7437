package settings

import (
	"fmt"

	"audiounlearning/audio"
	"audiounlearning/gomlx_model/network"
)

// Features say what the network is given of a clip: so many frames of its
// MFCCs, cut or filled up with zeros.
type Features struct {
	MFCC   audio.Config
	Frames int // 1…1024

	// Standardise takes the mean off each coefficient and divides by its
	// standard deviation, both over all frames of the clips that the original
	// or gold trains on. The numbers become part of the model.
	Standardise bool
}

// DefaultFeatures are librosa's MFCCs, 20 coefficients of 20 frames, as they
// are: the paper mentions no standardisation.
func DefaultFeatures() Features { return Features{MFCC: audio.DefaultConfig(), Frames: 20} }

// Validate returns an error that names the first field out of its range.
func (f Features) Validate() error {
	if f.Frames < 1 || f.Frames > 1024 {
		return fmt.Errorf("frames is %d: it must be in 1…1024", f.Frames)
	}
	if err := f.MFCC.Validate(); err != nil {
		return fmt.Errorf("features: %w", err)
	}
	return nil
}

// Shape returns the network with the input that the features give it.
func (s Settings) Shape() network.Network {
	n := s.Network
	n.Coefficients, n.Frames = s.Features.MFCC.Coefficients, s.Features.Frames
	return n
}
