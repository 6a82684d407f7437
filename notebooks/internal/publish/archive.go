package publish

import (
	"fmt"
	"slices"
	"strings"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/settings"
)

// tracedSeeds bounds the traces that are published: three seeds of every
// speaker show what all show, and keep the files small.
const tracedSeeds = 3

// An archive holds what is published of all runs so far. A study adds its runs
// and replaces older ones of the same name.
type archive struct{ records.Published }

// readArchive reads the published results; missing files count as empty.
func readArchive(dir string) (archive, error) {
	published, err := records.ReadPublished(dir)
	return archive{published}, err
}

// add puts the complete seeds of a study, and what was found in their weights,
// into the archive. It names the seeds that it leaves out. Of runs with
// settings other than the paper's it keeps the records, and on the confirmatory
// seeds the answers and findings, which have a place of their own, since they
// do not say which settings they belong to. Findings on folds are the
// exception, because their names say it. Of tuning seeds it keeps the records
// alone.
func (a *archive) add(all *records.Results, found []records.Finding) (leftOut []string) {
	results, leftOut := wholeSeeds(all)
	place := func(r records.Record) string {
		return fmt.Sprintf("%q %q %q %q %d %q %q", r.Corpus, r.Protocol, r.Norm, r.Speaker, r.Seed,
			r.Method, r.Settings)
	}
	a.Records = merge(a.Records, results.Records(), place)
	records.SortRecords(a.Records)

	kept := map[string]bool{}
	for _, r := range a.Records {
		kept[r.Key] = true
	}
	answered := slices.DeleteFunc(slices.Clone(results.Runs),
		func(r records.Run) bool { return len(r.Answers) == 0 })
	for i := range answered {
		answered[i] = records.RoundMargins(answered[i])
	}
	tuned := slices.DeleteFunc(slices.Clone(answered),
		func(r records.Run) bool { return !isTuned(r) })
	answered = slices.DeleteFunc(answered, func(r records.Run) bool { return !ofPaper(r) })
	tunedFound := slices.DeleteFunc(slices.Clone(found), func(f records.Finding) bool {
		return !slices.ContainsFunc(tuned, func(r records.Run) bool { return r.Key == f.Key })
	})
	results.Runs = slices.DeleteFunc(results.Runs, func(r records.Run) bool { return !ofPaper(r) })
	found = slices.DeleteFunc(slices.Clone(found), func(f records.Finding) bool {
		return !strings.HasSuffix(f.Measure, records.FoldSuffix) && !slices.ContainsFunc(results.Runs,
			func(r records.Run) bool { return r.Key == f.Key })
	})
	key, gone := func(c records.Run) string { return c.Key },
		func(c records.Run) bool { return !kept[c.Key] }
	a.Clips = slices.DeleteFunc(merge(a.Clips, answered, key), gone)
	a.Tuned = slices.DeleteFunc(merge(a.Tuned, tuned, key), gone)
	measure, lost := func(f records.Finding) string {
		return fmt.Sprintf("%s %q %s", f.Key, f.Speaker, f.Measure)
	}, func(f records.Finding) bool { return !kept[f.Key] }
	a.Findings = slices.DeleteFunc(merge(a.Findings, found, measure), lost)
	a.TunedFindings = slices.DeleteFunc(merge(a.TunedFindings, tunedFound, measure), lost)
	a.Readings = slices.DeleteFunc(a.Readings,
		func(r records.Reading) bool { return !kept[r.Key] })
	name := func(t records.Run) string {
		return fmt.Sprintf("%q %06d %q", t.Speaker, t.Seed, t.Method)
	}
	a.Traces = merge(a.Traces, traced(results), name)
	slices.SortStableFunc(a.Traces, func(x, y records.Run) int {
		return strings.Compare(name(x), name(y))
	})
	return leftOut
}

