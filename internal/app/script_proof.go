package app

import (
	"context"
)

// prove is stage 8: one timeline, the proofs, and the figures of the last line.
func (s *script) prove(ctx context.Context) error {
	owner := s.people[s.shop.login]
	line, err := soon(ctx, "the timeline's end", func() (object, bool, error) {
		t, err := owner.get(ctx, "/v1/timeline/"+s.ids["application"])
		if err != nil {
			return nil, false, err
		}
		items := t.list("items")
		return t, len(items) > 0 && items[len(items)-1].text("kind") != "", nil
	})
	if err != nil {
		return err
	}
	s.tell(s.ids["application"], "一条时间线：从第一张表到银行回单，共 %d 步", len(line.list("items")))
	return s.count(ctx)
}

// count reads the figures of the last line from the product.
func (s *script) count(ctx context.Context) error {
	auditor, err := s.as(ctx, "auditor")
	if err != nil {
		return err
	}
	f, err := soon(ctx, "the last messages", func() (object, bool, error) {
		f, err := auditor.get(ctx, "/v1/figures")
		return f, err == nil && f.fen("sms_pending") == 0, err
	})
	if err != nil {
		return err
	}
	s.sums = sums{Payments: f.fen("payments_approved"), Declines: f.fen("payments_declined"), Reversals: f.fen("payments_reversed"),
		PaidFen: f.fen("paid_fen"), SMS: f.fen("sms_delivered")}
	s.trial = f.fen("trial_balance_fen")
	v, err := auditor.post(ctx, "/v1/audit/verify", nil)
	if err != nil {
		return err
	}
	s.tell("audit", "审计链 %d 行核验一致", v.fen("checked"))
	if err := check(v["ok"] == true, "the audit chain is broken"); err != nil {
		return err
	}
	return check(s.trial == 0, "the trial balance is %d fen", s.trial)
}
