package sms

import (
	"testing"
	"time"

	"tillway/internal/sim"
	"tillway/internal/sim/simtest"
)

type inbox struct {
	Items []shown `json:"items"`
}

type receipts struct {
	Items []receipt `json:"items"`
	Next  int       `json:"next"`
}

func TestOneRefIsOneMessageAlsoAfterRestart(t *testing.T) {
	c := sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}
	g, stop := simtest.StartStoppable(t, Open, c)
	send := func(url, ref, mobile, text string) int {
		return simtest.Post(t, url+"/send", sendRequest{ref, mobile, text}, nil)
	}
	url := g.Endpoints()["sms"]
	if got := send(url, "e1", "13800000003", "到账 1.00 元"); got != 200 {
		t.Fatal(got)
	}
	stop()

	g = simtest.Start(t, Open, c)
	url = g.Endpoints()["sms"]
	if got := send(url, "e1", "13800000003", "到账 1.00 元"); got != 200 {
		t.Fatalf("a repeat gave %d", got)
	}
	if got := send(url, "e1", "13800000003", "到账 2.00 元"); got != 409 {
		t.Fatalf("another text under the same ref gave %d", got)
	}
	for _, bad := range []sendRequest{{"", "13800000003", "x"}, {"e2", "1380000000x", "x"}, {"e2", "138", "x"}, {"e2", "13800000003", ""}} {
		if got := simtest.Post(t, url+"/send", bad, nil); got != 400 {
			t.Errorf("%+v gave %d", bad, got)
		}
	}
	var in inbox
	simtest.Get(t, url+"/inbox?mobile=13800000003", &in)
	if len(in.Items) != 1 || in.Items[0].Text != "到账 1.00 元" {
		t.Fatalf("inbox: %+v", in)
	}
}

func TestPhonesThatDoNotReceive(t *testing.T) {
	c := sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}
	url := simtest.Start(t, Open, c).Endpoints()["sms"]
	for i, phone := range []string{"13800000001", "13800000002", "13800000003"} {
		simtest.Post(t, url+"/send", sendRequest{Ref: string(rune('a' + i)), Mobile: phone, Text: "hi"}, nil)
	}
	var in inbox
	var re receipts
	simtest.Get(t, url+"/inbox", &in)
	simtest.Get(t, url+"/receipts", &re)
	if len(in.Items) != 1 || in.Items[0].Mobile != "13800000003" {
		t.Fatalf("inbox: %+v", in)
	}
	if len(re.Items) != 1 || re.Items[0].Status != "undelivered" || re.Next != 1 {
		t.Fatalf("receipts: %+v", re)
	}
	if err := c.Clock.SetOffset(time.Hour); err != nil {
		t.Fatal(err)
	}
	simtest.Get(t, url+"/receipts?after=1", &re)
	if len(re.Items) != 2 || re.Items[0].Status != "delivered" || re.Next != 3 {
		t.Fatalf("receipts after an hour: %+v", re)
	}
}
