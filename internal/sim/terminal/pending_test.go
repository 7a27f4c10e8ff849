package terminal

import (
	"slices"
	"strings"
	"testing"

	"tillway/internal/wire/tlv"
)

func TestSilenceIsReversed(t *testing.T) {
	for what, reason := range map[string]string{"silent": "98", "badmac": "A0", "nomac": "A0", "98": "98", "68": "98"} {
		s := open(t)
		s.host.plan(what)
		r := s.sale(700)
		if r.OK || !r.Reversed || r.Receipt != nil {
			t.Errorf("%s: %+v", what, r)
			continue
		}
		sale, rev := s.host.sent("0200")[0], s.host.sent("0400")[0]
		if rev.fields[39] != reason || rev.fields[11] != sale.fields[11] || rev.fields[60][2:8] != "000001" || !rev.macOK {
			t.Errorf("%s: reversal %v", what, rev.fields)
		}
		for _, f := range []int{14, 26, 35, 37, 52, 53, 59} {
			if rev.fields[f] != "" {
				t.Errorf("%s: the reversal carries F%d", what, f)
			}
		}
		if icc, err := tlv.Parse([]byte(rev.fields[55])); err != nil || len(icc) != 4 {
			t.Errorf("%s: F55 of the reversal has %d tags", what, len(icc))
		}
		if st := s.Status(); st.Pending != 0 || st.Totals.DebitFen != 0 {
			t.Errorf("%s: %+v", what, st)
		}
	}
}

func TestReversalIsOnTheDiskBeforeThePaymentLeaves(t *testing.T) {
	s := open(t)
	var kept []pending
	s.host.onPay = func() {
		onDisk, _, err := loadState(s.path)
		if err != nil {
			t.Error(err)
			return
		}
		kept = onDisk.Pending
	}
	r := s.sale(700)
	if !r.OK || len(kept) != 1 || kept[0].Trace != r.Trace || kept[0].AmountFen != 700 || kept[0].Reason != "06" {
		t.Errorf("%+v while the payment was under way", kept)
	}
	if onDisk, _, _ := loadState(s.path); len(onDisk.Pending) != 0 {
		t.Errorf("%+v after the answer", onDisk.Pending)
	}
}

func TestReversalSurvivesPowerCutAndGoesFirst(t *testing.T) {
	s := open(t)
	s.host.plan("silent")
	s.host.planReversals("silent", "silent")
	r := s.sale(700)
	if r.OK || r.Reversed || !r.Unknown || s.Status().Pending != 1 {
		t.Fatalf("%+v", r)
	}
	s.Close()
	s.powerOn()
	if r := s.sale(800); !r.OK {
		t.Fatalf("%+v", r)
	}
	var order []string
	for _, m := range s.host.seen[1:] {
		order = append(order, m.mti+" "+m.fields[4][8:])
	}
	if got := strings.Join(order, ", "); got != "0200 0700, 0400 0700, 0400 0700, 0400 0700, 0200 0800" {
		t.Errorf("order: %s", got)
	}
	want := []string{"signin ok", "sale unknown", "reversal silent", "reversal silent", "reversal reversed", "sale approved"}
	if got := s.outcomes(); !slices.Equal(got, want) {
		t.Errorf("journal: %v", got)
	}
}

func TestAfterThreeTriesTheTerminalTradesOn(t *testing.T) {
	s := open(t)
	s.host.plan("silent")
	s.host.planReversals("silent", "silent", "silent", "silent", "00")
	s.sale(700)
	if r := s.sale(800); !r.OK || s.Status().Pending != 1 {
		t.Fatalf("%+v, %d pending", r, s.Status().Pending)
	}
	if r := s.Settle(t.Context()); r.Code != Unfinished {
		t.Errorf("settled with an unfinished reversal: %+v", r)
	}
	if r := s.sale(900); !r.OK || s.Status().Pending != 0 {
		t.Errorf("%+v, %d pending", r, s.Status().Pending)
	}
}

