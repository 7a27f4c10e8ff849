package smshttp

import (
	"errors"
	"testing"

	"tillway/internal/notify"
	"tillway/internal/sim"
	"tillway/internal/sim/simtest"
	"tillway/internal/sim/sms"
)

func TestAMessageSentTwiceIsOneAndItsReceiptComesBack(t *testing.T) {
	g := New(simtest.Start(t, sms.Open, sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}).Endpoints()["sms"])
	first, err := g.Send(t.Context(), "msg_1", "13800000003", "【收单通】测试")
	if err != nil || first == "" {
		t.Fatalf("%q, %v", first, err)
	}
	if again, err := g.Send(t.Context(), "msg_1", "13800000003", "【收单通】测试"); err != nil || again != first {
		t.Errorf("sent again: %q, %v", again, err)
	}
	if _, err := g.Send(t.Context(), "msg_2", "13800000001", "【收单通】测试"); err != nil {
		t.Error(err)
	}
	for name, mobile := range map[string]string{"msg_1": "13800000004", "msg_3": "12"} {
		if _, err := g.Send(t.Context(), name, mobile, "【收单通】另一条"); !errors.Is(err, notify.ErrRefused) {
			t.Errorf("%s to %s: %v", name, mobile, err)
		}
	}
	receipts, next, err := g.Receipts(t.Context(), 0)
	if err != nil || len(receipts) != 2 || next != 2 {
		t.Fatalf("%v, %d, %v", receipts, next, err)
	}
	for _, r := range receipts {
		if r.Delivered != (r.Ref == "msg_1") {
			t.Errorf("receipt %+v", r)
		}
	}
	if receipts, again, err := g.Receipts(t.Context(), next); err != nil || len(receipts) != 0 || again != next {
		t.Errorf("read again: %v, %d, %v", receipts, again, err)
	}
}

func TestAGatewayThatIsDownRefusesNothing(t *testing.T) {
	if _, err := New("http://127.0.0.1:1").Send(t.Context(), "msg_1", "13800000003", "x"); err == nil || errors.Is(err, notify.ErrRefused) {
		t.Errorf("got %v", err)
	}
}
