package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/report"
)

type timelineItem struct {
	Stage   string `json:"stage"`
	No      int    `json:"no" doc:"number of the stage"`
	Kind    string `json:"kind"`
	At      string `json:"at"`
	By      string `json:"by,omitempty"`
	ByName  string `json:"by_name,omitempty" who:"By"`
	TitleZh string `json:"title_zh"`
	TitleEn string `json:"title_en"`
	NoteZh  string `json:"note_zh,omitempty"`
	NoteEn  string `json:"note_en,omitempty"`
	ID      string `json:"id"`
	Link    string `json:"link,omitempty"`
}

type timelineBody struct {
	Application string         `json:"application"`
	Number      string         `json:"number"`
	Name        string         `json:"name"`
	Merchant    string         `json:"merchant,omitempty"`
	Items       []timelineItem `json:"items"`
}

type queueBody struct {
	Name     string `json:"name"`
	TitleZh  string `json:"title_zh"`
	TitleEn  string `json:"title_en"`
	Count    int64  `json:"count"`
	OldestAt string `json:"oldest_at,omitempty"`
	Link     string `json:"link"`
}

type hitBody struct {
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	TitleZh string `json:"title_zh"`
	TitleEn string `json:"title_en"`
	Note    string `json:"note,omitempty"`
	Link    string `json:"link"`
}

type todayBody struct {
	BusinessDate    string       `json:"business_date"`
	ReceivedFen     int64        `json:"received_fen"`
	Count           int64        `json:"count"`
	RefundedFen     int64        `json:"refunded_fen"`
	Hours           []report.Sum `json:"hours"`
	Channels        []report.Sum `json:"channels"`
	UnsettledFen    int64        `json:"unsettled_fen"`
	InTransitFen    int64        `json:"in_transit_fen"`
	PaidFen         int64        `json:"paid_fen"`
	ExpectedFen     int64        `json:"expected_fen" doc:"unsettled now; the open day's fees still come off"`
	ExpectedDate    string       `json:"expected_date"`
	Terminals       int64        `json:"terminals"`
	TerminalsActive int64        `json:"terminals_online" doc:"terminals that are active"`
}

type timelineInput struct {
	Application string `path:"application" doc:"id or AP number"`
}

type searchInput struct {
	Q string `query:"q" maxLength:"64"`
}

func (s *Server) report() {
	route(s, "GET /v1/timeline/{application}", op{ID: "timeline", Summary: "From the first form to the bank slip", AnyUser: true},
		func(ctx context.Context, by audit.Actor, in *timelineInput) (timelineBody, error) {
			t, err := s.Report.Timeline(ctx, by, in.Application)
			out := timelineBody{t.Application, t.Number, t.Name, t.Merchant, []timelineItem{}}
			for _, i := range t.Items {
				out.Items = append(out.Items, timelineItem{Stage: i.Name, No: i.Stage, Kind: i.Kind, At: civil(i.At), By: i.By, TitleZh: i.Zh, TitleEn: i.En,
					NoteZh: i.NoteZh, NoteEn: i.NoteEn, ID: i.ID, Link: i.Link})
			}
			return out, err
		})
	route(s, "GET /v1/queues", op{ID: "queues", Summary: "Work that waits for the caller", AnyUser: true},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (page listPage[queueBody], err error) {
			queues, err := s.Report.Queues(ctx, by)
			return pageOf(queues, 0, func(q report.Queue) queueBody {
				return queueBody{q.Name, q.Zh, q.En, q.Count, civil(q.OldestAt), q.Link}
			}, nil), err
		})
	route(s, "GET /v1/search", op{ID: "search", Summary: "The pages a number leads to", AnyUser: true},
		func(ctx context.Context, by audit.Actor, in *searchInput) (page listPage[hitBody], err error) {
			hits, err := s.Report.Search(ctx, by, in.Q)
			return pageOf(hits, 0, func(h report.Hit) hitBody { return hitBody{h.Kind, h.ID, h.Zh, h.En, h.Note, h.Link} }, nil), err
		})
	route(s, "GET /v1/today", op{ID: "today", Summary: "The owner's day: what came in and where the money is",
		Roles: []string{audit.Owner, audit.Manager, audit.Operations, audit.SettleMaker, audit.SettleChecker}},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (todayBody, error) {
			t, err := s.Report.Today(ctx, by)
			return todayBody{t.Date, t.ReceivedFen, t.Count, t.RefundedFen, append([]report.Sum{}, t.Hours...), append([]report.Sum{}, t.Channels...),
				t.UnsettledFen, t.InTransitFen, t.PaidFen, t.ExpectedFen, t.ExpectedDate, t.Terminals, t.Active}, err
		})
	route(s, "GET /v1/figures", op{ID: "figures", Summary: "The figures of the whole institution", Roles: []string{audit.Auditor, audit.Operations}},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (report.Figures, error) {
			return s.Report.Figures(ctx, by)
		})
}
