package api

import (
	"encoding/json"
	"net/http"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/flow"
)

// lifeStep is a step of a life as pages show it.
type lifeStep struct {
	Event  string `json:"event"`
	From   string `json:"from"`
	To     string `json:"to"`
	By     string `json:"by" doc:"user id, or system:… when the program acted"`
	ByName string `json:"by_name,omitempty" who:"By" doc:"display name"`
	At     string `json:"at"`
	Reason string `json:"reason,omitempty"`
}

func lifeSteps(steps []flow.Step) []lifeStep {
	out := make([]lifeStep, 0, len(steps))
	for _, s := range steps {
		out = append(out, lifeStep{Event: s.Event, From: s.From, To: s.To, By: s.By, At: civil(s.At)})
	}
	return out
}

// civil writes a time as people in China read it; "" for none.
func civil(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Shanghai).Format(time.RFC3339)
}

// pageInput is how a list is asked for.
type pageInput struct {
	After    string `query:"after" doc:"cursor: the \"next\" of the page before"`
	Limit    int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Status   string `query:"status"`
	Merchant string `query:"merchant"`
}

// listPage is a page of a list.
type listPage[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"cursor of the next page; absent on the last"`
}

// pageOf makes a page of rows; the cursor is the last row's id when the page is full.
func pageOf[R, T any](rows []R, limit int, show func(R) T, cursor func(R) string) listPage[T] {
	p := listPage[T]{Items: make([]T, 0, len(rows))}
	for _, r := range rows {
		p.Items = append(p.Items, show(r))
	}
	if limit > 0 && len(rows) == limit {
		p.Next = cursor(rows[len(rows)-1])
	}
	return p
}

// IDPath names one thing. It is exported because huma reads no fields of an
// embedded type that is not.
type IDPath struct {
	ID string `path:"id"`
}

// sendJSON answers a raw route with a JSON body.
func sendJSON(w http.ResponseWriter, body any) error {
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(body)
}
