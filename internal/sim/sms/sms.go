// Package sms plays a text message gateway and the phones behind it. A message
// is in the inbox journal before the gateway says it took it; the same ref
// sent twice is one message. Delivery receipts are fetched from a cursor.
//
// The phone 13800000001 never receives anything and 13800000002 receives after
// a minute; every other phone receives at once.
package sms

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"tillway/internal/sim"
)

const (
	deadPhone = "13800000001"
	slowPhone = "13800000002"
	slowBy    = time.Minute
	maxRunes  = 500 // what a Chinese gateway takes as one long message
)

// Gateway is the running part.
type Gateway struct {
	clock   *sim.Clock
	journal *sim.Journal[Message]
	server  *sim.Server

	mu    sync.Mutex
	inbox []Message      // in the order of arrival
	byRef map[string]int // index in inbox
}

// Message is one text message as the gateway took it.
type Message struct {
	ID     string    `json:"id"`
	Ref    string    `json:"ref"`
	Mobile string    `json:"mobile"`
	Text   string    `json:"text"`
	At     time.Time `json:"at"`
}

// Open replays the inbox and takes the port.
func Open(c sim.Config) (*Gateway, error) {
	g := &Gateway{clock: c.Clock, byRef: map[string]int{}}
	var err error
	g.journal, err = sim.OpenJournal(c.Journal("sms"), func(m Message) error { g.keep(m); return nil })
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /send", g.send)
	mux.HandleFunc("GET /inbox", g.showInbox)
	mux.HandleFunc("GET /receipts", g.showReceipts)
	c.Clock.Routes(mux)
	if g.server, err = sim.NewServer(c.Port, mux); err != nil {
		g.journal.Close()
		return nil, err
	}
	return g, nil
}

// Name implements sim.Part.
func (g *Gateway) Name() string { return "sms" }

// Endpoints implements sim.Part.
func (g *Gateway) Endpoints() map[string]string { return map[string]string{"sms": g.server.URL()} }

// Run implements sim.Part.
func (g *Gateway) Run(ctx context.Context) error {
	defer g.journal.Close()
	return g.server.Run(ctx)
}

func (g *Gateway) keep(m Message) {
	g.byRef[m.Ref] = len(g.inbox)
	g.inbox = append(g.inbox, m)
}

type sendRequest struct {
	Ref    string `json:"ref"` // the sender's own number: one ref is one message
	Mobile string `json:"mobile"`
	Text   string `json:"text"`
}

func (g *Gateway) send(w http.ResponseWriter, r *http.Request) {
	in, ok := sim.Body[sendRequest](w, r)
	if !ok {
		return
	}
	if in.Ref == "" || in.Text == "" || utf8.RuneCountInString(in.Text) > maxRunes || !mobile(in.Mobile) {
		sim.Refuse(w, http.StatusBadRequest, "PARAM_ERROR", "缺少流水号、内容或手机号不正确", "ref, text or an 11-digit mobile number is missing")
		return
	}
	m, repeated, mark := g.take(in)
	if repeated && (m.Mobile != in.Mobile || m.Text != in.Text) {
		sim.Refuse(w, http.StatusConflict, "REF_USED", "该流水号已用于另一条短信", "this ref belongs to another message")
		return
	}
	if err := g.journal.Wait(mark); err != nil {
		sim.Broken(w, err)
		return
	}
	sim.Reply(w, http.StatusOK, map[string]any{"id": m.ID, "ref": m.Ref, "accepted": true, "repeated": repeated})
}

// take puts a new message into the inbox or finds the one with its ref. The
// mark is that of the newest line, so a repeat also waits for the first one.
func (g *Gateway) take(in sendRequest) (m Message, repeated bool, mark sim.Mark) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if i, ok := g.byRef[in.Ref]; ok {
		return g.inbox[i], true, g.journal.Last()
	}
	m = Message{
		ID: "SMS" + strconv.Itoa(len(g.inbox)+1), Ref: in.Ref, Mobile: in.Mobile, Text: in.Text, At: g.clock.Now(),
	}
	g.keep(m)
	return m, false, g.journal.Put(m)
}

func mobile(s string) bool {
	if len(s) != 11 || s[0] != '1' {
		return false
	}
	_, err := strconv.ParseUint(s, 10, 64)
	return err == nil
}

// status tells what became of a message by now.
func (m Message) status(now time.Time) string {
	switch {
	case m.Mobile == deadPhone:
		return "undelivered"
	case m.Mobile == slowPhone && now.Before(m.At.Add(slowBy)):
		return "pending"
	}
	return "delivered"
}

type shown struct {
	Seq int `json:"seq"`
	Message
	Status string `json:"status"` // delivered, pending, undelivered
}

// since returns messages after the cursor, for one phone or all.
func (g *Gateway) since(after int, phone string, limit int) []shown {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.clock.Now()
	out := []shown{}
	for i := max(after, 0); i < len(g.inbox) && len(out) < limit; i++ {
		if m := g.inbox[i]; phone == "" || m.Mobile == phone {
			out = append(out, shown{i + 1, m, m.status(now)})
		}
	}
	return out
}

// showInbox is what the phones show: only what arrived. ?mobile= &after=
func (g *Gateway) showInbox(w http.ResponseWriter, r *http.Request) {
	items := []shown{}
	for _, m := range g.since(cursor(r), r.FormValue("mobile"), 1000) {
		if m.Status == "delivered" {
			items = append(items, m)
		}
	}
	sim.Reply(w, http.StatusOK, map[string]any{"items": items})
}

type receipt struct {
	Seq    int    `json:"seq"`
	ID     string `json:"id"`
	Ref    string `json:"ref"`
	Status string `json:"status"`
}

// showReceipts gives the gateway's receipts after a cursor, and the next one.
// The list stops in front of a message that is still on its way, so that no
// receipt is ever passed over.
func (g *Gateway) showReceipts(w http.ResponseWriter, r *http.Request) {
	next := max(cursor(r), 0)
	items := []receipt{}
	for _, m := range g.since(next, "", 500) {
		if m.Status == "pending" {
			break
		}
		items = append(items, receipt{m.Seq, m.ID, m.Ref, m.Status})
		next = m.Seq
	}
	sim.Reply(w, http.StatusOK, map[string]any{"items": items, "next": next})
}

func cursor(r *http.Request) int {
	n, _ := strconv.Atoi(r.FormValue("after")) // anything else is the beginning
	return n
}
