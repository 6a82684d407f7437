package command

import (
	"context"
	"fmt"
	"io"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/study"
)

// printAgainst prints the rows that the study's methods would have among those
// of published results: published is the committed ones, anything else a folder
// of such files.
func printAgainst(ctx context.Context, out io.Writer, results *records.Results, c *corpus.Corpus,
	folder string) error {
	if folder == "published" {
		path, err := records.PublishedFile("")
		if err != nil {
			return err
		}
		folder = path
	}
	p, err := records.ReadPublished(folder)
	if err != nil {
		return err
	}
	found, err := study.Inspect(ctx, results, c, p.Findings)
	if err != nil {
		return err
	}
	table, err := report.AgainstTable(p, results, found)
	if err != nil {
		return fmt.Errorf("against %s: %w", folder, err)
	}
	_, err = fmt.Fprintln(out, table.Text())
	return err
}
