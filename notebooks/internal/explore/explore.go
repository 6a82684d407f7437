// Package explore makes one page on which the published records can be explored
// by hand: any metric against any other, by speaker, method and seed, with each
// run's key and settings on hover.
//
// Altair makes the chart, and vl-convert writes Vega's scripts into the page.
// This package only chooses the axes and the filters.
//
//	records ─Runs→ an object a run ─explore.py→ one HTML file
package explore

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/jupyter"

	"github.com/google/renameio/v2/maybe"
)

// Requirements lists the Python packages that Page needs.
//
//go:embed requirements.txt
var Requirements string

//go:embed explore.py
var builder string

// Runs turns records into one object for each run: its name and settings, and
// each metric of each set under "metric, set". It leaves out numbers that a run
// lacks, and keeps the order of the records.
func Runs(all []records.Record) []map[string]any {
	var runs []map[string]any
	byKey := map[string]map[string]any{}
	for _, r := range all {
		if !r.OK() {
			continue
		}
		// one run may have been judged for several speakers
		at := r.Key + " " + r.Speaker
		run := byKey[at]
		if run == nil {
			run = map[string]any{"key": r.Key, "protocol": r.Protocol, "norm": r.Norm,
				"speaker": r.Speaker, "seed": r.Seed, "method": r.Method, "settings": r.Settings,
				"passes": r.Passes}
			byKey[at] = run
			runs = append(runs, run)
		}
		for name, value := range map[string]float64{"accuracy": r.Accuracy, "precision": r.Precision,
			"recall": r.Recall, "f1": r.F1, "confidence": r.Confidence,
			"confidence in the truth": r.ConfidenceTrue, "loss": r.Loss} {
			if !math.IsNaN(value) && !math.IsInf(value, 0) {
				run[name+", "+r.Set] = value
			}
		}
	}
	return runs
}

// Page writes the page of some records to a file, whole or not at all.
func Page(ctx context.Context, env jupyter.Environment, all []records.Record, path string) error {
	work, err := os.MkdirTemp("", "explore-")
	if err != nil {
		return fmt.Errorf("make the page of the records: %w", err)
	}
	defer os.RemoveAll(work)
	data, made := filepath.Join(work, "records.json"), filepath.Join(work, "page.html")
	text, err := json.Marshal(Runs(all))
	if err == nil {
		err = os.WriteFile(data, text, 0o600)
	}
	if err != nil {
		return fmt.Errorf("make the page of the records: %w", err)
	}
	// A map of strings always encodes.
	job, _ := json.Marshal(map[string]string{"records": data, "page": made})
	cmd := exec.CommandContext(ctx, env.Python, "-c", builder, string(job))
	cmd.Env = env.Environ()
	if said, err := cmd.CombinedOutput(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("make the page of the records: %w: %s", err,
			setup.LastLine(strings.TrimSpace(string(said))))
	}
	page, err := os.ReadFile(made)
	if err != nil {
		return fmt.Errorf("make the page of the records: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := maybe.WriteFile(path, page, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
