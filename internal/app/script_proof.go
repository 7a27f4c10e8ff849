package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
)

// prove is stage 8: one timeline, the proofs, and the figures of the last line.
func (s *script) prove(ctx context.Context) error {
	if err := s.readTimeline(ctx); err != nil {
		return err
	}
	if err := s.count(ctx); err != nil {
		return err
	}
	for _, what := range []string{"ledger", "payments", "settlement", "audit"} {
		n, err := s.verify(ctx, what)
		if err != nil {
			return err
		}
		s.tell("verify", "tillway verify %s → checked: %d", what, n)
	}
	return nil
}

// milestones are on every shop's way, in this order.
var milestones = []string{"application.", "application.pass2", "contract.sign", "deposit.receive", "terminal.activate", "merchant.activate",
	"payment.sale", "payment.settle_batch", "business_day.clear", "payout.fail", "payout.pay"}

// readTimeline follows the shop from its first form to the bank's slip.
func (s *script) readTimeline(ctx context.Context) error {
	t, err := s.owner().get(ctx, "/v1/timeline/"+s.ids["application"])
	if err != nil {
		return err
	}
	items := t.list("items")
	next := 0
	for _, it := range items {
		if next < len(milestones) && it.text("kind") == milestones[next] {
			next++
		}
	}
	if err := check(next == len(milestones), "the timeline lacks %v", milestones[min(next, len(milestones)-1)]); err != nil {
		return err
	}
	last := items[len(items)-1]
	s.tell(s.ids["application"], "一条时间线：从第一张表到银行回单，共 %d 步，末步 %s %s", len(items), last.text("title_zh"), last.text("note_zh"))
	return nil
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
	return check(s.trial == 0, "the trial balance is %d fen", s.trial)
}

// verify proves a part of the books as an auditor does, by the command.
func (s *script) verify(ctx context.Context, what string) (int64, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	out, err := exec.CommandContext(ctx, self, "verify", what, "--db", s.db, "--data", s.data, "--json").Output()
	var said struct {
		OK      bool     `json:"ok"`
		Checked int64    `json:"checked"`
		Faults  []string `json:"faults"`
	}
	if bad := json.Unmarshal(out, &said); bad != nil {
		return 0, fmt.Errorf("verify %s: %w: %w", what, bad, err)
	}
	return said.Checked, check(err == nil && said.OK && said.Checked > 0, "verify %s: %v, checked %d, %v", what, err, said.Checked, said.Faults)
}
