package study

import (
	"context"
	"fmt"
	"math"
	"path/filepath"

	"audiounlearning/audio"
	gomlxmodel "audiounlearning/gomlx_model"
)

// PublishedModels names the weight files that are committed with the project: three models of one speaker and seed, so that a reader
// can ask them without training.
var PublishedModels = []string{"original", "gold", "unlearned"}

// modelNote is the note in a published weight file that says which run it is.
const modelNote = "audiounlearning.run"

// PublishModels writes the three models of the study's first speaker and seed 1 to a folder, conv-bn as the unlearned one: weights alone, without what was noted on the way.
func (r *Results) PublishModels(folder string) error {
	for i, method := range []string{original, gold, "conv-bn"} {
		run, ok := r.Find(r.Settings.Speakers[0], 1, method)
		if !ok {
			return fmt.Errorf("publish models: %s of %s, seed 1, was not run: run the paper's methods", method, r.Settings.Speakers[0])
		}
		file, err := gomlxmodel.LoadFile(r.Path(run), network)
		if err != nil {
			return fmt.Errorf("publish models: %w", err)
		}
		file.Notes = map[string]string{modelNote: run.String()}
		if err := file.Save(filepath.Join(folder, PublishedModels[i]+".safetensors")); err != nil {
			return fmt.Errorf("publish models: %w", err)
		}
	}
	return nil
}

// AnswersTable asks each model of a folder, a file of weights by the model's name, what is said in some recordings: its answer and the probability that it gives it.
// Where a file is missing the error wraps fs.ErrNotExist.
func AnswersTable(ctx context.Context, s Settings, folder string, corpus *audio.Corpus, recordings []audio.Recording) (Table, error) {
	some := &audio.Corpus{Name: corpus.Name, Recordings: recordings, Labels: corpus.Labels, Speakers: corpus.Speakers}
	data, _, err := Prepare(ctx, some)
	if err != nil {
		return Table{}, err
	}
	backend, err := gomlxmodel.OpenBackend(ctx, s.Backend, nil)
	if err != nil {
		return Table{}, err
	}
	engine, err := gomlxmodel.NewEngine(backend, networkOf(s.Norm), data)
	if err != nil {
		return Table{}, err
	}
	defer engine.Close()
	t := Table{Title: "What each model hears, and how sure it is", Header: []string{"Clip", "Said"}}
	clips := make([]int32, len(recordings))
	for i, r := range recordings {
		clips[i] = int32(i)
		t.Rows = append(t.Rows, []string{r.Name, r.Label})
	}
	for _, name := range PublishedModels {
		file, err := gomlxmodel.LoadFile(filepath.Join(folder, name+".safetensors"), network)
		if err != nil {
			return Table{}, err
		}
		logits, err := engine.Logits(file.Weights, clips)
		if err != nil {
			return Table{}, fmt.Errorf("%s: %w", name, err)
		}
		t.Header = append(t.Header, name)
		if run := file.Notes[modelNote]; run != "" {
			t.Notes = append(t.Notes, fmt.Sprintf("The %s model: %s.", name, run))
		}
		for i := range recordings {
			answer, p := mostLikely(logits[i*network.Classes : (i+1)*network.Classes])
			text := fmt.Sprintf("%s (%s)", corpus.Labels[answer], plain(p, 2))
			if corpus.Labels[answer] != recordings[i].Label {
				text = "✗ " + text
			}
			t.Rows[i] = append(t.Rows[i], text)
		}
	}
	return t, nil
}

// mostLikely returns the class of the largest logit and its softmax probability.
func mostLikely(logits []float32) (class int, p float64) {
	class = gomlxmodel.Argmax(logits)
	sum := 0.0
	for _, z := range logits {
		sum += math.Exp(float64(z - logits[class]))
	}
	return class, 1 / sum
}

// TakesOf returns a speaker's recordings of one take, one for each label that has it.
func TakesOf(corpus *audio.Corpus, speaker string, take int) []audio.Recording {
	var some []audio.Recording
	for _, label := range corpus.Labels {
		if r, err := Take(corpus, label, speaker, take); err == nil {
			some = append(some, r)
		}
	}
	return some
}