func TestUnansweredRefundIsRepeatedNotReversed(t *testing.T) {
	s := open(t)
	s.host.plan("silent", "silent", "00")
	r := s.do(Order{Kind: Refund, RRN: "030200000001", Date: "0302", AmountFen: 100, Card: "credit"})
	if r.OK || !r.Unknown {
		t.Fatalf("%+v", r)
	}
	if r := s.Settle(t.Context()); !r.OK {
		t.Errorf("settle: %+v", r)
	}
	sent := s.host.sent("0220")
	if len(sent) != 3 || sent[0].fields[11] != sent[2].fields[11] || sent[0].fields[61] != sent[2].fields[61] || len(s.host.sent("0400")) != 0 {
		t.Errorf("%d refunds, %d reversals", len(sent), len(s.host.sent("0400")))
	}
	if got := s.outcomes(); !slices.Equal(got, []string{"signin ok", "refund unknown", "repeat silent", "refund approved", "settle balanced"}) {
		t.Errorf("journal: %v", got)
	}
}

func TestSignInEndsWhatIsUnfinishedFirst(t *testing.T) {
	s := open(t)
	s.host.plan("silent")
	s.host.planReversals("silent")
	if r := s.sale(700); r.Reversed || s.Status().Pending != 1 {
		t.Fatalf("%+v", r)
	}
	if r := s.SignIn(t.Context()); !r.OK || s.Status().Pending != 0 {
		t.Fatalf("%+v, %d pending", r, s.Status().Pending)
	}
	if got := s.host.order()[2:]; !slices.Equal(got, []string{"0400", "0400", "0800"}) {
		t.Errorf("order: %v", got)
	}
}

// TestSignInComesFirstWhenItWasAskedFor: under keys that the host does not hold
// good any more a reversal would be refused.
func TestSignInComesFirstWhenItWasAskedFor(t *testing.T) {
	s := open(t)
	s.host.plan("silent")
	s.host.planReversals("A0")
	if r := s.sale(700); r.Reversed || !s.Status().MustSignIn || s.Status().Pending != 1 {
		t.Fatalf("%+v %+v", r, s.Status())
	}
	at := len(s.host.order())
	if r := s.SignIn(t.Context()); !r.OK || s.Status().Pending != 0 {
		t.Fatalf("%+v, %d pending", r, s.Status().Pending)
	}
	if got := s.host.order()[at:]; !slices.Equal(got, []string{"0800", "0400"}) {
		t.Errorf("order: %v", got)
	}
}

func TestSignInOfAHostThatIsAwayForgetsNothing(t *testing.T) {
	s := open(t)
	s.host.plan("silent")
	s.host.planReversals("silent")
	s.sale(700)
	home := s.Status().Host
	if err := s.SetHost("127.0.0.1:1"); err != nil {
		t.Fatal(err)
	}
	if r := s.SignIn(t.Context()); r.Code != NoLine || s.Status().Pending != 1 {
		t.Fatalf("%+v, %d pending", r, s.Status().Pending)
	}
	s.Close()
	s.powerOn() // the address is kept like everything else
	if s.Status().Host != "127.0.0.1:1" || s.Status().Pending != 1 {
		t.Fatalf("%+v", s.Status())
	}
	if err := s.SetHost(home); err != nil {
		t.Fatal(err)
	}
	if r := s.SignIn(t.Context()); !r.OK || s.Status().Pending != 0 {
		t.Errorf("%+v, %d pending", r, s.Status().Pending)
	}
}

func TestAHostIsAnAddress(t *testing.T) {
	s := open(t)
	was := s.Status().Host
	for _, h := range []string{"", "localhost", "127.0.0.1", "127.0.0.1:", ":8583", "127.0.0.1:x", "127.0.0.1:0", "127.0.0.1:70000", "http://127.0.0.1:8583"} {
		if err := s.SetHost(h); err == nil {
			t.Errorf("%q was taken", h)
		}
	}
	if s.Status().Host != was {
		t.Errorf("the host is now %s", s.Status().Host)
	}
}
