package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/store"
)

type auditQuery struct {
	Noun   string `query:"noun"`
	ID     string `query:"id"`
	Verb   string `query:"verb"`
	Before int64  `query:"before" doc:"only lines with a smaller number: the cursor"`
	Limit  int    `query:"limit" maximum:"200"`
}

// auditLine is a line with the name of who acted.
type auditLine struct {
	audit.Line
	UserName string `json:"user_name,omitempty" who:"User"`
}

type auditPage struct {
	Items []auditLine `json:"items"`
	Next  int64       `json:"next,omitempty"`
}

type auditVerdict struct {
	Checked int64         `json:"checked"`
	Faults  []audit.Fault `json:"faults"`
	OK      bool          `json:"ok"`
}

func (s *Server) audit() {
	route(s, "GET /v1/audit", op{ID: "listAudit", Summary: "Who did what to which", Roles: []string{audit.Auditor, audit.Compliance}},
		func(ctx context.Context, by audit.Actor, in *auditQuery) (page auditPage, err error) {
			page.Items = []auditLine{}
			err = s.DB.Read(ctx, func(q store.Q) error {
				lines, err := audit.List(q, by.Institution, audit.Filter{Noun: in.Noun, NounID: in.ID, Verb: in.Verb, Before: in.Before, Limit: in.Limit})
				for _, l := range lines {
					page.Items = append(page.Items, auditLine{Line: l})
				}
				return err
			})
			if n := len(page.Items); n > 0 && page.Items[n-1].Seq > 1 {
				page.Next = page.Items[n-1].Seq
			}
			return page, err
		})
	route(s, "POST /v1/audit/verify", op{ID: "verifyAudit", Summary: "Recompute the chain", Roles: []string{audit.Auditor}, NoKey: true},
		func(ctx context.Context, _ audit.Actor, _ *struct{}) (v auditVerdict, err error) {
			v.Checked, v.Faults, err = audit.Verify(ctx, s.DB)
			if v.Faults == nil {
				v.Faults = []audit.Fault{}
			}
			v.OK = len(v.Faults) == 0 && v.Checked > 0
			return v, err
		})
}
