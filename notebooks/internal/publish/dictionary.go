package publish

import (
	"bytes"
	"encoding/csv"
	"path"

	"audiounlearning/gomlx_model/records"
)

// DictionaryFile is the data dictionary: what each column of each published
// file means, below figures/data.
const DictionaryFile = "dictionary.csv"

// A column is one line of the dictionary. Files is a pattern of path.Match.
type column struct{ files, name, unit, meaning string }

// The published files, as patterns.
const (
	recordFiles  = "records/*.csv"
	clipFiles    = "clips/*.csv.gz"
	tunedFiles   = "clips-tuned/*.csv.gz"
	clipNameFile = "clips/names.csv"
	traceFiles   = "traces/*.csv.gz"
	findingFiles = "findings/*.csv"
	tunedFinding = "findings-tuned/*.csv"
	readingFiles = "readings/*.csv.gz"
)

// about says what the rows of each kind of file are, or what else it holds.
var about = map[string]string{
	ChecklistFile:           "What was run, on what, how long, with which seeds, and what was cut",
	CodeMetaFile:            "The program, described for machines",
	DictionaryFile:          "What each column of each file means, and its unit",
	records.SchemaFile:      "How the files are divided, and how their versions differ",
	"original.safetensors":  "Weights of an original model",
	"gold.safetensors":      "Weights of a gold model, which never heard the excluded speaker",
	"unlearned.safetensors": "Weights of a model after unlearning",

	recordFiles:  "How one model answers one set of clips: a row for each run and set",
	clipFiles:    "What each model answers to each clip: a row for each run",
	tunedFiles:   "The same with other settings on seeds 11 to 20; the records of the same key name them",
	clipNameFile: "The clips, in the order of answers and margins",
	traceFiles:   "What was noted of a run epoch by epoch: a row for each epoch and set or layer",
	readingFiles: "What package explain found of one model of a pair: a row for each analysis and part",
	findingFiles: "What was measured on the weights or margins of a model: a row for each measure",
	tunedFinding: "The same with other settings on seeds 11 to 20; the records of the same key name them",
}

// named are the columns that say which run a row is of.
func named(files string, names ...string) (columns []column) {
	meanings := map[string][2]string{
		"protocol": {"", "P: the paper's split; M: takes 0 to 4 of every speaker held out"},
		"norm":     {"", "normalisation of the network: batch, layer or instance"},
		"speaker":  {"", "who is removed; a+b: first a, then b; empty where the run depends on nobody"},
		"seed":     {"", "1 to 10 explore, 11 to 20 confirm, 101 and above tune"},
		"method":   {"", "how the model was made: original, gold, or a way to unlearn"},
		"key":      {"", "hash of everything that decides the bits of the run"},
	}
	for _, name := range names {
		columns = append(columns, column{files, name, meanings[name][0], meanings[name][1]})
	}
	return columns
}

