package world

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/sim"
	"tillway/internal/sim/bank"
	"tillway/internal/sim/simtest"
	"tillway/internal/wire/clearing"
)

// ledgerOf is a channel that owes what it is told to.
type ledgerOf map[string]int64

func (l ledgerOf) Name() string { return "wechat" }

func (l ledgerOf) Settlements(after, upTo string) (out []sim.Settlement, err error) {
	for date, fen := range l {
		if date > after && date <= upTo {
			out = append(out, sim.Settlement{Date: date, Fen: fen})
		}
	}
	return out, nil
}

// statements are the lines that the bank has told its customer.
func statements(t *testing.T, dir string) (out []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "bank", "from-bank", "STM*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := clearing.DecodeStatement(data)
		if err != nil || s.Account != bank.Reserve {
			t.Fatalf("%s: %+v %v", name, s, err)
		}
		sign := "-"
		if s.Lines[0].Credit {
			sign = "+"
		}
		out = append(out, s.Lines[0].Remark+sign+s.Lines[0].Counterparty)
	}
	slices.Sort(out)
	return out
}

func TestChannelsPayEachDayOnceTheNextMorning(t *testing.T) {
	at := func(text string) time.Duration {
		moment, err := time.ParseInLocation(time.DateTime, text, clock.Shanghai)
		if err != nil {
			t.Fatal(err)
		}
		return moment.Sub(clock.Now())
	}
	conf := sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(at("2026-03-03 07:30:00"))}
	owes := ledgerOf{"2026-03-04": 0}
	run := func() (*clearingHouse, func()) {
		b, stop := simtest.StartStoppable(t, bank.Open, conf)
		return &clearingHouse{clock: conf.Clock, bank: b, channels: []channel{owes}}, stop
	}
	c, stop := run()
	look := func(when string, want ...string) {
		t.Helper()
		if err := conf.Clock.SetOffset(at(when)); err != nil {
			t.Fatal(err)
		}
		if err := c.pay(); err != nil {
			t.Fatal(err)
		}
		if got := statements(t, conf.Dir); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("at %s the bank says %v, want %v", when, got, want)
		}
	}
	first, second, third := "CLR-wechat-2026-03-01+微信支付", "CLR-wechat-2026-03-02+微信支付", "CLR-wechat-2026-03-03-微信支付"
	look("2026-11-25 12:00:00")
	owes["2026-03-01"], owes["2026-03-02"], owes["2026-03-03"] = 500, 9_800, -300
	look("2026-03-03 07:30:00", first)
	look("2026-03-03 08:30:00", first, second)
	stop()
	c, stop = run() // forgets what it has paid; the bank does not
	defer stop()
	look("2026-03-03 09:00:00", first, second)
	look("2026-03-05 09:00:00", first, second, third)
}
