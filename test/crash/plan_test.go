package crash

import (
	"fmt"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

// step is a cell of the plan: where a kill of a message at a moment must fall.
// An empty place is wherever it happens to.
type step struct {
	moment moment
	at     place
}

// plan kills every payment at every place on its road, and the other messages
// where they can be killed. The moments that lead to the same place are spread
// over the messages.
var plan = []struct {
	message message
	steps   []step
}{
	{sale, []step{{atTheDoor, beforeOne}, {firstWrite, beforeOne}, {straggler, beforeOne}, {afterFirst, beforeIssuer}, {sent, beforeIssuer},
		{overtaken, beforeIssuer}, {answered, beforeTwo}, {secured, beforeTwo}, {secondWrite, beforeTwo}, {replied, beforeAnswer},
		{printed, afterAnswer}, {startingUp, beforeTwo}, {undoing, beforeTwo}, {undone, beforeTwo}, {anywhere, ""}, {anywhere, ""}}},
	{void, []step{{atTheDoor, beforeOne}, {sent, beforeIssuer}, {secondWrite, beforeTwo}, {replied, beforeAnswer}, {printed, afterAnswer}, {undone, beforeTwo}}},
	{refund, []step{{firstWrite, beforeOne}, {sent, beforeIssuer}, {secured, beforeTwo}, {replied, beforeAnswer}, {printed, afterAnswer},
		{undoing, beforeTwo}, {undone, beforeTwo}}},
	{preauth, []step{{firstWrite, beforeOne}, {afterFirst, beforeIssuer}, {secondWrite, beforeTwo}, {replied, beforeAnswer}, {printed, afterAnswer}, {undoing, beforeTwo}}},
	{completion, []step{{atTheDoor, beforeOne}, {overtaken, beforeIssuer}, {secured, beforeTwo}, {replied, beforeAnswer}, {printed, afterAnswer}, {startingUp, beforeTwo}}},
	{wechat, []step{{atTheDoor, beforeOne}, {sent, beforeIssuer}, {answered, beforeTwo}, {secured, beforeAnswer}, {replied, beforeAnswer}, {printed, afterAnswer}, {undone, beforeTwo}}},
	{alipay, []step{{firstWrite, beforeOne}, {overtaken, beforeIssuer}, {secondWrite, beforeTwo}, {replied, beforeAnswer}, {printed, afterAnswer}, {undoing, beforeTwo}}},
	{wechatRefund, []step{{sent, beforeIssuer}, {answered, beforeTwo}, {undone, beforeTwo}}},
	{alipayVoid, []step{{answered, beforeTwo}, {replied, beforeAnswer}}},
	{reversal, []step{{atTheDoor, notReversed}, {firstWrite, notReversed}, {replied, reversalDue}, {sent, reversalDue}, {answered, takenBack}}},
	{settle, []step{{firstWrite, batchOpen}, {replied, batchClosed}, {printed, afterAnswer}}},
	{signIn, []step{{atTheDoor, noKeys}, {replied, noKeys}}},
}

// row is one kill of the table.
type row struct {
	message, moment string
	first           corpse
	second          string // where the second kill fell
	unread          int    // bytes that the stopped module had not read
	told            reply
	end             string
	ready, closed   time.Duration
}

// table is where each kill fell.
type table struct {
	engine string
	rows   []row
}

func (f *table) add(r row) { f.rows = append(f.rows, r) }

// enough says what the test is about: at least twelve kills, three of them
// between the issuer's yes and write two, one while the module works; and each
// payment of the counter killed at each place of its road.
func (f *table) enough(t *testing.T) {
	t.Helper()
	fell, works := map[string]map[place]int{}, 0
	between := 0
	for _, r := range f.rows {
		if fell[r.message] == nil {
			fell[r.message] = map[place]int{}
		}
		fell[r.message][r.first.at]++
		if r.first.at == beforeTwo {
			between++
		}
		if r.unread > 0 {
			works++
		}
	}
	if len(f.rows) < 12 || between < 3 || works < 1 {
		t.Errorf("%d kills, %d of them between the issuer's yes and write two, %d while the module works: want 12, 3 and 1", len(f.rows), between, works)
	}
	for _, m := range []message{sale, void, refund, preauth, completion, wechat, alipay} {
		for _, p := range []place{beforeOne, beforeIssuer, beforeTwo, beforeAnswer, afterAnswer} {
			if fell[m.name][p] == 0 {
				t.Errorf("no kill of the %s fell %s", m.name, p)
			}
		}
	}
}

func (f *table) print(t *testing.T) {
	t.Helper()
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "engine\tmessage\tkilled while\tfell\tour row\tissuer\tterminal\tsecond kill fell\tended\tready\tclosed")
	for _, r := range f.rows {
		moment := r.moment
		if r.unread > 0 {
			moment += fmt.Sprintf(" (%d bytes unread)", r.unread)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d ms\t%d ms\n", f.engine, r.message, moment, r.first.at, r.first.ours,
			r.first.theirs, r.told.Code, r.second, r.end, r.ready.Milliseconds(), r.closed.Milliseconds())
	}
	_ = w.Flush() // into memory
	t.Logf("where each kill fell\n%s", out.String())
}
