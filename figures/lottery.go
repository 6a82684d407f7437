package figures

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Heights in the figure of the lottery.
const (
	lotteryChrome = vg.Length(60) // of the key, the headings and the axes
	lotteryLine   = vg.Length(13) // of a claim, or of the name of a set
)

// A lotteryRow is one claim of the paper: what the small studies would have
// reported about it, and where the paper's number lies among their estimates.
type lotteryRow struct {
	report.LotteryRow
	paper       string // the paper's number
	same, other int    // studies significant in the paper's direction, and against it
	// Shares of the estimates below the paper's number (at), below the least
	// value that rounds to it (under), and up to the greatest one (over).
	under, at, over   float64
	low, median, high float64 // quantiles of the estimates: 2.5 %, 50 % and 97.5 %
}

// Lottery draws what every study like the paper's, of one speaker and three
// seeds, would have reported about each difference that the paper reports.
// Which of these studies one gets is a lottery. A bar shows the shares of
// studies that find the difference significant in the direction of the paper's
// number, not significant, or significant in the opposite direction. A frame
// marks what the paper itself reports. Beside the bar is the share of the
// studies' estimates below the paper's number.
//
// The figure is as wide as the text. It returns ErrNoData if no speaker has
// three finished pairs.
func Lottery(v *records.View) (*Figure, error) {
	rows := lotteryRows(v)
	if len(rows) == 0 {
		return nil, noData("lottery", "no speaker has three finished pairs",
			"run two methods of the paper with three seeds or more")
	}
	data := [][]string{{"set", "a", "b", "paper", "paper_reports", "studies", "same_direction",
		"not_significant", "other_direction", "estimates_below_paper", "estimates_2.5",
		"estimates_50", "estimates_97.5"}}
	var sets []string
	agree, inside, least, most := 0, 0, rows[0].Studies, 0
	for _, r := range rows {
		sets = appendNew(sets, r.Set)
		reports := map[int]string{-1: "below", 0: "not significant", 1: "above"}[r.Claimed]
		data = append(data, []string{r.Set, r.A, r.B, r.paper, reports, strconv.Itoa(r.Studies),
			strconv.Itoa(r.same), strconv.Itoa(r.Studies - r.same - r.other),
			strconv.Itoa(r.other), exact(r.at), exact(r.low), exact(r.median), exact(r.high)})
		least, most = min(least, r.Studies), max(most, r.Studies)
		if 2*r.Reported() > r.Studies {
			agree++
		}
		if r.over >= 0.025 && r.under <= 0.975 {
			inside++
		}
	}
	size := thousands(most)
	if least < most {
		size = thousands(least) + " to " + size
	}
	return &Figure{
		Caption: fmt.Sprintf("What small studies would have reported. Each row has all %s studies "+
			"of one speaker and three seeds that these records hold (difference in macro F1, paired t "+
			"over seeds, two-sided, p < 0.05). Frame: what the paper reports; most studies would "+
			"report it too in %d of %d rows. Right: the share of the studies' estimates below the "+
			"paper's number; the line spans its rounding. In %d rows the number is within the middle "+
			"95 %% of the estimates. The studies share runs, so they are not independent.", size,
			agree, len(rows), inside),
		width:  TextWidth,
		height: lotteryChrome + lotteryLine*vg.Length(len(rows)+len(sets)),
		draw:   func(c draw.Canvas) { drawLottery(c, rows, sets) },
		data:   data,
	}, nil
}

// lotteryRows returns the rows of the figure, test before excluded.
func lotteryRows(v *records.View) []lotteryRow {
	var rows []lotteryRow
	for _, r := range report.Lottery(v) {
		row := lotteryRow{LotteryRow: r, paper: r.Paper.String(), same: r.Above, other: r.Below}
		low, high := r.PaperRange()
		if low+high < 0 {
			row.same, row.other = r.Below, r.Above
		}
		means := report.LotteryMeans(v, r)
		row.under = shareBelow(means, low)
		row.at = shareBelow(means, (low+high)/2)
		row.over = shareBelow(means, math.Nextafter(high, math.Inf(1)))
		row.low, row.median, row.high = quantile(means, 0.025), quantile(means, 0.5),
			quantile(means, 0.975)
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b lotteryRow) int { return setRank(a.Set) - setRank(b.Set) })
	return rows
}

// setRank puts test before excluded.
func setRank(set string) int {
	return slices.Index([]string{names.SetTest, names.SetExcluded}, set)
}

// shareBelow is the share of ascending values that are less than v.
func shareBelow(ascending []float64, v float64) float64 {
	n, _ := slices.BinarySearch(ascending, v)
	return float64(n) / float64(len(ascending))
}

// quantile returns the one of ascending values that is nearest to a quantile.
func quantile(ascending []float64, share float64) float64 {
	return ascending[int(math.Round(share*float64(len(ascending)-1)))]
}