// ofPaper reports whether a run has the paper's settings and a seed of the
// study.
func ofPaper(r records.Run) bool {
	return r.Seed <= records.LastStudySeed && !slices.ContainsFunc(r.Records,
		func(r records.Record) bool { return r.Settings != "" })
}

// isTuned reports whether a run has other settings than the paper's on a seed
// that confirms. Methods are run there with the settings that tuning chose.
func isTuned(r records.Run) bool {
	return r.Protocol == names.ProtocolPaper && !ofPaper(r) &&
		report.Confirming(records.PairKey{Speaker: r.Speaker, Seed: r.Seed})
}

// inspected returns the results with only the runs whose findings are kept:
// those with the paper's settings, tuned ones, and those that differ from the
// paper's only in the fold, because the names of their findings say it.
func inspected(results *records.Results) *records.Results {
	copied := *results
	copied.Runs = slices.DeleteFunc(slices.Clone(results.Runs), func(r records.Run) bool {
		onFolds := r.Seed <= records.LastStudySeed && !slices.ContainsFunc(r.Records,
			func(r records.Record) bool { return r.Settings != "fold=true" })
		return !ofPaper(r) && !onFolds && !isTuned(r)
	})
	return &copied
}

// traced returns the runs whose traces are published, with the parts of their
// names that are kept: runs of the paper's protocol that use batch
// normalisation and remove one speaker. The learning curves show these.
func traced(results *records.Results) (runs []records.Run) {
	if results.Settings.Protocol != names.ProtocolPaper ||
		results.Settings.Network.Norm != settings.Default().Network.Norm {
		return nil
	}
	for _, t := range results.Runs {
		if len(t.Trace) > 0 && t.Seed <= tracedSeeds &&
			names.Removal(t.Speaker) == names.RemovalOne {
			runs = append(runs, records.Run{
				Name:   records.Name{Speaker: t.Speaker, Seed: t.Seed, Method: t.Method},
				Result: records.Result{Trace: t.Trace, Distances: t.Distances}})
		}
	}
	return runs
}

// A part of a study lies in one shard and is published in complete seeds.
type part struct {
	removal, family string
	seed            int
}

// wholeSeeds returns the results without the parts in which a requested run is
// missing, and names what each of these lacks.
func wholeSeeds(all *records.Results) (whole *records.Results, leftOut []string) {
	partOf := func(speaker string, seed int, method string) part {
		return part{names.Removal(speaker), names.Family(method), seed}
	}
	lacks := map[part]bool{}
	methods := slices.Concat([]string{names.Original, names.Gold}, all.Settings.Methods)
	for seed := all.Settings.From(); seed <= all.Settings.Seeds; seed++ {
		for _, speaker := range all.Settings.Speakers {
			for _, method := range methods {
				run, found := all.Find(speaker, seed, method)
				if p := partOf(speaker, seed, method); (!found || !run.OK()) && !lacks[p] {
					lacks[p] = true
					leftOut = append(leftOut, fmt.Sprintf("%s (%s) of seed %d without %s, %s",
						p.family, p.removal, seed, method, speaker))
				}
			}
		}
	}
	copied := *all
	copied.Runs = slices.DeleteFunc(slices.Clone(all.Runs), func(r records.Run) bool {
		return lacks[partOf(r.Speaker, r.Seed, r.Method)]
	})
	return &copied, leftOut
}

// clipNames lists the recordings in the order of the answers.
func clipNames(c *corpus.Corpus) (list []records.ClipName) {
	for _, r := range c.Recordings {
		list = append(list, records.ClipName{Name: r.Name, Speaker: r.Speaker, Label: r.Label})
	}
	return list
}

// merge returns old, without the elements whose names occur in added, and then
// added.
func merge[T any](old, added []T, name func(T) string) []T {
	replaced := map[string]bool{}
	for _, x := range added {
		replaced[name(x)] = true
	}
	old = slices.DeleteFunc(slices.Clone(old), func(x T) bool { return replaced[name(x)] })
	return append(old, added...)
}