// dictionary returns all columns of all published files, in their order.
func dictionary() []column {
	run := []string{"protocol", "norm", "speaker", "seed", "method"}
	r, t := recordFiles, traceFiles
	var all []column
	add := func(columns ...column) { all = append(all, columns...) }

	add(column{r, "corpus", "", "digest of the recordings, or synthetic: and its digest"})
	add(named(r, run...)...)
	add(
		column{r, "settings", "", "what differs from the paper's settings, as name=value;…"},
		column{r, "backend", "", "what computed: xla-cpu, cuda or go"},
		column{r, "set", "", "the clips: test, validation, retained, excluded, excluded-held (takes of " +
			"the excluded speaker that no model heard) or excluded:NAME"},
		column{r, "n", "clips", "clips in the set"},
		column{r, "accuracy", "share", "clips whose largest logit is the label's"},
		column{r, "precision", "share", "mean over classes of TP/(TP + FP), 0/0 being 0"},
		column{r, "recall", "share", "mean over classes of TP/(TP + FN), 0/0 being 0"},
		column{r, "f1", "share", "macro F1: mean over classes of 2TP/(2TP + FP + FN)"},
		column{r, "confidence", "probability", "mean of the largest softmax probability"},
		column{r, "confidence_true", "probability", "mean of the label's softmax probability"},
		column{r, "loss", "nats", "mean cross-entropy"},
		column{r, "passes", "clips", "clips that training passed, each as often as it did, in this " +
			"run alone"},
		column{r, "status", "", "ok, or failed@EPOCH"},
	)
	add(named(r, "key")...)

	for _, c := range []string{clipFiles, tunedFiles} {
		add(named(c, "key")...)
		add(named(c, run...)...)
		add(
			column{c, "answers", "class", "the answer to each clip of clips/names.csv, in its order: " +
				"digits, or numbers between spaces where one is above 9"},
			column{c, "half_nats", "half nats", "the margin of each clip, the label's logit minus the " +
				"logarithm of the sum of the exponentials of the others, rounded and cut at -100 and 100"},
		)
	}
	add(
		column{clipNameFile, "name", "", "file of the recording, in byte order (take 10 before take 2)"},
		column{clipNameFile, "speaker", "", "who speaks"},
		column{clipNameFile, "label", "", "the digit that is said"},
	)
	add(named(t, "speaker", "seed", "method")...)
	add(
		column{t, "phase", "", "train; or start, reset, noise1 to noise5, finetune"},
		column{t, "epoch", "epochs", "from 1 through the whole run; 0 is before the first step"},
		column{t, "what", "", "a set of clips, or training; or weights or statistics of a layer"},
		column{t, "layer", "", "the layer, where a distance was measured"},
		column{t, "from", "", "the model that the distance is from: original or gold"},
		column{t, "f1", "share", "macro F1 on the set; empty for training and distances"},
		column{t, "value", "nats; share for distances", "mean cross-entropy on the set (with dropout, for " +
			"training); or how far the layer is from the other model's, over that one's length"},
	)
	for _, f := range []string{findingFiles, tunedFinding} {
		add(named(f, run...)...)
		add(
			column{f, "measure", "", "probe-auc: the excluded speaker's clips told from the others' by " +
				"the last hidden layer; probe-selectivity: that less the same for made-up speakers; " +
				"attack-auc: their heard clips told from unheard ones by the margin; attack-tpr: the " +
				"share found at 5 % false alarms; ending in " + records.FoldSuffix + ": other takes " +
				"unheard for each seed; js:SET: " +
				"divergence from gold's answers; relearn-area: how much sooner than gold it relearns " +
				"them; magnitude:LAYER: mean size of the layer's weights"},
			column{f, "value", "AUC or share from 0 to 1; nats; size of a weight", "the measure"},
		)
		add(named(f, "key")...)
	}

	add(named(readingFiles, run...)...)
	add(
		column{readingFiles, "analysis", "", "the analysis, by its name in package explain/survey"},
		column{readingFiles, "part", "", "what of the model or its clips was looked at, such as a layer"},
		column{readingFiles, "values", "as the analysis has", "its numbers in the analysis's order, with " +
			"four significant digits and spaces between them"},
		column{readingFiles, "key", "", "key of the pair's original, with which each of its models begins"},
	)
	return all
}

// columnsOf returns the columns of one published file, by its path below
// figures/data, and the pattern of its kind. It returns none if the file has no
// columns.
func columnsOf(file string) (columns []column, kind string) {
	for _, c := range dictionary() {
		// clips/names.csv is no shard.
		if ok, _ := path.Match(c.files, file); ok {
			columns, kind = append(columns, c), c.files
		}
	}
	return columns, kind
}

// dictionaryCSV returns the dictionary as it is published.
func dictionaryCSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"file", "column", "unit", "meaning"}}
	for _, c := range dictionary() {
		rows = append(rows, []string{c.files, c.name, c.unit, c.meaning})
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}
