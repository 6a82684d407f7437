package report

import (
	"fmt"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// SpeakerSentence says what [SpeakerTable] shows: for whom there is least and
// most to forget, original − gold, and whether base ends above gold for every
// speaker.
func SpeakerSentence(v *records.View) string {
	room := v.Difference(records.F1, names.SetExcluded, names.Original, names.Gold)
	speakers, rooms := room.Speakers(), room.SpeakerMeans()
	switch len(speakers) {
	case 0:
		return "There is no finished pair of original and gold to compare."
	case 1:
		return fmt.Sprintf("Only one speaker was excluded, %s, with %s to forget (%s): how much "+
			"this depends on the speaker cannot be said without others.", speakers[0], signed(rooms[0], 3),
			room.Size())
	}
	least, most := 0, 0
	for i, r := range rooms {
		if r < rooms[least] {
			least = i
		}
		if r > rooms[most] {
			most = i
		}
	}
	times := ""
	if rooms[least] > 0 {
		times = fmt.Sprintf(", %s times as much", plain(rooms[most]/rooms[least], 1))
	}
	text := fmt.Sprintf("What there is to forget, original − gold, ranges from %s for %s to %s for "+
		"%s%s (mean %s; %s).", signed(rooms[least], 3), speakers[least], signed(rooms[most], 3),
		speakers[most], times, estimated(room.Test(), 3), room.Size())
	gap := v.Difference(records.F1, names.SetExcluded, names.Base, names.Gold)
	if len(gap.Pairs) == 0 {
		return text
	}
	above, pairs := 0, 0
	for _, mean := range gap.SpeakerMeans() {
		if mean > 0 {
			above++
		}
	}
	for _, value := range gap.Values() {
		if value > 0 {
			pairs++
		}
	}
	return text + fmt.Sprintf(" Base ends above gold for %d of %s, in %d of %d runs.", above,
		records.Plural(len(gap.Speakers()), "speaker"), pairs, len(gap.Pairs))
}
