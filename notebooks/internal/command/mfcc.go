package command

import (
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"audiounlearning/audio"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/console"

	"gonum.org/v1/gonum/mat"
)

// maxFrames bounds -frames: an hour at 8 kHz with a hop of 512 has 56,250.
const maxFrames = 100_000

// mfccCommand prints the features of recordings as CSV: a row for each file and
// coefficient, a column for each frame. It prints nothing unless it could read
// every file.
func mfccCommand(ctx context.Context, out io.Writer, args []string) error {
	config := audio.DefaultConfig()
	flags := flagsOf("mfcc", out)
	frames := flags.Int("frames", settings.DefaultFeatures().Frames,
		"cut each file, or pad it with zeros, to `n` frames; 0: all frames of each file")
	preset := flags.String("preset", "", "start from the settings of a `library`: "+
		strings.Join(audio.Presets(), ", ")+"; at the rate of -sr, else at the library's own")
	settings.ConfigFlags(flags, &config)
	if err := arguments.Parse(flags, args); err != nil {
		return err
	}
	if *preset != "" {
		if err := applyPreset(flags, *preset, &config, args); err != nil {
			return err
		}
	}
	if flags.NArg() == 0 {
		return errors.New("mfcc needs a file: go run ./notebooks mfcc FILE.wav")
	}
	if *frames < 0 || *frames > maxFrames {
		return fmt.Errorf("frames is %d: give 1 to %d, or 0 for all", *frames, maxFrames)
	}
	extractor, err := audio.NewExtractor(config)
	if err != nil {
		return err
	}
	extractor = extractor.WithContext(ctx)
	type result struct {
		all []*mat.Dense
		err error
	}
	done := make(chan result, 1)
	go func() {
		all, err := mfccsOf(ctx, extractor, flags.Args())
		done <- result{all, err}
	}()
	// A file that is slow to read must not keep the program from ending.
	select {
	case <-ctx.Done():
		return ctx.Err()
	case r := <-done:
		if r.err != nil {
			return r.err
		}
		return writeFeatures(out, flags.Args(), r.all, *frames)
	}
}

// mfccsOf returns the coefficients of each recording. Its error says what is
// wrong with each recording that has none.
func mfccsOf(ctx context.Context, extractor *audio.Extractor, paths []string) ([]*mat.Dense, error) {
	var all []*mat.Dense
	var failed []error
	show, began := console.Progress(ctx), time.Now()
	defer show.Done()
	for i, path := range paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if time.Since(began) > 2*time.Second { // a shorter wait needs no progress
			show.Steps("recordings", i, len(paths), began)
		}
		m, err := mfccOf(extractor, path)
		all, failed = append(all, m), append(failed, err)
	}
	return all, errors.Join(failed...)
}

// applyPreset sets config to a library's settings, at the rate of flag sr, else
// at the library's own. It then applies the other flags again.
func applyPreset(flags *flag.FlagSet, name string, config *audio.Config, args []string) error {
	rate := 0
	flags.Visit(func(f *flag.Flag) {
		if f.Name == "sr" {
			rate = config.SampleRate
		}
	})
	c, err := audio.Preset(name, rate)
	if err != nil {
		return err
	}
	*config = c
	return arguments.Parse(flags, args)
}

// mfccOf returns the coefficients of one recording, a row each.
func mfccOf(extractor *audio.Extractor, path string) (*mat.Dense, error) {
	samples, rate, err := audio.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if want := extractor.Config().SampleRate; rate != want {
		resampler, err := audio.NewResampler(rate, want)
		if err == nil {
			err = resampler.Check(len(samples))
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", audio.PlainName(path), err)
		}
		samples = resampler.Resample(samples)
	}
	m, err := extractor.MFCC(nil, samples)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", audio.PlainName(path), err)
	}
	return m, nil
}

// writeFeatures prints the matrices. With frames 0 a row ends where its file
// ends, and empty cells fill it up to the length of the longest.
func writeFeatures(out io.Writer, paths []string, all []*mat.Dense, frames int) error {
	columns := frames
	for _, m := range all {
		if _, n := m.Dims(); frames == 0 {
			columns = max(columns, n)
		}
	}
	w := csv.NewWriter(out)
	header := []string{"file", "coefficient"}
	for t := range columns {
		header = append(header, strconv.Itoa(t))
	}
	if err := w.Write(header); err != nil {
		return err
	}
	for i, m := range all {
		coefficients, have := m.Dims()
		for c := range coefficients {
			row := make([]string, 2+columns)
			row[0], row[1] = records.Cell(audio.PlainName(paths[i])), strconv.Itoa(c)
			for t := range columns {
				switch {
				case t < have:
					row[2+t] = strconv.FormatFloat(m.At(c, t), 'g', -1, 64)
				case frames > 0:
					row[2+t] = "0"
				}
			}
			if err := w.Write(row); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return w.Error()
}
