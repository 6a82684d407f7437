package command

import (
	"context"
	"errors"
	"fmt"
	"io"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/study"
)

// published holds the results to compare a study with, and the folder that they
// come from.
type published struct {
	records.Published
	folder string
}

// readAgainst reads the published results that -against names: "published"
// means the committed ones, any other name a folder of such files. An empty
// name reads nothing.
func readAgainst(folder string) (*published, error) {
	if folder == "" {
		return nil, nil
	}
	name := folder
	if folder == "published" {
		path, err := records.PublishedFile("")
		if err != nil {
			return nil, err
		}
		folder = path
	}
	p, err := records.ReadPublished(folder)
	if err == nil && len(p.Records) == 0 {
		err = errors.New("there are no records of published runs: name a folder that has them, " +
			"or published")
	}
	if err != nil {
		return nil, fmt.Errorf("against is %s: %w", audio.PlainName(name), err)
	}
	return &published{p, folder}, nil
}

// printAgainst prints the rows that the study's methods would have among those
// of published results.
func printAgainst(ctx context.Context, out io.Writer, results *records.Results, c *corpus.Corpus,
	p *published) error {
	found, err := study.Inspect(ctx, results, c, p.Findings)
	if err != nil {
		return err
	}
	table, err := report.AgainstTable(p.Published, results, found)
	if err != nil {
		return fmt.Errorf("against %s: %w", p.folder, err)
	}
	_, err = fmt.Fprintln(out, table.Text())
	return err
}
